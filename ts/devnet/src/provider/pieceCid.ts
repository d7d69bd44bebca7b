import { bytesToHex, type Hex, hexToBytes } from 'viem'
import { decodeBase32, encodeBase32 } from './base32.ts'
import { RequestError } from './errors.ts'

/** A PieceCID v2. Its text is base32 in lower case: letters and digits only, so that it can name a file. */
export type PieceCid = string

/** CIDv1, raw bytes, `fr32-sha256-trunc254-padbintree`: FRC-0069. What follows is the length of the rest, and the rest. */
const prefix = [0x01, 0x55, 0x91, 0x20]
const rootSize = 32
const quadSize = 127
const quadHeight = 2

/** A tree of that height has more bytes than a number can count. */
const maxHeight = 46

/** Reads a PieceCID v2 that somebody sent. */
export function parsePieceCid(value: unknown): PieceCid {
  if (typeof value === 'string' && value.length <= 128 && sizeIn(bytesOf(value)) !== undefined) return value
  throw new RequestError(400, 'pieceCid is not a PieceCID v2.')
}

/** How many bytes a piece has. */
export function pieceSize(pieceCid: PieceCid): number {
  const size = sizeIn(bytesOf(pieceCid))
  if (size === undefined) throw new Error(`${pieceCid} is not a PieceCID v2.`)
  return size
}

/** A PieceCID as contracts take it. */
export function pieceCidToHex(pieceCid: PieceCid): Hex {
  return bytesToHex(bytesOf(pieceCid) ?? new Uint8Array())
}

/** A PieceCID from what contracts or the hasher give. */
export function pieceCidFromHex(hex: Hex): PieceCid {
  return `b${encodeBase32(hexToBytes(hex))}`
}

function bytesOf(text: string): Uint8Array | undefined {
  return text.startsWith('b') ? decodeBase32(text.slice(1)) : undefined
}

/** The size that a PieceCID v2 tells; `undefined` if these bytes are none. */
function sizeIn(bytes: Uint8Array | undefined): number | undefined {
  if (!bytes || !prefix.every((byte, index) => bytes[index] === byte)) return undefined
  const [length, ...rest] = bytes.subarray(prefix.length)
  // How many of the bytes at the end of the tree are padding, then its height, then its root.
  const paddingSize = rest.length - 1 - rootSize
  const padding = uvarintIn(rest.slice(0, Math.max(0, paddingSize)))
  const height = rest[paddingSize]
  if (length !== rest.length || padding === undefined || height === undefined) return undefined
  if (height < quadHeight || height > maxHeight) return undefined
  const size = quadSize * 2 ** (height - quadHeight) - padding
  return size >= 0 ? size : undefined
}

/** The number that is all of these bytes, written as short as can be. */
function uvarintIn(bytes: readonly number[]): number | undefined {
  if (bytes.length === 0 || bytes.length > 7) return undefined
  const last = bytes.length - 1
  if (!bytes.every((byte, index) => (index < last ? byte >= 0x80 : byte < 0x80))) return undefined
  if (last > 0 && bytes[last] === 0) return undefined
  return bytes.reduce((sum, byte, index) => sum + (byte & 0x7f) * 128 ** index, 0)
}
