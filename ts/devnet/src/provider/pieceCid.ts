import * as Piece from '@filoz/synapse-core/piece'
import { bytesToHex, type Hex } from 'viem'
import { RequestError } from './errors.ts'

/** A PieceCID v2. Its text is base32 in lower case: letters and digits only, so that it can name a file. */
export type PieceCid = string

/** Reads a PieceCID v2 that somebody sent. */
export function parsePieceCid(value: unknown): PieceCid {
  const cid = typeof value === 'string' && value.length <= 128 ? Piece.asPieceCID(value) : null
  if (!cid || rawSize(cid) === undefined) throw new RequestError(400, 'pieceCid is not a PieceCID v2.')
  return cid.toString()
}

/** How many bytes a piece has. */
export function pieceSize(pieceCid: PieceCid): number {
  return Piece.getSizeFromPieceCID(pieceCid)
}

/** A PieceCID as contracts take it. */
export function pieceCidToHex(pieceCid: PieceCid): Hex {
  return bytesToHex(Piece.parse(pieceCid).bytes)
}

/** A PieceCID from what contracts or the hasher give. */
export function pieceCidFromHex(hex: Hex): PieceCid {
  return Piece.hexToPieceCID(hex).toString()
}

function rawSize(cid: Piece.PieceCID): number | undefined {
  try {
    const size = Piece.getSize(cid)
    return size >= 0 ? size : undefined
  } catch {
    return undefined
  }
}
