import { type Chain, createWalletClient, custom } from 'viem'
import { generatePrivateKey } from 'viem/accounts'
import { expect, test } from 'vitest'
import {
  announcePolicies,
  announcePoliciesSync,
  authorizationExpiry,
  createP256KeyPair,
  findRoots,
  fromP256,
  fromSecp256k1,
  getExpirations,
  getSessions,
  isAuthorized,
  loadSession,
  login,
  loginAndFund,
  loginAndFundSync,
  loginSync,
  MissingAuthorizerError,
  Permission,
  policy,
  prepareSession,
  remaining,
  renewSession,
  revokeSync,
  signLogin,
  startSession,
  statusOf,
  syncAll,
  uploadLimits,
  watchSessions,
} from '../../src/index.ts'
import { memoryStorage } from '../../src/storage.ts'
import { errorOf, nextEvent, now, useDevnet } from '../helpers.ts'

const devnet = useDevnet()
const [create, add] = uploadLimits({ bytes: 1024n ** 3n })
const other = policy({ limit: 5n, permission: Permission.AddPieces })

test('a policy goes wherever a permission does', async () => {
  const client = devnet.rootClient(1)
  const root = client.account
  const sessionKey = devnet.sessionKey({ permissions: [create, add], rootIndex: 1 })
  const key = { root, sessionKeyAddress: sessionKey.address }
  const reader = devnet.publicClient()
  const expiry = now() + 5000n
  const { event } = await loginSync(client, {
    ...key,
    expiry,
    permissions: [create, add, Permission.TerminateDataSet],
  })
  expect(event.args.permissions).toEqual([Permission.TerminateDataSet, create.hash, add.hash])

  expect(await authorizationExpiry(reader, { ...key, permission: add })).toBe(expiry)
  expect(await getExpirations(reader, { ...key, permissions: [create, add, other] })).toEqual({
    [create.hash]: expiry,
    [add.hash]: expiry,
    [other.hash]: 0n,
  })
  expect(await isAuthorized(reader, { ...key, permission: add })).toBe(true)
  expect(await isAuthorized(reader, { ...key, permission: other })).toBe(false)
  // The chain's word is about what was granted: a policy is not the whole.
  expect(await isAuthorized(reader, { ...key, permission: Permission.AddPieces })).toBe(false)

  await syncAll([sessionKey])
  expect(sessionKey.permissions).toEqual([create.hash, add.hash])
  expect(sessionKey.hasPermissions([create, add])).toBe(true)
  expect(sessionKey.hasPermission(add, { minValidity: 6000n })).toBe(false)
  expect(sessionKey.hasPermissions([Permission.CreateDataSet, Permission.AddPieces])).toBe(true)
  await sessionKey.syncExpirations([other])
  expect(sessionKey.hasPermission(other)).toBe(false)

  const [found] = await findRoots(reader, key)
  expect(found).toMatchObject({ policies: [create, add], root: root.address, unknown: [] })
  await sessionKey.watch()
  const updated = nextEvent(sessionKey, 'expirationsUpdated')
  await revokeSync(client, { ...key, permissions: [add] })
  expect((await updated)[add.hash]).toBe(0n)
  expect(sessionKey.hasPermission(add)).toBe(false)
  expect(sessionKey.hasPermission(Permission.AddPieces)).toBe(false)
  expect(sessionKey.hasPermission(create)).toBe(true)
  sessionKey.unwatch()
  const [listed] = await getSessions(reader, { root })
  expect(listed).toMatchObject({ permissions: [Permission.TerminateDataSet, create.hash], status: 'active' })
  expect(listed?.expirations[add.hash]).toBe(0n)
})

test('granted with FIL, it is a hash until somebody says what it is', async () => {
  const client = devnet.rootClient(2)
  const { address } = devnet.sessionKey({ rootIndex: 2 })
  await loginAndFundSync(client, { permissions: [add], sessionKeyAddress: address, value: 7n })
  expect(await devnet.publicClient().getBalance({ address })).toBe(7n)
  const list = async () => (await getSessions(devnet.publicClient(), { root: client.account }))[0]
  expect(await list()).toMatchObject({ policies: [], unknown: [add.hash] })
  await announcePoliciesSync(devnet.rootClient(3), { policies: [add] })
  expect(await list()).toMatchObject({ policies: [add], unknown: [] })
})

test('who watches a root hears of a grant of policies', async () => {
  const client = devnet.rootClient(4)
  let heard = () => {}
  const change = new Promise<void>((resolve) => {
    heard = resolve
  })
  const errors: Error[] = []
  const unwatch = watchSessions(devnet.publicClient(), {
    onChange: () => heard(),
    onError: (error) => errors.push(error),
    pollingInterval: 20,
    root: client.account,
  })
  await loginSync(client, { permissions: [add], sessionKeyAddress: devnet.sessionKey().address })
  await change
  unwatch()
  expect(errors).toEqual([])
})

test.each(['P-256', 'secp256k1'] as const)(
  'a session of policies is renewed as it is, and with more: %s',
  async (key) => {
    const client = devnet.rootClient(key === 'P-256' ? 5 : 6)
    const root = client.account.address
    const storage = memoryStorage()
    const started = await startSession(client, { key, permissions: [create, add], storage })
    const renewed = await renewSession(client, { duration: 'mobile', key, storage })
    expect(renewed.sessionKey.address).toBe(started.sessionKey.address)
    expect(renewed.policies).toEqual([create, add])
    expect(renewed.sessionKey.expirations[add.hash]).toBeGreaterThan(
      started.sessionKey.expirations[add.hash] ?? 0n,
    )

    const more = await startSession(client, { key, permissions: [other], storage })
    expect(more.sessionKey.address).toBe(started.sessionKey.address)
    expect(more.policies).toEqual([create, add, other])
    expect(statusOf(await loadSession(client, { root, storage }))).toBe('active')
    const [listed] = await getSessions(devnet.publicClient(), { root })
    expect(listed).toMatchObject({ policies: [create, add, other], unknown: [] })
    expect(
      await remaining(client, { permission: other, root, sessionKeyAddress: started.sessionKey.address }),
    ).toBe(5n)

    const replaced = await renewSession(client, { key, newKey: true, storage })
    expect(replaced.sessionKey.address).not.toBe(started.sessionKey.address)
    expect(replaced.policies).toEqual([create, add, other])
  },
)

test('error: where nothing takes them, every way in says so before it asks for anything', async () => {
  const { sessionKeyAuthorizer: _, ...contracts } = devnet.chain.contracts
  const chain: Chain = { ...devnet.chain, contracts }
  const asked: string[] = []
  const transport = custom({
    request: async ({ method }: { method: string }) => {
      asked.push(method)
      throw new Error('A request was sent.')
    },
  })
  const account = {
    ...devnet.account(7),
    signTypedData: async () => {
      throw new Error('Something was signed.')
    },
  }
  const client = createWalletClient({ account, chain, transport })
  const sessionKeyAddress = devnet.sessionKey().address
  const stored: string[] = []
  const { keyPairs, ...memory } = memoryStorage()
  const storage = {
    ...memory,
    keyPairs: keyPairs && { ...keyPairs, set: async (item: string) => void stored.push(item) },
    setItem: (item: string) => void stored.push(item),
  }
  const keyPair = await createP256KeyPair()
  const own = { chain, root: account.address, transport }
  const privateKey = generatePrivateKey()
  for (const [feature, action] of [
    ['policies', () => fromSecp256k1({ ...own, permissions: [add], privateKey })],
    ['P-256 keys', () => fromP256({ ...own, keyPair })],
    ['P-256 keys', () => fromP256({ ...own, keyPair, permissions: [add] })],
    ['policies', () => login(client, { permissions: [add], sessionKeyAddress })],
    ['policies', () => login.prepare(client, { permissions: [add], sessionKeyAddress })],
    ['policies', () => loginSync(client, { permissions: [add], sessionKeyAddress })],
    ['policies', () => loginAndFund(client, { permissions: [add], sessionKeyAddress, value: 1n })],
    ['policies', () => signLogin(client, { permissions: [add], sessionKeyAddress })],
    ['policies', () => announcePolicies(client, { policies: [add] })],
    ['policies', () => remaining(client, { permission: add, root: account, sessionKeyAddress })],
    ['policies', () => startSession(client, { permissions: [add], storage })],
    ['P-256 keys', () => startSession(client, { key: 'P-256', storage })],
    ['policies', () => prepareSession(client, { permissions: [add], root: account, storage })],
    ['P-256 keys', () => prepareSession(client, { key: 'P-256', root: account, storage })],
  ] as const) {
    const error = await errorOf(action)
    expect(error, String(action)).toBeInstanceOf(MissingAuthorizerError)
    expect(error).toMatchObject({ chainId: chain.id, feature })
    expect(error.message).toContain(
      feature === 'policies' ? 'Grant permissions of `Permission`' : 'Use `fromSecp256k1`',
    )
  }
  expect(asked).toEqual([])
  expect(stored).toEqual([])
})
