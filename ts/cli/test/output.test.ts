import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { useDevnet } from '../../client/test/helpers.ts'
import { plainText } from '../src/output/plainText.ts'
import { describeDuration, describeTime } from '../src/output/time.ts'
import { environment, main, metafile, run } from './program.ts'
import { openTerminal } from './tty.ts'
import { useFolder } from './useFolder.ts'

const devnet = useDevnet()
const folder = useFolder()
// Each runs the command several times.
vi.setConfig({ testTimeout: 60_000 })
const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

const settings = (env: Record<string, string> = {}) => ({
  HOME: folder.home,
  NETWORK: 'devnet',
  RPC_URL: devnet.rpcUrl,
  ...env,
})

/** Whether anything in it is more than text: colours, cursors. */
const escapes = new RegExp(String.fromCharCode(27))

/** A node that answers everything with that. */
async function startNode(answer: (method: string) => object): Promise<string> {
  const server = createServer(async (request, response) => {
    let text = ''
    for await (const chunk of request) text += chunk
    const asked = JSON.parse(text) as { id: number; method: string } | { id: number; method: string }[]
    const one = ({ id, method }: { id: number; method: string }) => ({
      id,
      jsonrpc: '2.0',
      ...answer(method),
    })
    response.setHeader('Content-Type', 'application/json')
    response.end(JSON.stringify(Array.isArray(asked) ? asked.map(one) : one(asked)))
  }).listen(0, '127.0.0.1')
  closing.push(() => server.close())
  await once(server, 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/secret-of-the-node`
}

describe('the start', () => {
  test('behavior: nothing that takes time is loaded for help', () => {
    const seen = new Set<string>()
    const follow = (path: string) => {
      if (seen.has(path)) return
      seen.add(path)
      for (const { external, kind, path: next } of metafile.outputs[path]?.imports ?? [])
        if (kind !== 'dynamic-import' && !external) follow(next)
    }
    follow(Object.keys(metafile.outputs).find((path) => path.endsWith('/main.js')) ?? '')
    const inputs = [...seen].flatMap((path) => Object.keys(metafile.outputs[path]?.inputs ?? {}))
    const packages = inputs.flatMap((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? [])
    expect([...new Set(packages)]).toEqual(['commander'])
  })

  test('default: --help takes less than 300 ms of the processor', async () => {
    const report = "process.on('exit', () => process.stderr.write(JSON.stringify(process.cpuUsage())))"
    const args = ['--import', `data:text/javascript,${encodeURIComponent(report)}`, main, '--help']
    const child = spawn(process.execPath, args, { env: environment({}), stdio: ['ignore', 'ignore', 'pipe'] })
    let text = ''
    for await (const chunk of child.stderr) text += chunk
    const { system, user } = JSON.parse(text)
    expect((system + user) / 1000).toBeLessThan(300)
  })
})

describe('colours and what turns', () => {
  test('default: on a terminal', async () => {
    const terminal = openTerminal(['status'], settings())
    expect(await terminal.ended).toBe(2)
    expect(terminal.shown()).toMatch(escapes)
  })

  test.each([
    ['NO_COLOR', { NO_COLOR: '1' }],
    ['CI', { CI: 'true' }],
    ['a dumb terminal', { TERM: 'dumb' }],
  ])('behavior: none with %s', async (_, env: Record<string, string>) => {
    const terminal = openTerminal(['login', '--timeout', '1'], settings(env))
    expect(await terminal.ended).toBe(2)
    expect(terminal.shown()).toContain('Nobody granted it')
    expect(terminal.shown()).not.toMatch(escapes)
  })

  test('behavior: none where it is no terminal', async () => {
    const { code, error, out } = await run(['login', '--timeout', '1'], settings())
    expect(code).toBe(2)
    expect(error + out).not.toMatch(escapes)
  })
})

describe('who reads', () => {
  test('behavior: is gone before the end', async () => {
    const child = spawn('sh', ['-c', `"$0" "$1" --help | true; echo done`, process.execPath, main], {
      env: environment({}),
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let [error, out] = ['', '']
    child.stderr.on('data', (chunk) => {
      error += chunk
    })
    for await (const chunk of child.stdout) out += chunk
    expect({ error, out }).toEqual({ error: '', out: 'done\n' })
  })

  test('behavior: never comes', async () => {
    const child = spawn(process.execPath, [main, 'status', '--json'], {
      env: environment(settings()),
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    child.stdout.destroy()
    child.stderr.destroy()
    expect((await once(child, 'exit'))[0]).toBe(2)
  })
})

describe('a node', () => {
  test('error: that is not there', async () => {
    const { code, error } = await run(
      ['login'],
      settings({ RPC_URL: 'http://127.0.0.1:1/v1/secret-of-the-node' }),
    )
    expect(code).toBe(1)
    expect(error).toContain('The node did not answer')
    expect(error).not.toContain('secret-of-the-node')
  })

  test('error: that is on another chain', async () => {
    const url = await startNode(() => ({ result: '0x1' }))
    const { code, out } = await run(['login', '--json'], settings({ RPC_URL: url }))
    expect(code).toBe(1)
    expect(JSON.parse(out)).toMatchObject({
      code: 'INVALID_ARGUMENT',
      error: { details: { expected: 31415926, found: 1 } },
    })
    expect(await folder.sessions()).toEqual({})
  })

  test.each([
    [
      'says what moves the cursor',
      { error: { code: -32000, message: 'no \x1b[2J\x1b]0;owned\x07 \u202eevil' } },
    ],
    ['answers what is no number', { result: { a: 1 } }],
    ['answers nothing', {}],
  ])('error: that %s', async (_, answer) => {
    const url = await startNode(() => answer)
    for (const more of [[], ['--json']]) {
      const { code, error, out } = await run(['login', ...more], settings({ RPC_URL: url }))
      expect(code).toBe(1)
      expect(error + out).not.toMatch(/[^\P{C}\n]/u)
      expect(error + out).not.toMatch(/secret-of-the-node|\n {4}at /)
      if (more.length > 0) expect(JSON.parse(out)).toMatchObject({ schemaVersion: 1 })
    }
  })
})

describe('times', () => {
  test.each([
    [59n, '59 s'],
    [3600n * 3n + 20n * 60n + 5n, '3 h 20 min'],
    [86_400n * 9n + 3600n, '9 d 1 h'],
    [0n, '0 s'],
  ])('default: %s seconds', (seconds, text) => expect(describeDuration(seconds)).toBe(text))

  test('default: with the date', () => {
    expect(describeTime(1_800_012_000n, 1_800_000_000n)).toBe('in 3 h 20 min (2027-01-15 11:20 UTC)')
    expect(describeTime(1_800_000_000n, 1_800_000_060n)).toBe('1 min ago (2027-01-15 08:00 UTC)')
    expect(describeTime(2n ** 256n - 1n, 0n)).toContain('never ends')
  })
})

test('text of others is fit for a terminal', () => {
  expect(plainText('a\x1b[31mb\u202ec\nd\x07')).toBe('a [31mb c d')
})
