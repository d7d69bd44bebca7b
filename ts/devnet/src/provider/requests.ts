import type { IncomingMessage } from 'node:http'
import { type Address, type Hex, isAddress, isAddressEqual, isHex } from 'viem'
import { isCode } from '../isCode.ts'
import { RequestError } from './errors.ts'
import type { Limits } from './limits.ts'
import { type PieceCid, parsePieceCid } from './pieceCid.ts'

type Fields = Record<string, unknown>

/** The body of a request, which must be a JSON object of no more than `limits.maxJsonSize` bytes. */
export async function readJson(request: IncomingMessage, limits: Limits): Promise<Fields> {
  const tooLarge = new RequestError(413, `A JSON body has at most ${limits.maxJsonSize} bytes.`)
  if (Number(request.headers['content-length'] ?? 0) > limits.maxJsonSize) throw tooLarge
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of bodyOf(request, limits)) {
    size += chunk.length
    if (size > limits.maxJsonSize) throw tooLarge
    chunks.push(chunk)
  }
  try {
    const value: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'))
    if (isObject(value)) return value
  } catch {
    // Not JSON.
  }
  throw new RequestError(400, 'The body is not a JSON object.')
}

/** The body of a request as it comes in. Fails when it stands still or breaks off. */
export async function* bodyOf(request: IncomingMessage, limits: Limits): AsyncGenerator<Buffer> {
  request.setTimeout(limits.stallTimeout, () => {
    request.destroy(new RequestError(408, 'The body stands still.'))
  })
  try {
    for await (const chunk of request) yield chunk
    if (!request.complete) throw new RequestError(400, 'The body breaks off.')
  } catch (error) {
    throw isCode(error, 'ECONNRESET') ? new RequestError(400, 'The body breaks off.') : error
  } finally {
    request.setTimeout(0)
  }
}

/** `extraData`, which goes to the contract as it is. */
export function extraDataOf({ extraData }: Fields): Hex {
  if (!isHex(extraData) || extraData.length % 2 !== 0) throw new RequestError(400, 'extraData is not hex.')
  return extraData
}

/** Checks `recordKeeper`: a provider works for one service, and calls no other contract. */
export function checkRecordKeeper({ recordKeeper }: Fields, service: Address) {
  if (typeof recordKeeper !== 'string' || !isAddress(recordKeeper, { strict: false })) {
    throw new RequestError(400, 'recordKeeper is not an address.')
  }
  if (!isAddressEqual(recordKeeper, service)) {
    throw new RequestError(400, `This provider works for ${service}, not for ${recordKeeper}.`)
  }
}

/** `pieces` to add. A piece is stored whole: its one sub-piece is itself. */
export function piecesOf(fields: Fields, limits: Limits): PieceCid[] {
  return listOf(fields, limits).map((piece) => {
    const pieceCid = parsePieceCid(piece.pieceCid)
    const { subPieces = [{ subPieceCid: pieceCid }] } = piece
    const [subPiece, ...others] = Array.isArray(subPieces) ? subPieces : []
    const same = isObject(subPiece) && parsePieceCid(subPiece.subPieceCid) === pieceCid
    if (!same || others.length > 0) throw new RequestError(400, 'The one sub-piece of a piece is itself.')
    return pieceCid
  })
}

/** `pieces` to pull, and where from. */
export function pulledPiecesOf(fields: Fields, limits: Limits): { pieceCid: PieceCid; sourceUrl: string }[] {
  return listOf(fields, limits).map(({ pieceCid, sourceUrl }) => {
    if (typeof sourceUrl !== 'string') throw new RequestError(400, 'sourceUrl is missing.')
    return { pieceCid: parsePieceCid(pieceCid), sourceUrl }
  })
}

/** `dataSetId` of a pull; 0n for a new data set. */
export function dataSetIdOf({ dataSetId = 0 }: Fields): bigint {
  if (typeof dataSetId !== 'number' || !Number.isSafeInteger(dataSetId) || dataSetId < 0) {
    throw new RequestError(400, 'dataSetId is not a number.')
  }
  return BigInt(dataSetId)
}

/** `pieceIds` to remove, in the order in which they were signed for; `undefined` if there are none. */
export function pieceIdsOf({ pieceIds }: Fields, { maxRemovals }: Limits): bigint[] | undefined {
  if (pieceIds === undefined) return undefined
  if (!Array.isArray(pieceIds) || !pieceIds.every((id) => Number.isSafeInteger(id) && id >= 0)) {
    throw new RequestError(400, 'pieceIds is not a list of numbers.')
  }
  if (pieceIds.length === 0) return undefined
  if (pieceIds.length > maxRemovals || new Set(pieceIds).size < pieceIds.length) {
    throw new RequestError(400, `pieceIds names ${pieceIds.length}: at most ${maxRemovals}, each once.`)
  }
  return pieceIds.map(BigInt)
}

/** A number in the path. JSON carries it, so it must be safe. */
export function idOf(name: string, value: string): bigint {
  const id = /^(0|[1-9][0-9]{0,15})$/.test(value) ? Number(value) : Number.NaN
  if (!Number.isSafeInteger(id)) throw new RequestError(400, `${name} is not a number.`)
  return BigInt(id)
}

/** A transaction hash in the path. */
export function hashOf(value: string): Hex {
  if (!isHex(value) || value.length !== 66) throw new RequestError(400, 'This is not a transaction hash.')
  return value
}

function listOf({ pieces }: Fields, limits: Limits): Fields[] {
  if (!Array.isArray(pieces) || !pieces.every(isObject)) {
    throw new RequestError(400, 'pieces is not a list of objects.')
  }
  if (pieces.length === 0 || pieces.length > limits.maxPieces) {
    throw new RequestError(400, `pieces names ${pieces.length}: at least 1, at most ${limits.maxPieces}.`)
  }
  return pieces
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
