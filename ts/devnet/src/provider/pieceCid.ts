import { CID } from 'multiformats/cid'
import { bytesToHex, type Hex, hexToBytes } from 'viem'
import { RequestError } from './errors.ts'

/** A PieceCID v2. Its text is base32 in lower case: letters and digits only, so that it can name a file. */
export type PieceCid = string

/** Multicodec of a block of raw bytes. */
const raw = 0x55

/** Multihash code of a piece's tree: padding as a varint, height of the tree in one byte, 32 bytes of root. */
const pieceTree = 0x1011

/** Reads a PieceCID v2 that somebody sent. */
export function parsePieceCid(value: unknown): PieceCid {
  try {
    if (typeof value === 'string' && value.length <= 128) {
      const cid = CID.parse(value).toV1()
      if (cid.code === raw && sizeOf(cid) >= 0) return cid.toString()
    }
  } catch {
    // Neither what was sent nor what a parser says of it is any use to the sender.
  }
  throw new RequestError(400, 'pieceCid is not a PieceCID v2.')
}

/** How many bytes a piece has. */
export function pieceSize(pieceCid: PieceCid): number {
  return sizeOf(CID.parse(pieceCid))
}

/** A PieceCID as contracts take it. */
export function pieceCidToHex(pieceCid: PieceCid): Hex {
  return bytesToHex(CID.parse(pieceCid).bytes)
}

/** A PieceCID from what contracts or the hasher give. */
export function pieceCidFromHex(hex: Hex): PieceCid {
  return CID.decode(hexToBytes(hex)).toString()
}

/** Bytes of the file: what a tree of that height holds, 127 of every 128 bytes, less the padding. */
function sizeOf({ multihash: { code, digest } }: CID): number {
  const height = digest.at(-33)
  if (code !== pieceTree || height === undefined) throw new Error('This is no piece.')
  let padding = 0
  let length = 0
  for (let byte = 0x80; byte & 0x80; length++) {
    byte = digest[length] ?? 0
    padding += (byte & 0x7f) * 2 ** (7 * length)
  }
  if (length !== digest.length - 33) throw new Error('The padding is no varint.')
  return 2 ** height * 32 * (127 / 128) - padding
}
