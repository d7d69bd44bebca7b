import { randomBytes } from 'node:crypto'
import * as Piece from '@filoz/synapse-core/piece'
import type { Provider } from '../../src/provider/startProvider.ts'

/** Random bytes and their PieceCID, by the library that clients use. */
export function newPiece(size = 1000) {
  const bytes = new Uint8Array(randomBytes(size))
  return { bytes, pieceCid: Piece.calculate(bytes).toString() }
}

/** The address of a new upload. */
export async function beginUpload({ serviceUrl }: Pick<Provider, 'serviceUrl'>) {
  const response = await fetch(`${serviceUrl}/pdp/piece/uploads`, { method: 'POST' })
  return new URL(response.headers.get('Location') ?? '', serviceUrl).href
}

export function put(url: string, body: BodyInit) {
  return fetch(url, { body, duplex: 'half', method: 'PUT' } as RequestInit)
}

export function post(url: string, body: unknown) {
  return fetch(url, {
    body: JSON.stringify(body),
    headers: { 'Content-Type': 'application/json' },
    method: 'POST',
  })
}

/** Uploads a piece in the three steps of the SDK, and returns its PieceCID. */
export async function uploadPiece(provider: Pick<Provider, 'serviceUrl'>, { bytes, pieceCid } = newPiece()) {
  const upload = await beginUpload(provider)
  const sent = await put(upload, bytes)
  if (sent.status !== 204) throw new Error(await sent.text())
  const finished = await post(upload, { pieceCid })
  if (finished.status !== 200) throw new Error(await finished.text())
  return pieceCid
}
