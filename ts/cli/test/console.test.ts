import { mkdir, rm, symlink, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { main, run } from './program.ts'
import { openTerminal, type Terminal } from './tty.ts'

/** Where the command looks for the page. */
const page = join(main, '../../console')
const policy = "default-src 'none'; script-src 'self'"

type Answer = { body: string; headers: Record<string, unknown>; status: number | undefined }

/** Asks as it is told to: `fetch` would tidy up the path and name the host itself. */
const ask = (port: string, path: string, { headers = {}, method = 'GET' } = {}) =>
  new Promise<Answer>((resolve, reject) => {
    const asking = request({ headers, host: '127.0.0.1', method, path, port }, async (response) => {
      let body = ''
      for await (const chunk of response) body += chunk
      resolve({ body, headers: response.headers, status: response.statusCode })
    })
    asking.on('error', reject).end()
  })

describe('console', () => {
  let terminal: Terminal
  let port = ''

  beforeEach(async () => {
    await mkdir(join(page, 'assets'), { recursive: true })
    await writeFile(
      join(page, 'index.html'),
      `<!doctype html><meta http-equiv="Content-Security-Policy" content="${policy}">the page`,
    )
    await writeFile(join(page, 'assets/page.js'), 'run()')
    await writeFile(join(page, '../secret.txt'), 'a secret')
    await symlink(join(page, '../secret.txt'), join(page, 'assets/link.txt'))
    terminal = openTerminal(['console', '--port', '0', '--no-browser'])
    port = (await terminal.shows(/localhost:(\d+)/))[1] ?? ''
  })
  afterEach(async () => {
    terminal.kill('SIGKILL')
    await terminal.ended
    await rm(page, { force: true, recursive: true })
  })

  test('default: the page at each of its addresses, and its files', async () => {
    for (const path of ['/', '/console/session-keys?authorize=0x12', '/index.html'])
      expect(await ask(port, path)).toMatchObject({ body: expect.stringContaining('the page'), status: 200 })
    const script = await ask(port, '/assets/page.js')
    expect(script).toMatchObject({ body: 'run()', status: 200 })
    expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8')
    expect(await ask(port, '/', { method: 'HEAD' })).toMatchObject({ body: '', status: 200 })
  })

  test('behavior: the policy is that of the page, and nobody frames it', async () => {
    for (const path of ['/', '/assets/page.js', '/nothing.js'])
      expect((await ask(port, path)).headers).toMatchObject({
        'content-security-policy': `${policy}; frame-ancestors 'none'`,
        'x-content-type-options': 'nosniff',
      })
  })

  test.each([
    ['/../secret.txt', 404],
    ['/assets/../../secret.txt', 404],
    ['/%2e%2e/secret.txt', 404],
    ['/..%2fsecret.txt', 404],
    ['/..%5csecret.txt', 404],
    ['/assets/link.txt', 404],
    ['/%00', 400],
    ['/%', 400],
    ['//secret.txt', 404],
  ])('error: %s leads out of it', async (path, status) => {
    const answer = await ask(port, path)
    expect(answer.status).toBe(status)
    expect(answer.body).not.toContain('secret')
  })

  test('error: another method, or the name of another host', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS'])
      expect(await ask(port, '/', { method })).toMatchObject({ body: '', status: 405 })
    expect(await ask(port, '/', { headers: { Host: 'evil.example' } })).toMatchObject({ status: 421 })
  })

  test('error: a port that is in use', async () => {
    const { code, out } = await run(['console', '--json', '--no-browser', '--port', port])
    expect(code).toBe(1)
    expect(JSON.parse(out)).toMatchObject({ code: 'INVALID_ARGUMENT' })
  })

  test('behavior: Ctrl-C ends it', async () => {
    terminal.type('\x03')
    expect(await terminal.ended).toBe(130)
  })
})

test('error: a build without the page says so', async () => {
  const { code, error } = await run(['console'])
  expect(code).toBe(1)
  expect(error).toContain('without the console')
})
