import {
  DefaultFwssPermissions,
  getExpirations,
  loginSync,
  Permission,
  revokeSync,
  UploadPermissions,
} from 'foc-session-keys'
import type { Address, Hex } from 'viem'
import { generatePrivateKey, privateKeyToAddress } from 'viem/accounts'
import { sendTransaction, waitForTransactionReceipt } from 'viem/actions'
import { describe, expect, test, vi } from 'vitest'
import { useDevnet } from '../../client/test/helpers.ts'
import { accountOf } from '../../devnet/src/createDevnet.ts'
import { run } from './program.ts'
import { openTerminal } from './tty.ts'
import { useFolder } from './useFolder.ts'

const devnet = useDevnet()
const folder = useFolder()
// Each runs the command several times.
vi.setConfig({ testTimeout: 60_000 })

const environment = (env: Record<string, string> = {}) => ({
  HOME: folder.home,
  NETWORK: 'devnet',
  RPC_URL: devnet.rpcUrl,
  ...env,
})
const withRoot = (index: number) => environment({ PRIVATE_KEY: accountOf(index).privateKey })

const newKey = () => privateKeyToAddress(generatePrivateKey())

const held = (root: Address, sessionKeyAddress: Address) =>
  getExpirations(devnet.publicClient(), { permissions: DefaultFwssPermissions, root, sessionKeyAddress })

async function json(args: readonly string[], env: Record<string, string>) {
  const { code, out } = await run([...args, '--json'], env)
  return { exit: code, ...JSON.parse(out) }
}

/** A session that is stored and granted. */
async function stored(index: number) {
  const privateKey = generatePrivateKey()
  const sessionKeyAddress = privateKeyToAddress(privateKey)
  await loginSync(devnet.rootClient(index), { permissions: UploadPermissions, sessionKeyAddress })
  await folder.store({ SESSION_KEY: privateKey, WALLET_ADDRESS: accountOf(index).address })
  return sessionKeyAddress
}

describe('authorize', () => {
  test('default: uploading for ten days, after it was asked', async () => {
    const key = newKey()
    const terminal = openTerminal(['authorize', key], withRoot(0))
    await terminal.shows(/Send it\?/)
    expect(terminal.shown()).toContain(`let ${key} do createDataSet, addPieces until `)
    terminal.type('y')
    expect(await terminal.ended).toBe(0)
    const expirations = await held(accountOf(0).address, key)
    const { timestamp } = await devnet.publicClient().getBlock()
    expect(Number(expirations[Permission.AddPieces]) - Number(timestamp)).toBeGreaterThan(10 * 86_400 - 60)
    expect(expirations[Permission.TerminateDataSet]).toBe(0n)
  })

  test('behavior: no is an end', async () => {
    const key = newKey()
    const terminal = openTerminal(['authorize', key], withRoot(0))
    await terminal.shows(/Send it\?/)
    terminal.type('\r')
    expect(await terminal.ended).toBe(130)
    expect((await held(accountOf(0).address, key))[Permission.AddPieces]).toBe(0n)
  })

  test('behavior: where nobody can be asked, it wants --yes', async () => {
    const key = newKey()
    expect(await json(['authorize', key], withRoot(0))).toMatchObject({
      code: 'INTERACTION_REQUIRED',
      exit: 2,
    })
    expect((await held(accountOf(0).address, key))[Permission.AddPieces]).toBe(0n)
    expect(await json(['authorize', key, '--yes'], withRoot(0))).toMatchObject({ code: 'OK', exit: 0 })
    expect((await held(accountOf(0).address, key))[Permission.AddPieces]).toBeGreaterThan(0n)
  })

  test('behavior: what is destructive is marked, and warned of', async () => {
    const args = ['authorize', newKey(), '--scopes', 'terminateService', '--yes']
    const { code, error } = await run(args, withRoot(0))
    expect(code).toBe(0)
    expect(error).toContain('terminateService (destructive)')
    expect(error).toContain('cannot be had back')
  })

  test('behavior: --dry-run says what it takes and sends nothing', async () => {
    const key = newKey()
    const { data, exit } = await json(['authorize', key, '--dry-run'], withRoot(0))
    expect(exit).toBe(0)
    expect(BigInt(data.steps[0].gas)).toBeGreaterThan(21_000n)
    expect((await held(accountOf(0).address, key))[Permission.AddPieces]).toBe(0n)
  })

  test('behavior: --calldata is what a multisig sends', async () => {
    const key = newKey()
    const { data, exit } = await json(['authorize', key, '--calldata', '--validity', '1h'], environment())
    expect(exit).toBe(0)
    const [call] = data.calls
    expect(call).toMatchObject({
      chainId: devnet.chain.id,
      meaning: expect.stringContaining(key),
      value: '0',
    })
    const wallet = devnet.rootClient(1)
    const hash = await sendTransaction(wallet, { data: call.data as Hex, to: call.to as Address })
    await waitForTransactionReceipt(wallet, { hash })
    expect((await held(wallet.account.address, key))[Permission.CreateDataSet]).toBeGreaterThan(0n)
  })

  test('behavior: without an account, the link for a wallet', async () => {
    const key = newKey()
    const { actions, code, exit } = await json(['authorize', key], environment())
    expect({ code, exit }).toEqual({ code: 'INTERACTION_REQUIRED', exit: 2 })
    expect(actions[0].url).toContain(
      `authorize=${key.toLowerCase()}&scopes=createDataSet,addPieces&network=devnet`,
    )
  })

  test('behavior: until a date', async () => {
    const year = new Date().getUTCFullYear()
    const day = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10)
    const { data } = await json(['authorize', newKey(), '--validity', day, '--dry-run'], environment())
    expect(new Date(Number(data.steps[0].expiry) * 1000).toISOString()).toBe(`${day}T23:59:59.000Z`)
    const far = await json(['authorize', newKey(), '--validity', `${year + 3}-01-01`], environment())
    expect(far).toMatchObject({ code: 'INVALID_ARGUMENT', exit: 1 })
  })

  test('error: no FIL', async () => {
    const env = environment({ PRIVATE_KEY: generatePrivateKey() })
    const { code, error, exit } = await json(['authorize', newKey(), '--yes'], env)
    expect({ code, exit }).toEqual({ code: 'INSUFFICIENT_FUNDS', exit: 1 })
    expect(error.message).toContain('Send it some FIL')
  })

  test('error: an address in the place of the key is told to be one', async () => {
    const env = environment({ PRIVATE_KEY: newKey() })
    const { error, exit } = await json(['authorize', newKey(), '--yes'], env)
    expect(exit).toBe(1)
    expect(error.message).toMatch(/PRIVATE_KEY holds an address/)
  })

  test.each([
    ['0x1234'],
    ['0x0000000000000000000000000000000000000000'],
    ['0x52908400098527886E0F7030069857D2E4169Ee7'],
  ])('error: %s is no address', async (address) => {
    expect(await json(['authorize', address], environment())).toMatchObject({
      code: 'INVALID_ARGUMENT',
      exit: 1,
    })
  })
})

describe('renew', () => {
  async function granted(permissions: readonly Permission[], seconds: bigint, index = 2) {
    const key = newKey()
    const { timestamp } = await devnet.publicClient().getBlock()
    await loginSync(devnet.rootClient(index), {
      expiry: timestamp + seconds,
      permissions,
      sessionKeyAddress: key,
    })
    return key
  }

  test('default: what is granted lasts longer, the destructive only if named', async () => {
    const key = await granted(DefaultFwssPermissions, 3600n)
    const root = accountOf(2).address
    const before = await held(root, key)
    const { code, error } = await run(['renew', key, '--yes'], withRoot(2))
    expect(code).toBe(0)
    expect(error).toContain('schedulePieceRemovals, terminateService: destructive')
    const after = await held(root, key)
    expect(after[Permission.AddPieces]).toBeGreaterThan(before[Permission.AddPieces] ?? 0n)
    expect(after[Permission.TerminateDataSet]).toBe(before[Permission.TerminateDataSet])
    await run(['renew', key, '--yes', '--scopes', 'terminateService'], withRoot(2))
    expect((await held(root, key))[Permission.TerminateDataSet]).toBeGreaterThan(
      after[Permission.TerminateDataSet] ?? 0n,
    )
  })

  test('behavior: it shortens and adds nothing', async () => {
    const key = await granted([Permission.AddPieces], 30n * 86_400n)
    const root = accountOf(2).address
    const before = await held(root, key)
    expect(await json(['renew', key, '--yes'], withRoot(2))).toMatchObject({ data: { steps: [] }, exit: 0 })
    const more = await json(['renew', key, '--yes', '--scopes', 'createDataSet'], withRoot(2))
    expect(more).toMatchObject({ code: 'INVALID_ARGUMENT', exit: 1 })
    expect(await held(root, key)).toEqual(before)
  })

  test('behavior: the stored session, by whoever holds the root', async () => {
    const key = await stored(3)
    const before = await held(accountOf(3).address, key)
    expect(await json(['renew', '--yes'], withRoot(4))).toMatchObject({ code: 'INVALID_ARGUMENT' })
    expect((await json(['renew', '--yes'], withRoot(3))).exit).toBe(0)
    const after = await held(accountOf(3).address, key)
    expect(after[Permission.AddPieces]).toBeGreaterThan(before[Permission.AddPieces] ?? 0n)
  })

  test('error: nothing is granted', async () => {
    expect(await json(['renew', newKey(), '--yes'], withRoot(2))).toMatchObject({
      code: 'AUTH_REQUIRED',
      exit: 2,
    })
  })
})

describe('revoke', () => {
  test('default: everything, of the keys that are named', async () => {
    const keys = [newKey(), newKey()]
    const wallet = devnet.rootClient(5)
    for (const sessionKeyAddress of keys) await loginSync(wallet, { sessionKeyAddress })
    const { data, exit } = await json(['revoke', ...keys, '--yes'], withRoot(5))
    expect({ exit, sent: data.steps.length }).toEqual({ exit: 0, sent: 1 })
    for (const key of keys)
      expect(Object.values(await held(wallet.account.address, key)).every((expiry) => expiry === 0n)).toBe(
        true,
      )
  })

  test('behavior: --all are those that hold something', async () => {
    const wallet = devnet.rootClient(6)
    const keys = [newKey(), newKey()]
    for (const sessionKeyAddress of keys)
      await loginSync(wallet, {
        origin: '\x1b[31mevil\u202e',
        permissions: UploadPermissions,
        sessionKeyAddress,
      })
    const dry = await run(['revoke', '--all', '--dry-run'], withRoot(6))
    for (const key of keys) expect(dry.out).toContain(key)
    // What somebody wrote on chain moves no cursor.
    expect(dry.out).not.toMatch(/[^\P{C}\n]/u)
    expect((await json(['revoke', '--all', '--yes'], withRoot(6))).exit).toBe(0)
    expect(await json(['revoke', '--all', '--yes'], withRoot(6))).toMatchObject({
      data: { steps: [] },
      exit: 0,
    })
  })

  test('behavior: one scope of it', async () => {
    const key = newKey()
    const wallet = devnet.rootClient(5)
    await loginSync(wallet, { sessionKeyAddress: key })
    await run(['revoke', key, '--scopes', 'terminateService', '--yes'], withRoot(5))
    const after = await held(wallet.account.address, key)
    expect(after[Permission.TerminateDataSet]).toBe(0n)
    expect(after[Permission.AddPieces]).toBeGreaterThan(0n)
  })

  test('error: neither addresses nor --all', async () => {
    expect(await json(['revoke'], environment())).toMatchObject({ code: 'INVALID_ARGUMENT', exit: 1 })
  })
})

describe('logout', () => {
  test('default: what is still granted is kept, with the link that revokes it', async () => {
    const key = await stored(0)
    const kept = await json(['logout'], environment())
    expect(kept).toMatchObject({ code: 'INTERACTION_REQUIRED', data: { forgotten: false }, exit: 2 })
    expect(kept.actions[0].url).toContain(`revoke=${key.toLowerCase()}&network=devnet`)
    expect(Object.keys(await folder.sessions())).toEqual(['devnet.env'])
    await run(['revoke', key, '--yes'], withRoot(0))
    expect(await json(['logout'], environment())).toMatchObject({ data: { forgotten: true }, exit: 0 })
    expect(await folder.sessions()).toEqual({})
  })

  test('behavior: --revoke without gas tells so, and what others can submit', async () => {
    const key = await stored(0)
    const kept = await json(['logout', '--revoke'], environment())
    expect(kept).toMatchObject({ data: { forgotten: false, signedLogout: { type: 'Logout' } }, exit: 2 })
    expect(kept.error.message).toContain('has no FIL')
    expect((await folder.sessions())['devnet.env']?.SESSION_ADDRESS).toBe(key)
    // Somebody else pays.
    expect(await json(['logout', '--revoke'], withRoot(6))).toMatchObject({
      data: { forgotten: true },
      exit: 0,
    })
    expect((await held(accountOf(0).address, key))[Permission.AddPieces]).toBe(0n)
    expect(await folder.sessions()).toEqual({})
  })

  test('behavior: --revoke by the key itself', async () => {
    const key = await stored(0)
    await devnet.testClient().setBalance({ address: key, value: 10n ** 18n })
    expect(await json(['logout', '--revoke'], environment())).toMatchObject({
      data: { forgotten: true },
      exit: 0,
    })
    expect((await held(accountOf(0).address, key))[Permission.AddPieces]).toBe(0n)
  })

  test('behavior: a key that nobody granted is forgotten', async () => {
    await run(['login', '--json'], environment())
    expect(await json(['logout'], environment())).toMatchObject({ data: { forgotten: true }, exit: 0 })
    expect(await folder.sessions()).toEqual({})
    expect(await json(['logout'], environment())).toMatchObject({ data: { forgotten: null }, exit: 0 })
  })

  test('behavior: granted while nobody looked, it is kept', async () => {
    const { data } = await json(['login'], environment())
    await loginSync(devnet.rootClient(0), { sessionKeyAddress: data.sessionKeyAddress })
    expect(await json(['logout'], environment())).toMatchObject({ data: { forgotten: false }, exit: 2 })
    expect(Object.keys(await folder.sessions())).toEqual(['devnet.env'])
  })

  test('behavior: login after it was revoked is with a new key', async () => {
    const key = await stored(0)
    expect((await json(['status'], environment())).exit).toBe(0)
    await revokeSync(devnet.rootClient(0), { sessionKeyAddress: key })
    const status = await json(['status'], environment())
    expect(status).toMatchObject({ code: 'AUTHORIZATION_INCOMPLETE', data: { status: 'revoked' }, exit: 2 })
    const { data } = await json(['login'], environment())
    expect(data.sessionKeyAddress).not.toBe(key)
  })
})
