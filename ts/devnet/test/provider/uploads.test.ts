import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { exchange, useProviders } from './helpers.ts'
import { beginUpload, newPiece, post, put, uploadPiece } from './pieces.ts'

const providers = useProviders()

test('default: a place, the bytes, the PieceCID; then everybody can have the piece', async () => {
  const provider = await providers.start()
  const { bytes, pieceCid } = newPiece()

  const begun = await fetch(`${provider.serviceUrl}/pdp/piece/uploads`, { method: 'POST' })
  expect(begun.status).toBe(201)
  const location = begun.headers.get('Location')
  expect(location).toMatch(/^\/pdp\/piece\/uploads\/[a-f0-9-]{36}$/)

  const upload = `${provider.serviceUrl}${location}`
  expect((await put(upload, bytes)).status).toBe(204)
  expect((await fetch(`${provider.serviceUrl}/piece/${pieceCid}`)).status).toBe(404)
  expect((await post(upload, { pieceCid })).status).toBe(200)

  const found = await fetch(`${provider.serviceUrl}/pdp/piece?pieceCid=${pieceCid}`)
  expect([found.status, await found.json()]).toEqual([200, { pieceCid }])
  const piece = await fetch(`${provider.serviceUrl}/piece/${pieceCid}`)
  expect(piece.headers.get('Content-Type')).toBe('application/octet-stream')
  expect(piece.headers.get('Content-Length')).toBe('1000')
  expect(new Uint8Array(await piece.arrayBuffer())).toEqual(bytes)
})

test('behavior: HEAD tells the size', async () => {
  const provider = await providers.start()
  const pieceCid = await uploadPiece(provider)
  const head = await fetch(`${provider.serviceUrl}/piece/${pieceCid}`, { method: 'HEAD' })
  expect([head.status, head.headers.get('Content-Length'), await head.text()]).toEqual([200, '1000', ''])
})

test('behavior: a chunked body of many parts', async () => {
  const provider = await providers.start()
  const { bytes, pieceCid } = newPiece(3_000_000)
  const upload = await beginUpload(provider)
  expect((await put(upload, new Blob([bytes]).stream())).status).toBe(204)
  expect((await post(upload, { pieceCid })).status).toBe(200)
  const piece = await fetch(`${provider.serviceUrl}/piece/${pieceCid}`)
  expect(Buffer.from(await piece.arrayBuffer()).equals(bytes)).toBe(true)
})

test('behavior: the older way, the PieceCID first', async () => {
  const provider = await providers.start()
  const { bytes, pieceCid } = newPiece()
  const begun = await post(`${provider.serviceUrl}/pdp/piece`, { pieceCid })
  expect(begun.status).toBe(201)
  const upload = `${provider.serviceUrl}${begun.headers.get('Location')}`
  expect((await put(upload, bytes)).status).toBe(204)
  const again = await post(`${provider.serviceUrl}/pdp/piece`, { pieceCid })
  expect([again.status, await again.json()]).toEqual([200, { pieceCid }])
})

test('behavior: the older way refuses other bytes', async () => {
  const provider = await providers.start()
  const { pieceCid } = newPiece()
  const begun = await post(`${provider.serviceUrl}/pdp/piece`, { pieceCid })
  const answer = await put(`${provider.serviceUrl}${begun.headers.get('Location')}`, newPiece().bytes)
  expect(answer.status).toBe(400)
  expect((await fetch(`${provider.serviceUrl}/piece/${pieceCid}`)).status).toBe(404)
})

test('behavior: the same piece twice is one piece', async () => {
  const folder = await providers.newFolder()
  const provider = await providers.start({ folder })
  const piece = newPiece()
  await Promise.all([
    uploadPiece(provider, piece),
    uploadPiece(provider, piece),
    uploadPiece(provider, piece),
  ])
  expect(await readdir(join(folder, 'pieces'))).toEqual([piece.pieceCid])
  expect(await readdir(join(folder, 'incoming'))).toEqual([])
})

test('behavior: pieces outlive a restart, half uploads do not', async () => {
  const folder = await providers.newFolder()
  const first = await providers.start({ folder })
  const piece = newPiece()
  await uploadPiece(first, piece)

  // Half the bytes of another one have come in when the server dies.
  const half = newPiece(2_000_000)
  const upload = await beginUpload(first)
  let firstPartIsOut = () => {}
  const firstPart = new Promise<void>((resolve) => {
    firstPartIsOut = resolve
  })
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (controller.desiredSize === null) return
      controller.enqueue(half.bytes.subarray(0, 1_000_000))
      firstPartIsOut()
      // Never goes on.
      return new Promise(() => {})
    },
  })
  const broken = put(upload, body).catch((error: Error) => error)
  await firstPart
  await waitFor(async () => (await readdir(join(folder, 'incoming'))).length === 1)
  await first.close()
  expect(await broken).toBeInstanceOf(Error)

  const second = await providers.start({ folder })
  expect((await fetch(`${second.serviceUrl}/piece/${half.pieceCid}`)).status).toBe(404)
  expect((await fetch(`${second.serviceUrl}/pdp/piece?pieceCid=${half.pieceCid}`)).status).toBe(404)
  expect(await readdir(join(folder, 'incoming'))).toEqual([])
  expect(await (await fetch(`${second.serviceUrl}/piece/${piece.pieceCid}`)).arrayBuffer()).toEqual(
    piece.bytes.buffer,
  )
  await uploadPiece(second, half)
  expect((await fetch(`${second.serviceUrl}/piece/${half.pieceCid}`)).status).toBe(200)
})

test('behavior: what a dead server left half written is removed', async () => {
  const folder = await providers.newFolder()
  await (await providers.start({ folder })).close()
  await writeFile(join(folder, 'incoming', 'left'), 'half')
  await providers.start({ folder })
  expect(await readdir(join(folder, 'incoming'))).toEqual([])
})

test('behavior: an upload that broke off can be tried again under the same id', async () => {
  const folder = await providers.newFolder()
  const provider = await providers.start({ folder })
  const { bytes, pieceCid } = newPiece()
  const upload = await beginUpload(provider)
  const path = new URL(upload).pathname
  await exchange(
    provider.serviceUrl,
    `PUT ${path} HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nrubbish\r\n`,
  )
  expect((await post(upload, { pieceCid })).status).toBe(409)
  await waitFor(async () => (await put(upload, bytes)).status === 204)
  expect((await post(upload, { pieceCid })).status).toBe(200)
})

test('error: the bytes have another PieceCID', async () => {
  const folder = await providers.newFolder()
  const provider = await providers.start({ folder })
  const { pieceCid } = newPiece()
  const other = newPiece()
  const upload = await beginUpload(provider)
  await put(upload, other.bytes)
  const answer = await post(upload, { pieceCid })
  expect([answer.status, await answer.text()]).toEqual([
    400,
    `The bytes are ${other.pieceCid}, not ${pieceCid}.`,
  ])
  expect(await readdir(join(folder, 'pieces'))).toEqual([])
  expect(await readdir(join(folder, 'incoming'))).toEqual([])
  // The upload is over.
  expect((await post(upload, { pieceCid })).status).toBe(404)
})

test('error: bytes twice, or the PieceCID before the bytes', async () => {
  const provider = await providers.start()
  const { bytes, pieceCid } = newPiece()
  const upload = await beginUpload(provider)
  expect((await post(upload, { pieceCid })).status).toBe(409)
  expect((await put(upload, bytes)).status).toBe(204)
  expect((await put(upload, bytes)).status).toBe(409)
})

test('error: a piece that is too small', async () => {
  const provider = await providers.start()
  const answer = await put(await beginUpload(provider), newPiece(126).bytes)
  expect([answer.status, await answer.text()]).toEqual([400, 'A piece has at least 127 bytes.'])
})

test('error: a piece that is too large, with its length and without', async () => {
  const folder = await providers.newFolder()
  const provider = await providers.start({ folder, limits: { maxPieceSize: 1_000_000 } })
  const { bytes } = newPiece(1_000_001)
  for (const body of [bytes, new Blob([bytes]).stream()]) {
    const answer = await put(await beginUpload(provider), body)
    expect([answer.status, await answer.text()]).toEqual([413, 'A piece has at most 1000000 bytes.'])
  }
  expect(await readdir(join(folder, 'incoming'))).toEqual([])
  expect((await put(await beginUpload(provider), newPiece(1_000_000).bytes)).status).toBe(204)
})

test('error: a body that stands still', async () => {
  const folder = await providers.newFolder()
  const provider = await providers.start({ folder, limits: { stallTimeout: 100 } })
  const path = new URL(await beginUpload(provider)).pathname
  const answer = await exchange(
    provider.serviceUrl,
    `PUT ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nhello`,
  )
  expect(answer).not.toContain('HTTP/1.1 2')
  await waitFor(async () => (await readdir(join(folder, 'incoming'))).length === 0)
})

test('error: too many uploads at once', async () => {
  const provider = await providers.start({ limits: { maxUploads: 2 } })
  const [first] = [await beginUpload(provider), await beginUpload(provider)]
  const refused = await fetch(`${provider.serviceUrl}/pdp/piece/uploads`, { method: 'POST' })
  expect(refused.status).toBe(503)
  expect(refused.headers.get('Retry-After')).toBe('1')

  const { bytes, pieceCid } = newPiece()
  await put(first, bytes)
  await post(first, { pieceCid })
  expect((await fetch(`${provider.serviceUrl}/pdp/piece/uploads`, { method: 'POST' })).status).toBe(201)
})

test('behavior: uploads that nobody goes on with make room', async () => {
  const folder = await providers.newFolder()
  const provider = await providers.start({ folder, limits: { maxUploads: 1, uploadTimeout: 0 } })
  const abandoned = await beginUpload(provider)
  const { bytes, pieceCid } = newPiece()
  await put(abandoned, bytes)
  await waitFor(async () => {
    const begun = await fetch(`${provider.serviceUrl}/pdp/piece/uploads`, { method: 'POST' })
    return begun.status === 201
  })
  expect((await post(abandoned, { pieceCid })).status).toBe(404)
  await waitFor(async () => (await readdir(join(folder, 'incoming'))).length === 0)
})

/** Asks until something holds. A test that waits in vain runs into its timeout. */
async function waitFor(condition: () => Promise<boolean>) {
  while (!(await condition())) await new Promise((resolve) => setImmediate(resolve))
}
