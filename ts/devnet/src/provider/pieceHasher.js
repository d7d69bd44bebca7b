// JavaScript, not TypeScript: the worker thread loads this file as it is.
import * as crypto from 'node:crypto'

const quadSize = 127
const nodeSize = 32
const quadHeight = 2

/**
 * In one call where Node has that, from 20.12 on: less than half the time for inputs as short as these.
 * @type {(bytes: Uint8Array) => Buffer}
 */
const sha256 = crypto.hash
  ? (bytes) => crypto.hash('sha256', bytes, 'buffer')
  : (bytes) => crypto.createHash('sha256').update(bytes).digest()

/** @param {Uint8Array} bytes 64 bytes: a left and a right node. */
function parentOf(bytes) {
  const node = sha256(bytes)
  // A node is a field element of 254 bits, the lowest byte first.
  node[nodeSize - 1] = /** @type {number} */ (node[nodeSize - 1]) & 0x3f
  return node
}

/**
 * Roots of trees with nothing but zeros in them, by height.
 * @type {Buffer[]}
 */
const zeroRoots = [Buffer.alloc(nodeSize)]

/** @param {number} height */
function zeroRoot(height) {
  for (let last = zeroRoots.length - 1; last < height; last++) {
    const root = /** @type {Buffer} */ (zeroRoots[last])
    zeroRoots.push(parentOf(Buffer.concat([root, root])))
  }
  return /** @type {Buffer} */ (zeroRoots[height])
}

/**
 * The piece commitment of a stream of bytes: FRC-0069. Keeps one node a level and nothing else, so memory does not grow
 * with the piece, in a third of the time of the `@web3-storage/data-segment` that clients hash with: a provider must keep
 * up with them.
 */
export function createPieceHasher() {
  /** Input that does not fill a quad yet. */
  const quad = Buffer.alloc(quadSize)
  /** Four leaves of 32 bytes. */
  const leaves = Buffer.alloc(4 * nodeSize)
  const leftLeaves = leaves.subarray(0, 2 * nodeSize)
  const rightLeaves = leaves.subarray(2 * nodeSize)
  /** Two nodes of the height above the leaves. */
  const pair = Buffer.alloc(2 * nodeSize)
  /** By height: the left node that waits for the right one, or what is left of one that found it. */
  /** @type {Buffer[]} */
  const lefts = []
  let waiting = 0
  let quads = 0
  let size = 0

  /**
   * Spreads 127 bytes to four leaves of 254 bits, and adds the root of these to the tree.
   * @param {Uint8Array} input
   * @param {number} from
   */
  function addQuad(input, from) {
    for (let leaf = 0; leaf < 4; leaf++) {
      const shift = 2 * leaf
      const start = leaf * nodeSize
      for (let i = start; i < start + nodeSize; i++) {
        const low = leaf === 0 ? 0 : /** @type {number} */ (input[from + i - 1]) >> (8 - shift)
        const high = i === quadSize ? 0 : /** @type {number} */ (input[from + i]) << shift
        leaves[i] = high | low
      }
      const last = start + nodeSize - 1
      leaves[last] = /** @type {number} */ (leaves[last]) & 0x3f
    }
    pair.set(parentOf(leftLeaves), 0)
    pair.set(parentOf(rightLeaves), nodeSize)
    quads++
    addNode(parentOf(pair), quadHeight)
  }

  /**
   * Bit `height` of `waiting` says whether a left node of that height is there.
   * @param {Buffer} node
   * @param {number} height
   */
  function addNode(node, height) {
    let right = node
    let level = height
    while (waiting & (1 << level)) {
      waiting &= ~(1 << level)
      pair.set(/** @type {Buffer} */ (lefts[level]), 0)
      pair.set(right, nodeSize)
      right = parentOf(pair)
      level++
    }
    lefts[level] = right
    waiting |= 1 << level
  }

  return {
    /** How many bytes have been written. */
    get size() {
      return size
    },

    /** @param {Uint8Array} bytes */
    write(bytes) {
      let read = 0
      const filled = size % quadSize
      size += bytes.length
      if (filled !== 0) {
        read = Math.min(quadSize - filled, bytes.length)
        quad.set(bytes.subarray(0, read), filled)
        if (filled + read < quadSize) return
        addQuad(quad, 0)
      }
      for (; read + quadSize <= bytes.length; read += quadSize) addQuad(bytes, read)
      quad.set(bytes.subarray(read), 0)
    },

    /** The PieceCID v2 of all that has been written, as bytes. Nothing can be written afterwards. */
    digest() {
      const filled = size % quadSize
      if (filled !== 0 || size === 0) addQuad(quad.fill(0, filled), 0)
      const height = quadHeight + Math.ceil(Math.log2(quads))
      // The rest of the tree is zeros: fill it up from the lowest gap.
      while (waiting !== 1 << height) {
        const lowest = 31 - Math.clz32(waiting & -waiting)
        addNode(zeroRoot(lowest), lowest)
      }
      const padding = uvarint(quadSize * 2 ** (height - quadHeight) - size)
      return Buffer.concat([
        Buffer.from([0x01, 0x55, 0x91, 0x20, padding.length + 1 + nodeSize]),
        Buffer.from(padding),
        Buffer.from([height]),
        /** @type {Buffer} */ (lefts[height]),
      ])
    },
  }
}

/** @param {number} value */
function uvarint(value) {
  const bytes = []
  let rest = value
  for (; rest > 0x7f; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 0x80)
  bytes.push(rest)
  return bytes
}
