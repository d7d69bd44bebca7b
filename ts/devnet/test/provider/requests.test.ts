import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { zeroAddress, zeroHash } from 'viem'
import { describe, expect, test } from 'vitest'
import { exchange, useProviders } from './helpers.ts'
import { beginUpload, newPiece, post } from './pieces.ts'

const providers = useProviders()
const { pieceCid } = newPiece()
const pieceCidV1 = 'baga6ea4seaqao7s73y24kcutaosvacpdjgfe5pw76ooefnyqw4ynr3d2y6x2mpq'
const hex = '0x00'
const pieces = [{ pieceCid, subPieces: [{ subPieceCid: pieceCid }] }]

test('default: ping', async () => {
  const { serviceUrl } = await providers.start()
  expect((await fetch(`${serviceUrl}/pdp/ping`)).status).toBe(200)
})

test('behavior: a browser may call, and read where things are', async () => {
  const { serviceUrl } = await providers.start()
  const preflight = await fetch(`${serviceUrl}/pdp/data-sets/1/pieces/0`, {
    headers: {
      'Access-Control-Request-Headers': 'content-type',
      'Access-Control-Request-Method': 'DELETE',
      Origin: 'https://app.example',
    },
    method: 'OPTIONS',
  })
  expect(preflight.status).toBe(204)
  expect(preflight.headers.get('Access-Control-Allow-Origin')).toBe('*')
  expect(preflight.headers.get('Access-Control-Allow-Methods')).toContain('DELETE')
  expect(preflight.headers.get('Access-Control-Allow-Headers')).toContain('content-type')

  const begun = await fetch(`${serviceUrl}/pdp/piece/uploads`, {
    headers: { Origin: 'https://app.example' },
    method: 'POST',
  })
  expect(begun.headers.get('Access-Control-Allow-Origin')).toBe('*')
  expect(begun.headers.get('Access-Control-Expose-Headers')?.split(',')).toContain('Location')
})

test('behavior: a page from elsewhere may talk to this machine', async () => {
  const { serviceUrl } = await providers.start()
  const ask = (headers: Record<string, string>) =>
    fetch(`${serviceUrl}/pdp/piece/uploads`, {
      headers: { 'Access-Control-Request-Method': 'POST', Origin: 'https://app.example', ...headers },
      method: 'OPTIONS',
    })
  const asked = await ask({ 'Access-Control-Request-Private-Network': 'true' })
  expect([asked.status, asked.headers.get('Access-Control-Allow-Private-Network')]).toEqual([204, 'true'])
  expect(asked.headers.get('Access-Control-Allow-Origin')).toBe('*')
  // And nobody is told who did not ask.
  expect((await ask({})).headers.get('Access-Control-Allow-Private-Network')).toBe(null)
})

test('behavior: errors can be read by a browser too', async () => {
  const { serviceUrl } = await providers.start()
  for (const path of ['/nowhere', '/piece/nothing']) {
    const answer = await fetch(serviceUrl + path, { headers: { Origin: 'https://app.example' } })
    expect(answer.headers.get('Access-Control-Allow-Origin')).toBe('*')
  }
})

describe('error: a malformed request', () => {
  const body = { extraData: hex, pieces, recordKeeper: zeroAddress }
  test.each([
    ['GET', '/', undefined, 404],
    ['GET', '/pdp', undefined, 404],
    ['PATCH', '/pdp/ping', undefined, 404],
    ['GET', '/pdp/piece', undefined, 400],
    ['GET', '/pdp/piece?pieceCid=', undefined, 400],
    ['GET', `/pdp/piece?pieceCid=${pieceCidV1}`, undefined, 400],
    ['GET', `/pdp/piece?pieceCid=${pieceCid}`, undefined, 404],
    ['GET', `/piece/${pieceCid}x`, undefined, 400],
    ['GET', `/piece/${pieceCid.slice(0, -8)}`, undefined, 400],
    ['GET', `/piece/${'a'.repeat(5000)}`, undefined, 400],
    ['POST', '/pdp/piece', {}, 400],
    ['POST', '/pdp/piece', { pieceCid: 1 }, 400],
    ['POST', '/pdp/piece/uploads/nothing', { pieceCid }, 404],
    ['PUT', '/pdp/piece/uploads/nothing', 'bytes', 404],
    ['PUT', '/pdp/piece/upload/nothing', 'bytes', 404],
    ['POST', '/pdp/piece/pull', {}, 400],
    ['POST', '/pdp/piece/pull', { ...body, pieces: [{ pieceCid }] }, 400],
    ['POST', '/pdp/piece/pull', { ...body, pieces: [{ pieceCid, sourceUrl: 1 }] }, 400],
    ['POST', '/pdp/piece/pull', { ...body, dataSetId: -1, pieces: [{ pieceCid, sourceUrl: 'x' }] }, 400],
    ['POST', '/pdp/piece/pull', { ...body, dataSetId: '1', pieces: [{ pieceCid, sourceUrl: 'x' }] }, 400],
    ['POST', '/pdp/data-sets', { ...body, recordKeeper: undefined }, 400],
    ['POST', '/pdp/data-sets', { ...body, recordKeeper: '0x12' }, 400],
    ['POST', '/pdp/data-sets', { ...body, recordKeeper: `0x${'11'.repeat(20)}` }, 400],
    ['POST', '/pdp/data-sets', { ...body, extraData: undefined }, 400],
    ['POST', '/pdp/data-sets', { ...body, extraData: '0x0' }, 400],
    ['POST', '/pdp/data-sets', { ...body, extraData: '0xzz' }, 400],
    ['POST', '/pdp/data-sets/create-and-add', { ...body, pieces: undefined }, 400],
    ['POST', '/pdp/data-sets/create-and-add', { ...body, pieces: [] }, 400],
    ['POST', '/pdp/data-sets/create-and-add', { ...body, pieces: Array(65).fill(pieces[0]) }, 400],
    ['POST', '/pdp/data-sets/create-and-add', { ...body, pieces: [null] }, 400],
    ['POST', '/pdp/data-sets/create-and-add', { ...body, pieces: [{}] }, 400],
    ['POST', '/pdp/data-sets/create-and-add', { ...body, pieces: [{ pieceCid, subPieces: 1 }] }, 400],
    ['POST', '/pdp/data-sets/create-and-add', { ...body, pieces: [{ pieceCid, subPieces: [{}] }] }, 400],
    ['POST', '/pdp/data-sets/create-and-add', body, 400],
    ['POST', '/pdp/data-sets/0x1/pieces', body, 400],
    ['POST', '/pdp/data-sets/1.5/pieces', body, 400],
    ['POST', '/pdp/data-sets/99999999999999999999/pieces', body, 400],
    ['GET', '/pdp/data-sets/x', undefined, 400],
    ['GET', '/pdp/data-sets/created/0x12', undefined, 400],
    ['GET', `/pdp/data-sets/x/pieces/added/${zeroHash}`, undefined, 400],
    ['GET', '/pdp/data-sets/1/pieces/added/x', undefined, 400],
    ['DELETE', '/pdp/data-sets/1/pieces/x', body, 400],
    ['DELETE', '/pdp/data-sets/1/pieces/0', {}, 400],
    ['DELETE', '/pdp/data-sets/1/pieces/0', { ...body, pieceIds: 1 }, 400],
    ['DELETE', '/pdp/data-sets/1/pieces/0', { ...body, pieceIds: ['0'] }, 400],
    ['DELETE', '/pdp/data-sets/1/pieces/0', { ...body, pieceIds: [-1] }, 400],
    ['DELETE', '/pdp/data-sets/1/pieces/0', { ...body, pieceIds: [0.5] }, 400],
    ['DELETE', '/pdp/data-sets/1/pieces/0', { ...body, pieceIds: [1, 1] }, 400],
    [
      'DELETE',
      '/pdp/data-sets/1/pieces/0',
      { ...body, pieceIds: Array.from({ length: 36 }, (_, i) => i) },
      400,
    ],
    ['DELETE', '/pdp/data-sets/1/pieces/x', { ...body, pieceIds: [] }, 400],
    ['POST', '/pdp/data-sets/1/terminate', {}, 400],
    ['GET', '/pdp/data-sets/x/terminate', undefined, 400],
  ])('%s %s', async (method, path, body, status) => {
    const { serviceUrl } = await providers.start()
    const answer = await fetch(serviceUrl + path, {
      method,
      ...(body && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    expect([answer.status, await answer.text()]).toEqual([status, expect.stringMatching(/^.{10,}\.$/)])
  })

  test.each(['', 'x', '[]', '1', 'null', '{"pieceCid":'])('JSON: %s', async (body) => {
    const { serviceUrl } = await providers.start()
    for (const path of ['/pdp/piece', '/pdp/piece/pull', '/pdp/data-sets', '/pdp/data-sets/1/pieces']) {
      const answer = await fetch(serviceUrl + path, { body, method: 'POST' })
      expect([answer.status, await answer.text()]).toEqual([400, 'The body is not a JSON object.'])
    }
  })
})

test('error: a JSON body that is too large, with its length and without', async () => {
  const { serviceUrl } = await providers.start({ limits: { maxJsonSize: 1000 } })
  const text = JSON.stringify({ pieceCid: 'x'.repeat(1000) })
  for (const body of [text, new Blob([text]).stream()]) {
    const answer = await fetch(`${serviceUrl}/pdp/piece`, {
      body,
      duplex: 'half',
      method: 'POST',
    } as RequestInit)
    expect(answer.status).toBe(413)
  }
})

test('error: what is no HTTP at all', async () => {
  const { serviceUrl } = await providers.start()
  expect(await exchange(serviceUrl, 'hello\r\n\r\n')).toMatch(/^HTTP\/1.1 400 /)
  expect(await exchange(serviceUrl, `GET /${'x'.repeat(20_000)} HTTP/1.1\r\nHost: a\r\n\r\n`)).toMatch(
    /^HTTP\/1.1 431 /,
  )
  expect((await fetch(`${serviceUrl}/pdp/ping`)).status).toBe(200)
})

describe('error: outside the folder', () => {
  const attempts = [
    '/piece/../secret',
    '/piece/../../secret',
    '/piece/..%2fsecret',
    '/piece/..%2f..%2fsecret',
    '/piece/%2e%2e%2fsecret',
    '/piece/%2e%2e/secret',
    '/piece/..%5csecret',
    '/piece/..\\secret',
    '/piece/..%00',
    '/piece/secret%00',
    '/piece//etc/passwd',
    '/piece/%2fetc%2fpasswd',
    '/pdp/piece?pieceCid=../secret',
    '/pdp/piece?pieceCid=%2fetc%2fpasswd',
    'http://127.0.0.1/piece/../secret',
  ]

  test.each(attempts)('GET %s', async (target) => {
    const folder = await providers.newFolder()
    await writeFile(join(folder, 'secret'), 'top secret')
    const { serviceUrl } = await providers.start({ folder: join(folder, 'provider') })
    const answer = await exchange(
      serviceUrl,
      `GET ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`,
    )
    expect(answer).toMatch(/^HTTP\/1.1 4\d\d /)
    expect(answer).not.toContain('top secret')
    expect(answer).not.toContain('root:')
  })

  test('no path in a request names a file that is written', async () => {
    const folder = await providers.newFolder()
    const provider = await providers.start({ folder: join(folder, 'provider') })
    const { bytes } = newPiece()
    const upload = await beginUpload(provider)
    for (const id of ['..%2f..%2fx', '..%2fpieces%2fx', '%2ftmp%2fx', pieceCid]) {
      const url = new URL(upload)
      url.pathname = `/pdp/piece/uploads/${id}`
      expect((await fetch(url, { body: bytes, method: 'PUT' })).status).toBe(404)
    }
    await fetch(upload, { body: bytes, method: 'PUT' })
    for (const name of ['../x', '../../x', '/tmp/x']) {
      expect((await post(upload, { pieceCid: name })).status).toBe(400)
    }
    expect(await readdir(folder)).toEqual(['provider'])
    expect(await readdir(join(folder, 'provider'))).toEqual(['incoming', 'pieces'])
    expect(await readdir(join(folder, 'provider', 'pieces'))).toEqual([])
  })
})

test('behavior: only this machine can connect', async () => {
  const { serviceUrl } = await providers.start()
  expect(new URL(serviceUrl).hostname).toBe('127.0.0.1')
  await expect(fetch(serviceUrl.replace('127.0.0.1', '[::1]'))).rejects.toThrow()
})
