import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { loginSync, UploadPermissions } from 'foc-session-keys'
import { generatePrivateKey, privateKeyToAddress } from 'viem/accounts'
import { describe, expect, test, vi } from 'vitest'
import { useDevnet } from '../../client/test/helpers.ts'
import { accountOf } from '../../devnet/src/createDevnet.ts'
import { run } from './program.ts'
import { useFolder } from './useFolder.ts'

const devnet = useDevnet()
const folder = useFolder()
// Each runs the command several times.
vi.setConfig({ testTimeout: 60_000 })

const settings = (env: Record<string, string> = {}) => ({ HOME: folder.home, RPC_URL: devnet.rpcUrl, ...env })

/** A key that a wallet granted to. */
async function granted(index = 0) {
  const privateKey = generatePrivateKey()
  const address = privateKeyToAddress(privateKey)
  const root = accountOf(index).address
  await loginSync(devnet.rootClient(index), { permissions: UploadPermissions, sessionKeyAddress: address })
  return { address, lines: { SESSION_KEY: privateKey, WALLET_ADDRESS: root }, root }
}

async function status(args: readonly string[], env: Record<string, string>) {
  const { code, error, out } = await run(['status', '--json', ...args], settings(env))
  return { exit: code, said: error, ...JSON.parse(out) }
}

async function write(lines: Record<string, string>, mode = 0o600) {
  const path = join(folder.home, 'credentials.env')
  await writeFile(
    path,
    Object.entries(lines)
      .map(([name, value]) => `${name}=${value}\n`)
      .join(''),
    { mode },
  )
  return path
}

describe('what goes before what', () => {
  test('default: what is typed, the environment, the file, what is stored', async () => {
    const [set, filed, stored] = [await granted(0), await granted(1), await granted(2)]
    await folder.store(stored.lines)
    const file = await write({ ...filed.lines, NETWORK: 'devnet' })
    const of = (session: { address: string }) => ({ data: { sessionKeyAddress: session.address }, exit: 0 })

    expect(await status(['--network', 'devnet'], { NETWORK: 'moon' })).toMatchObject(of(stored))
    expect(await status(['--credentials-file', file], {})).toMatchObject(of(filed))
    expect(await status(['--credentials-file', file], { NETWORK: 'moon' })).toMatchObject({
      code: 'INVALID_ARGUMENT',
    })
    const env = { ...set.lines, NETWORK: 'devnet' }
    expect(await status([], env)).toMatchObject(of(set))
    expect(await status(['--credentials-file', file], env)).toMatchObject(of(set))
    // An empty value sets nothing.
    expect(await status([], { NETWORK: 'devnet', SESSION_KEY: '' })).toMatchObject(of(stored))
  })

  test('behavior: nothing of what is stored is mixed with what is set', async () => {
    const stored = await granted()
    await folder.store(stored.lines)
    const { SESSION_KEY } = (await granted(1)).lines
    const found = await status([], { NETWORK: 'devnet', SESSION_KEY })
    expect(found).toMatchObject({ code: 'AUTH_REQUIRED', exit: 2 })
    expect(found.error.message).toContain('WALLET_ADDRESS')
  })

  test('behavior: a session of its own for each network and name', async () => {
    const [first, second] = [await granted(0), await granted(1)]
    await folder.store(first.lines)
    await folder.store(second.lines, 'devnet.ci.env')
    const env = { NETWORK: 'devnet' }
    expect(await status([], env)).toMatchObject({ data: { root: first.root } })
    expect(await status(['--name', 'ci'], env)).toMatchObject({ data: { root: second.root } })
    expect(await status(['--name', '../ci'], env)).toMatchObject({ code: 'INVALID_ARGUMENT', exit: 1 })
    expect(await status(['--network', 'calibration'], env)).toMatchObject({ code: 'AUTH_REQUIRED', exit: 2 })
  })
})

describe('filecoin-pin', () => {
  async function pin(text: string, place = '.local/share/filecoin-pin') {
    await mkdir(join(folder.home, place), { recursive: true })
    await writeFile(join(folder.home, place, 'session.env'), text, { mode: 0o600 })
  }

  test('default: its session is used where there is no other', async () => {
    const { address, lines, root } = await granted()
    await pin(
      `SESSION_KEY=${lines.SESSION_KEY}\nSESSION_ADDRESS=${address}\nNETWORK=devnet\nWALLET_ADDRESS=${root}\n`,
    )
    expect(await status(['--network', 'devnet'], {})).toMatchObject({
      data: { sessionKeyAddress: address },
      exit: 0,
    })
    expect(await status(['--network', 'calibration'], {})).toMatchObject({ code: 'AUTH_REQUIRED' })
    // And login asks for nothing that it has.
    const { code } = await run(['login', '--json'], settings({ NETWORK: 'devnet' }))
    expect(code).toBe(0)
    expect(await folder.sessions()).toEqual({})
  })

  test('behavior: the file of before its second version, and where it forgets its folder', async () => {
    const { address, lines, root } = await granted()
    await pin(
      `# session address: ${address}\nSESSION_KEY="${lines.SESSION_KEY}"\nexport WALLET_ADDRESS='${root}'\n`,
      'data',
    )
    const env = { NETWORK: 'devnet', XDG_DATA_HOME: join(folder.home, 'data') }
    expect(await status([], env)).toMatchObject({ data: { sessionKeyAddress: address }, exit: 0 })
  })
})

describe('a file with credentials', () => {
  test('behavior: that others can read is warned of', async () => {
    const { lines } = await granted()
    const path = await write({ ...lines, NETWORK: 'devnet' }, 0o644)
    const found = await status(['--credentials-file', path], {})
    expect(found).toMatchObject({ exit: 0 })
    expect(found.said).toMatch(/Others on this machine can read the credentials file \(mode 644\)/)
  })

  test('behavior: a link to one is followed, and what it leads to is looked at', async () => {
    const { lines } = await granted()
    const path = await write({ ...lines, NETWORK: 'devnet' }, 0o644)
    await symlink(path, join(folder.home, 'link.env'))
    const found = await status(['--credentials-file', join(folder.home, 'link.env')], {})
    expect(found).toMatchObject({ exit: 0 })
    expect(found.said).toContain('mode 644')
  })

  test.each([
    ['is none', ''],
    ['has an address for the key', 'SESSION_KEY=0x52908400098527886e0f7030069857d2e4169ee7\n'],
    ['has half a key', `SESSION_KEY=${generatePrivateKey().slice(0, 40)}\n`],
  ])('error: that %s', async (_, text) => {
    const path = join(folder.home, 'credentials.env')
    await writeFile(path, text, { mode: 0o600 })
    const { error, exit } = await status(['--credentials-file', path, '--network', 'devnet'], {})
    expect(exit).toBeGreaterThan(0)
    if (text.length > 60) expect(error.message).toContain('holds')
    expect(error.message).not.toContain(text.slice(14, 40) || 'nothing')
  })
})

describe('a stored session', () => {
  test('error: that others can read is refused', async () => {
    const { lines } = await granted()
    await folder.store(lines, 'devnet.env', 0o644)
    const { error, exit } = await status([], { NETWORK: 'devnet' })
    expect(exit).toBe(1)
    expect(error.message).toContain('chmod 600')
  })

  test('error: of another wallet than was said', async () => {
    const { lines } = await granted()
    await folder.store(lines)
    const found = await status(['--wallet-address', accountOf(3).address], { NETWORK: 'devnet' })
    expect(found).toMatchObject({ code: 'INVALID_ARGUMENT', exit: 1 })
    expect(found.error.message).toContain(lines.WALLET_ADDRESS)
  })

  test('error: a key in the place of the wallet is not repeated', async () => {
    const { lines } = await granted()
    await folder.store(lines)
    const secret = generatePrivateKey()
    const { error, exit } = await status([], { NETWORK: 'devnet', WALLET_ADDRESS: secret })
    expect(exit).toBe(1)
    expect(JSON.stringify(error)).not.toContain(secret.slice(2, 20))
  })

  test('behavior: a state that is of another key counts for nothing', async () => {
    const { address, lines } = await granted()
    const state = JSON.stringify({ address: accountOf(5).address, state: 'ending' })
    await folder.store({ ...lines, SESSION_STATE: `'${state}'` })
    expect(await status([], { NETWORK: 'devnet' })).toMatchObject({
      data: { sessionKeyAddress: address, state: 'granted' },
      exit: 0,
    })
  })
})

describe('status', () => {
  test('behavior: what does not last long enough', async () => {
    const { lines } = await granted()
    await folder.store(lines)
    const env = { NETWORK: 'devnet' }
    expect(await status(['--min-validity', '50m'], env)).toMatchObject({ code: 'OK', exit: 0 })
    const late = await status(['--min-validity', '2h'], env)
    expect(late).toMatchObject({ code: 'AUTHORIZATION_INCOMPLETE', exit: 2 })
    expect(late.data.missing).toEqual(['createDataSet', 'addPieces'])
  })

  test('behavior: it is enough to hold what is asked', async () => {
    const privateKey = generatePrivateKey()
    await loginSync(devnet.rootClient(0), {
      permissions: [UploadPermissions[1]],
      sessionKeyAddress: privateKeyToAddress(privateKey),
    })
    const env = { NETWORK: 'devnet', SESSION_KEY: privateKey, WALLET_ADDRESS: accountOf(0).address }
    expect(await status([], env)).toMatchObject({ exit: 0 })
    expect(await status(['--scopes', 'createDataSet'], env)).toMatchObject({
      data: { missing: ['createDataSet'] },
      exit: 2,
    })
  })

  test('behavior: times and whole addresses for people', async () => {
    const { address, lines, root } = await granted()
    await folder.store(lines)
    const { code, out } = await run(['status'], settings({ NETWORK: 'devnet' }))
    expect(code).toBe(0)
    expect(out).toContain(address)
    expect(out).toContain(root)
    expect(out).toMatch(/✓ addPieces +ends in (?:1 h|59 min(?: \d+ s)?) \(\d{4}-\d\d-\d\d \d\d:\d\d UTC\)/)
  })
})
