import { readdir, readFile, stat, truncate, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { useProviders } from './helpers.ts'
import { newPiece, uploadPiece } from './pieces.ts'

const providers = useProviders()

/** A provider with one piece of 1000 bytes. */
async function startWithPiece() {
  const folder = await providers.newFolder()
  const provider = await providers.start({ folder })
  const piece = newPiece()
  await uploadPiece(provider, piece)
  const url = `${provider.serviceUrl}/piece/${piece.pieceCid}`
  return { ...piece, folder, path: join(folder, 'pieces', piece.pieceCid), provider, url }
}

describe('ranges', () => {
  test.each([
    ['bytes=0-0', 0, 0],
    ['bytes=10-19', 10, 19],
    ['bytes=990-', 990, 999],
    ['bytes=-10', 990, 999],
    ['bytes=-5000', 0, 999],
    ['bytes=990-5000', 990, 999],
    ['bytes=0-99999999999999999999', 0, 999],
    ['BYTES= 1-2 ', 1, 2],
  ])('default: %s', async (range, start, end) => {
    const { bytes, url } = await startWithPiece()
    const part = await fetch(url, { headers: { Range: range } })
    expect(part.status).toBe(206)
    expect(part.headers.get('Content-Range')).toBe(`bytes ${start}-${end}/1000`)
    expect(part.headers.get('Content-Length')).toBe(`${end - start + 1}`)
    expect(new Uint8Array(await part.arrayBuffer())).toEqual(bytes.slice(start, end + 1))
  })

  test.each(['bytes=1000-', 'bytes=5000-6000', 'bytes=-0'])('error: %s', async (range) => {
    const { url } = await startWithPiece()
    const answer = await fetch(url, { headers: { Range: range } })
    expect([answer.status, answer.headers.get('Content-Range')]).toEqual([416, 'bytes */1000'])
  })

  test.each(['bytes=', 'bytes=-', 'bytes=a-b', 'bytes=2-1', 'bytes=0-1,5-6', 'lines=0-1', '0-1'])(
    'behavior: all of it for %j',
    async (range) => {
      const { bytes, url } = await startWithPiece()
      const answer = await fetch(url, { headers: { Range: range } })
      expect([answer.status, answer.headers.get('Content-Range')]).toEqual([200, null])
      expect(new Uint8Array(await answer.arrayBuffer())).toEqual(bytes)
    },
  )

  test('behavior: HEAD says that there are ranges, and gives none', async () => {
    const { url } = await startWithPiece()
    const head = await fetch(url, { headers: { Range: 'bytes=0-1' }, method: 'HEAD' })
    expect(head.status).toBe(200)
    expect(head.headers.get('Accept-Ranges')).toBe('bytes')
    expect(head.headers.get('Content-Length')).toBe('1000')
  })

  test('behavior: only of the piece that the client has begun with', async () => {
    const { url } = await startWithPiece()
    const tag = (await fetch(url, { method: 'HEAD' })).headers.get('ETag') ?? ''
    const get = (ifRange: string) => fetch(url, { headers: { 'If-Range': ifRange, Range: 'bytes=0-1' } })
    expect((await get(tag)).status).toBe(206)
    expect((await get('"another"')).status).toBe(200)
  })
})

describe('a piece that has become another', () => {
  test.each(['at once', 'after it was read'])('error: overwritten %s', async (when) => {
    const { bytes, folder, path, provider, pieceCid, url } = await startWithPiece()
    // A time that can be set again to the nanosecond.
    const whole = new Date(1_700_000_000_000)
    await utimes(path, whole, whole)
    if (when === 'after it was read') {
      await olderThanATick(path)
      expect((await fetch(url)).status).toBe(200)
    }
    await writeFile(path, newPiece().bytes)
    // As long and as old as before.
    await utimes(path, whole, whole)
    const answers = await Promise.all([
      fetch(url),
      fetch(url),
      fetch(url, { headers: { Range: 'bytes=0-1' } }),
    ])
    for (const answer of answers) {
      expect([answer.status, await answer.text()]).toEqual([404, 'This provider does not have the piece.'])
    }
    expect(await readdir(join(folder, 'pieces'))).toEqual([])
    // Who has the bytes can bring them again.
    await uploadPiece(provider, { bytes, pieceCid })
    expect(new Uint8Array(await (await fetch(url)).arrayBuffer())).toEqual(bytes)
  })

  test('error: overwritten as soon as it was read', async () => {
    const { folder, provider } = await startWithPiece()
    for (let round = 0; round < 20; round++) {
      const pieceCid = await uploadPiece(provider)
      const url = `${provider.serviceUrl}/piece/${pieceCid}`
      await (await fetch(url)).arrayBuffer()
      // In place, and within one tick of the clock that files are stamped by, if the machine is fast enough.
      await writeFile(join(folder, 'pieces', pieceCid), newPiece().bytes, { flag: 'r+' })
      expect((await fetch(url)).status).toBe(404)
    }
  })

  test('error: cut off', async () => {
    const { path, pieceCid, provider, url } = await startWithPiece()
    await truncate(path, 999)
    expect((await fetch(`${provider.serviceUrl}/pdp/piece?pieceCid=${pieceCid}`)).status).toBe(404)
    expect((await fetch(url)).status).toBe(404)
  })

  test('behavior: what is as it was is given again and again', async () => {
    const { bytes, path, url } = await startWithPiece()
    await olderThanATick(path)
    for (let i = 0; i < 3; i++) expect(new Uint8Array(await (await fetch(url)).arrayBuffer())).toEqual(bytes)
    expect(new Uint8Array(await readFile(path))).toEqual(bytes)
  })
})

/** Waits until the system would show another change of the file. */
async function olderThanATick(path: string) {
  const { ctimeMs } = await stat(path)
  while (Date.now() - ctimeMs <= 200) await new Promise((resolve) => setImmediate(resolve))
}
