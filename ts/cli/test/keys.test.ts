import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { loginSync, revokeSync } from 'foc-session-keys'
import { generatePrivateKey, privateKeyToAddress } from 'viem/accounts'
import { describe, expect, test } from 'vitest'
import { cast } from '../../client/test/cast.ts'
import { createFaultProxy } from '../../client/test/faultProxy.ts'
import { useDevnet } from '../../client/test/helpers.ts'
import { checkNewName } from '../src/keystores/keystoreFiles.ts'
import { environment, main, run } from './program.ts'
import { openTerminal } from './tty.ts'
import { useFolder } from './useFolder.ts'

const devnet = useDevnet()
const folder = useFolder()
const password = 'correct horse battery staple'

const env = (more: Record<string, string> = {}) => ({
  FOC_SESSION_KEYS_PASSWORD: password,
  HOME: folder.home,
  NETWORK: 'devnet',
  RPC_URL: devnet.rpcUrl,
  ...more,
})
const keystores = () => join(folder.home, '.local/share/foc-session-keys/keystores')
const foundry = () => join(folder.home, '.foundry/keystores')
const keys = (...args: string[]) => run(['keys', ...args], env())

/** Runs a command that something is piped into. */
async function pipe(input: string, args: readonly string[], variables = env()) {
  const child = spawn(process.execPath, [main, ...args], { env: environment(variables) })
  child.stdin.end(input)
  const [out, error, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ])
  return { code, error, out }
}

async function made(name: string, ...args: string[]) {
  const { code, error, out } = await keys('new', name, '--json', ...args)
  expect({ code, error }).toEqual({ code: 0, error: '' })
  return JSON.parse(out).data as { address: `0x${string}`; path: string }
}

describe('in both directions with cast wallet', () => {
  test('default: it opens what is made here', async () => {
    const { address, path } = await made('mine')
    expect(path).toBe(join(keystores(), 'mine.json'))
    expect(await cast('wallet', 'address', '--keystore', path, '--password', password)).toBe(address)
    expect((await stat(path)).mode & 0o777).toBe(0o600)
    expect((await stat(keystores())).mode & 0o777).toBe(0o700)
    expect(await readdir(keystores())).toEqual(['mine.json'])
  })

  test("default: what it imports is found in Foundry's folder by its name", async () => {
    const privateKey = generatePrivateKey()
    await mkdir(foundry(), { recursive: true })
    const where = ['--keystore-dir', foundry(), '--unsafe-password', password]
    await cast('wallet', 'import', 'my key', ...where, '--private-key', privateKey)
    const { code, out } = await keys('export', 'my key', '--stdout', '--yes')
    expect({ code, out }).toEqual({ code: 0, out: `${privateKey}\n` })
    const { out: listed } = await keys('list', '--json')
    expect(JSON.parse(listed).data.keystores).toMatchObject([{ name: 'my key', owner: 'foundry' }])
    const { code: refused, error } = await run(['keys', 'remove', 'my-key', '--yes'], env())
    expect({ refused, error }).toEqual({ error: expect.stringContaining('no keystore named'), refused: 1 })
  })
})

describe('import', () => {
  test('default: the key is piped in, and comes out again', async () => {
    const privateKey = generatePrivateKey()
    const { code, error, out } = await pipe(`${privateKey}\n`, ['keys', 'import', 'mine', '--json'])
    expect({ code, error }).toEqual({ code: 0, error: '' })
    expect(JSON.parse(out).data.address).toBe(privateKeyToAddress(privateKey))
    expect(out).not.toContain(privateKey.slice(2, 20))

    const file = join(folder.home, 'key.txt')
    const exported = await keys('export', 'mine', '--out', file, '--yes')
    expect(exported.code).toBe(0)
    expect(exported.error).toContain('until it is revoked')
    expect(exported.out + exported.error).not.toContain(privateKey.slice(2, 20))
    expect(await readFile(file, 'utf8')).toBe(`${privateKey}\n`)
    expect((await stat(file)).mode & 0o777).toBe(0o600)
  })

  test('default: the key and the password are typed, and never shown', async () => {
    const privateKey = generatePrivateKey()
    const terminal = openTerminal(['keys', 'import', 'typed'], env({ FOC_SESSION_KEYS_PASSWORD: '' }))
    await terminal.shows(/The private key/)
    terminal.type(`${privateKey}\r`)
    await terminal.shows(/A password for the keystore/)
    terminal.type(`${password}\r`)
    await terminal.shows(/The same password again/)
    terminal.type(`${password}\r`)
    expect(await terminal.ended).toBe(0)
    expect(terminal.shown()).toContain(privateKeyToAddress(privateKey))
    expect(terminal.shown()).not.toContain(privateKey.slice(2, 12))
    expect(terminal.shown()).not.toContain(password)
    expect((await keys('export', 'typed', '--stdout', '--yes')).out).toBe(`${privateKey}\n`)
  })

  test.each([
    ['an address', `0x${'ab'.repeat(20)}`, /holds an address/],
    ['nothing', '', /holds no private key/],
    ['something else', 'correct horse', /holds no private key/],
    ['too much', 'ab'.repeat(5000), /too long/],
  ])('error: %s in the place of a key is not taken, nor repeated', async (_, input, message) => {
    const { code, error, out } = await pipe(input, ['keys', 'import', 'mine'])
    expect(code).toBe(1)
    expect(error).toMatch(message)
    if (input) expect(error + out).not.toContain(input)
    expect(await readdir(keystores()).catch(() => [])).toEqual([])
  })

  test('error: passwords that differ store nothing', async () => {
    const terminal = openTerminal(['keys', 'new', 'typed'], env({ FOC_SESSION_KEYS_PASSWORD: '' }))
    await terminal.shows(/A password for the keystore/)
    terminal.type('one\r')
    await terminal.shows(/The same password again/)
    terminal.type('two\r')
    expect(await terminal.ended).toBe(1)
    expect(terminal.shown()).toContain('differ')
    expect(await readdir(keystores()).catch(() => [])).toEqual([])
  })

  test('error: without a terminal and a password', async () => {
    const { code, error } = await run(['keys', 'new', 'mine'], env({ FOC_SESSION_KEYS_PASSWORD: '' }))
    expect(code).toBe(2)
    expect(error).toContain('FOC_SESSION_KEYS_PASSWORD')
  })
})

describe('names', () => {
  test.each(['../mine', 'a/b', '..', '.hidden', 'a\u001b[31m', 'a b', '', 'a'.repeat(65)])(
    'error: %j is none',
    (name) => expect(() => checkNewName(name)).toThrow('name of a keystore'),
  )

  test.each(['new', 'import'])('error: %s does not leave the folder', async (command) => {
    const { code, error } = await keys(command, '../mine')
    expect({ code, error }).toEqual({ code: 1, error: expect.stringMatching(/name of a keystore/) })
    expect(await readdir(folder.home)).toEqual([])
  })

  test('error: one that is taken is left as it is', async () => {
    const { path } = await made('mine')
    const before = await readFile(path, 'utf8')
    for (const attempt of [keys('new', 'mine'), pipe(generatePrivateKey(), ['keys', 'import', 'mine'])]) {
      const { code, error } = await attempt
      expect({ code, error }).toEqual({ code: 1, error: expect.stringContaining('already') })
    }
    expect(await readFile(path, 'utf8')).toBe(before)
  })

  test('error: two at once have one key', async () => {
    const ends = await Promise.all([keys('new', 'mine', '--json'), keys('new', 'mine', '--json')])
    expect(ends.map(({ code }) => code).sort()).toEqual([0, 1])
    const address = JSON.parse(ends.find(({ code }) => code === 0)?.out ?? '').data.address
    const path = join(keystores(), 'mine.json')
    expect(await cast('wallet', 'address', '--keystore', path, '--password', password)).toBe(address)
    expect(await readdir(keystores())).toEqual(['mine.json'])
  })
})

describe('export', () => {
  test('error: nowhere, to something that is there, or unasked', async () => {
    await made('mine')
    const there = join(folder.home, 'there')
    const link = join(folder.home, 'link')
    await writeFile(there, 'mine')
    await symlink(join(folder.home, 'elsewhere'), link)
    const attempts = [
      { args: ['--yes'], code: 1, error: /where the private key goes/ },
      { args: ['--yes', '--out', there], code: 1, error: /already/ },
      { args: ['--yes', '--out', link], code: 1, error: /already/ },
      { args: ['--stdout'], code: 2, error: /--yes/ },
    ]
    for (const { args, code, error } of attempts) {
      const ended = await keys('export', 'mine', ...args)
      expect(ended).toEqual({ code, error: expect.stringMatching(error), out: '' })
    }
    expect(await readFile(there, 'utf8')).toBe('mine')
    const { out } = await keys('export', 'mine', '--stdout', '--yes', '--json')
    expect(JSON.parse(out)).toMatchObject({ code: 'INVALID_ARGUMENT', data: null })
  })

  test('error: another password, and a file that is no keystore', async () => {
    const { path } = await made('mine')
    const other = await run(
      ['keys', 'export', 'mine', '--stdout', '--yes'],
      env({ FOC_SESSION_KEYS_PASSWORD: 'another' }),
    )
    expect(other).toMatchObject({ code: 1, error: expect.stringContaining('does not open'), out: '' })
    await writeFile(path, generatePrivateKey())
    const none = await keys('export', 'mine', '--stdout', '--yes')
    expect(none).toMatchObject({
      code: 1,
      error: expect.stringContaining('no keystore of version 3'),
      out: '',
    })
    const { out } = await keys('list', '--json')
    expect(JSON.parse(out).data).toEqual({ keystores: [], unreadable: [path] })
  })
})

describe('remove', () => {
  test('default: a key that is granted nothing goes, if that is confirmed', async () => {
    await made('mine')
    const unasked = await keys('remove', 'mine')
    expect(unasked).toMatchObject({ code: 2, error: expect.stringContaining('--yes') })
    expect(await readdir(keystores())).toEqual(['mine.json'])

    const terminal = openTerminal(['keys', 'remove', 'mine'], env())
    await terminal.shows(/Remove mine \(0x/)
    terminal.type('n')
    expect(await terminal.ended).toBe(130)
    expect(await readdir(keystores())).toEqual(['mine.json'])

    expect((await keys('remove', 'mine', '--yes')).code).toBe(0)
    expect(await readdir(keystores())).toEqual([])
  })

  test('behavior: a key that is granted something goes only if it is named', async () => {
    const { address } = await made('mine')
    const client = devnet.rootClient(3)
    await loginSync(client, { sessionKeyAddress: address })
    const unnamed = await keys('remove', 'mine', '--yes', '--json')
    expect(unnamed.code).toBe(2)
    expect(JSON.parse(unnamed.out)).toMatchObject({
      code: 'INTERACTION_REQUIRED',
      error: { details: { address, roots: [client.account.address] } },
    })
    const other = await keys('remove', 'mine', '--yes', '--granted', client.account.address)
    expect(other).toMatchObject({ code: 1, error: expect.stringContaining(address) })
    expect(await readdir(keystores())).toEqual(['mine.json'])

    const named = await keys('remove', 'mine', '--yes', '--granted', address)
    expect(named).toMatchObject({ code: 0, error: expect.stringContaining('still granted') })
    expect(await readdir(keystores())).toEqual([])
  })

  test('behavior: one that was granted something and has it no more goes', async () => {
    const { address } = await made('mine')
    const client = devnet.rootClient(4)
    await loginSync(client, { sessionKeyAddress: address })
    await revokeSync(client, { sessionKeyAddress: address })
    expect((await keys('remove', 'mine', '--yes')).code).toBe(0)
  })

  test('behavior: where that cannot be looked up, it has to be named, too', async () => {
    const { address } = await made('mine')
    const node = await createFaultProxy(devnet.rpcUrl)
    node.setFault(({ method }) =>
      method === 'eth_getLogs' ? { error: { code: -32_000, message: 'no events here' } } : undefined,
    )
    const args = ['keys', 'remove', 'mine', '--yes']
    const unnamed = await run(args, env({ RPC_URL: node.url }))
    expect(unnamed).toMatchObject({ code: 2, error: expect.stringContaining('could not be looked up') })
    expect((await run([...args, '--granted', address], env({ RPC_URL: node.url }))).code).toBe(0)
    await node.stop()
  })
})

test('behavior: --keychain keeps the password where there is a keychain, and says so where there is none', async () => {
  const { code, error, out } = await keys('new', 'kept', '--keychain', '--json')
  expect(code).toBe(0)
  const { keychain } = JSON.parse(out).data
  // Whichever it is on this machine: what is said is what holds.
  const { code: opened } = await run(
    ['keys', 'export', 'kept', '--stdout', '--yes'],
    env({ FOC_SESSION_KEYS_PASSWORD: '' }),
  )
  expect({ opened, warned: error.includes('the password is not kept') }).toEqual(
    keychain ? { opened: 0, warned: false } : { opened: 2, warned: true },
  )
  expect((await keys('remove', 'kept', '--yes')).error).toBe('')
})
