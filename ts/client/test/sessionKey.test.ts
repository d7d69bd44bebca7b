import { type AddressInfo, createServer } from 'node:net'
import { inspect } from 'node:util'
import { custom, http, recoverTypedDataAddress, webSocket } from 'viem'
import { generatePrivateKey } from 'viem/accounts'
import { afterEach, expect, onTestFinished, test, vi } from 'vitest'
import {
  DefaultFwssPermissions,
  type Expirations,
  fromSecp256k1,
  InvalidNumberError,
  LegacyPermission,
  login,
  loginSync,
  Permission,
  revoke,
  revokeSync,
  SessionKeyNotSyncedError,
  scopeToDataSet,
} from '../src/index.ts'
import { createFaultProxy } from './faultProxy.ts'
import { errorOf, nextEvent, now, useDevnet } from './helpers.ts'

const devnet = useDevnet()
const { AddPieces, CreateDataSet, TerminateDataSet } = Permission

afterEach(() => void vi.useRealTimers())

test('default: what it is', () => {
  const sessionKey = devnet.sessionKey()
  expect(sessionKey.type).toBe('Secp256k1')
  expect(sessionKey.account.address).toBe(sessionKey.address)
  expect(sessionKey.account.rootAddress).toBe(sessionKey.rootAddress)
  expect(sessionKey.client.account).toBe(sessionKey.account)
  expect(sessionKey.permissions).toEqual(DefaultFwssPermissions)
  expect(sessionKey.expirations).toEqual({})
})

test('behavior: its account signs typed data as the session key', async () => {
  const { account } = devnet.sessionKey()
  const typedData = {
    domain: { chainId: 1, name: 'Test' },
    message: { dataSetId: 1n },
    primaryType: 'TerminateService',
    types: { TerminateService: [{ name: 'dataSetId', type: 'uint256' }] },
  } as const
  const signature = await account.signTypedData(typedData)
  expect(await recoverTypedDataAddress({ ...typedData, signature })).toBe(account.address)
})

test('behavior: two keys share no state', async () => {
  const [first, second] = [devnet.sessionKey(), devnet.sessionKey()]
  await loginSync(devnet.rootClient(), { sessionKeyAddress: first.address })
  await first.syncExpirations()
  await second.syncExpirations()
  first.expirations[AddPieces] = 0n
  expect(first.hasPermission(AddPieces)).toBe(true)
  expect(second.hasPermission(AddPieces)).toBe(false)
})

test('behavior: hasPermission holds up to and in the second of the expiry', () => {
  const expirations = (expiry: bigint): Expirations => ({ [AddPieces]: expiry, [CreateDataSet]: expiry - 1n })
  const time = now()
  const at = (expiry: bigint) => devnet.sessionKey({ expirations: expirations(expiry) })
  // A second may pass between the two readings of the clock: then the second case shows nothing, and nothing false.
  expect(at(time + 1n).hasPermission(AddPieces)).toBe(true)
  expect(at(time - 1n).hasPermission(AddPieces)).toBe(false)
  expect(at(time + 60n).hasPermission(AddPieces, { minValidity: 50n })).toBe(true)
  expect(at(time + 60n).hasPermission(AddPieces, { minValidity: 61n })).toBe(false)
  expect(at(time + 60n).hasPermissions([AddPieces, CreateDataSet])).toBe(true)
  expect(at(time).hasPermissions([AddPieces, CreateDataSet])).toBe(false)
  expect(at(time + 60n).hasPermission(`0x${AddPieces.slice(2).toUpperCase()}`)).toBe(true)
})

test('behavior: hasPermission goes by the chain when the chain is elsewhere in time', async () => {
  const sessionKey = devnet.sessionKey()
  const expiry = now() + 100_000n
  await loginSync(devnet.rootClient(), { expiry, sessionKeyAddress: sessionKey.address })
  const { snapshot, revert, setNextBlockTimestamp, mine } = devnet.testClient()
  const id = await snapshot()
  await setNextBlockTimestamp({ timestamp: expiry })
  await mine({ blocks: 1 })
  await sessionKey.syncExpirations()
  expect(sessionKey.hasPermission(AddPieces)).toBe(true)
  expect(sessionKey.hasPermission(AddPieces, { minValidity: 60n })).toBe(false)
  await setNextBlockTimestamp({ timestamp: expiry + 1n })
  await mine({ blocks: 1 })
  await sessionKey.syncExpirations()
  expect(sessionKey.hasPermission(AddPieces)).toBe(false)
  await revert({ id })
})

test('behavior: who may terminate may what SDK 0.41 calls DeleteDataSet', () => {
  const expirations = { [TerminateDataSet]: now() + 60n }
  expect(devnet.sessionKey({ expirations }).hasPermission(LegacyPermission.DeleteDataSet)).toBe(true)
  expect(
    devnet
      .sessionKey({ expirations: { [TerminateDataSet]: 0n } })
      .hasPermission(LegacyPermission.DeleteDataSet),
  ).toBe(false)
})

test('error: asked before it was synced', async () => {
  const sessionKey = devnet.sessionKey()
  const error = await errorOf(() => sessionKey.hasPermissions([AddPieces]))
  expect(error).toBeInstanceOf(SessionKeyNotSyncedError)
  expect(error.message).toContain('AddPieces')
  expect(error.message).toContain('syncExpirations')
})

test('behavior: sync reads what is asked for, and keeps the rest', async () => {
  const sessionKey = devnet.sessionKey({ permissions: [AddPieces] })
  const { event } = await loginSync(devnet.rootClient(), { sessionKeyAddress: sessionKey.address })
  await sessionKey.syncExpirations()
  expect(sessionKey.expirations).toEqual({ [AddPieces]: event.args.expiry })
  await sessionKey.syncExpirations([CreateDataSet])
  expect(sessionKey.expirations).toEqual({
    [AddPieces]: event.args.expiry,
    [CreateDataSet]: event.args.expiry,
  })
})

test('behavior: syncs at the same time do not multiply', async () => {
  const { requests, transport } = devnet.recorder()
  const sessionKey = devnet.sessionKey({ transport })
  await loginSync(devnet.rootClient(), { sessionKeyAddress: sessionKey.address })
  await Promise.all(Array.from({ length: 30 }, () => sessionKey.syncExpirations()))
  expect(sessionKey.hasPermission(AddPieces)).toBe(true)
  // Each, and those again that others overtook; not all again for each that was answered.
  expect(requests.length).toBeLessThan(150)
})

test('error: a provider that never answers', async () => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const silent = custom({ request: () => new Promise<never>(() => {}) })
  const socket = webSocket(`ws://127.0.0.1:${port}`, { reconnect: false })
  for (const transport of [silent, socket]) {
    const synced = errorOf(devnet.sessionKey({ transport }).syncExpirations())
    const watched = devnet.sessionKey({ transport })
    const told = nextEvent(watched, 'error')
    const watching = watched.watch()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(await synced).toBeInstanceOf(Error)
    const stop = await watching
    await vi.advanceTimersByTimeAsync(1)
    expect(await told).toBeInstanceOf(Error)
    stop()
  }
  server.close()
})

test('behavior: watching reads what was known, and what was synced beyond that until it ends', async () => {
  const { requests, transport } = devnet.recorder()
  const sessionKey = devnet.sessionKey({
    expirations: { [CreateDataSet]: 5n },
    permissions: [AddPieces],
    transport,
  })
  const sessionKeyAddress = sessionKey.address
  const scoped = scopeToDataSet(AddPieces, 7n)
  const isRead = (permission: Permission) => JSON.stringify(requests).includes(permission.slice(2))
  await sessionKey.syncExpirations([scoped])
  const { event } = await loginSync(devnet.rootClient(), { sessionKeyAddress })
  const { expiry } = event.args
  requests.length = 0
  await sessionKey.watch()
  expect(sessionKey.expirations).toEqual({ [AddPieces]: expiry, [CreateDataSet]: expiry, [scoped]: 0n })
  expect(isRead(scoped)).toBe(false)

  await sessionKey.syncExpirations([TerminateDataSet])
  expect(sessionKey.expirations[TerminateDataSet]).toBe(expiry)
  // Else it could be taken back unheard.
  const updated = nextEvent(sessionKey, 'expirationsUpdated')
  await revokeSync(devnet.rootClient(), { permissions: [TerminateDataSet], sessionKeyAddress })
  await updated
  expect(sessionKey.hasPermission(TerminateDataSet)).toBe(false)
  requests.length = 0
  await sessionKey.syncExpirations()
  expect(isRead(AddPieces)).toBe(true)
  expect(isRead(TerminateDataSet)).toBe(false)
  sessionKey.unwatch()
})

test('behavior: a root and expirations are known in any case', async () => {
  const upper = <hex extends `0x${string}`>(hex: hex) => `0x${hex.slice(2).toUpperCase()}` as const
  const root = devnet.account().address
  const sessionKey = devnet.sessionKey({ expirations: { [upper(AddPieces)]: 5n }, root: upper(root) })
  expect(sessionKey.hasPermission(AddPieces)).toBe(false)
  expect(sessionKey.rootAddress).toBe(root)
  await loginSync(devnet.rootClient(), { sessionKeyAddress: upper(sessionKey.address) })
  await sessionKey.syncExpirations()
  expect(sessionKey.hasPermission(AddPieces)).toBe(true)
})

test('behavior: expirationsUpdated says what changed, and only then', async () => {
  const sessionKey = devnet.sessionKey()
  let updates = 0
  sessionKey.addEventListener('expirationsUpdated', () => updates++)
  await sessionKey.syncExpirations()
  await sessionKey.syncExpirations()
  expect(updates).toBe(1)
  await loginSync(devnet.rootClient(), { sessionKeyAddress: sessionKey.address })
  await sessionKey.syncExpirations()
  expect(updates).toBe(2)
})

test('behavior: listeners: function, object, once, removal, more than one', async () => {
  const sessionKey = devnet.sessionKey()
  const heard: unknown[] = []
  const listener = () => heard.push('function')
  const object = { handleEvent: (event: CustomEvent<Expirations>) => void heard.push(event.type) }
  sessionKey.addEventListener('expirationsUpdated', listener)
  sessionKey.addEventListener('expirationsUpdated', listener)
  sessionKey.on('expirationsUpdated', object)
  sessionKey.addEventListener('expirationsUpdated', () => heard.push('once'), { once: true })
  await sessionKey.syncExpirations()
  expect(heard).toEqual(['function', 'expirationsUpdated', 'once'])

  sessionKey.removeEventListener('expirationsUpdated', listener)
  sessionKey.off('expirationsUpdated', object)
  await loginSync(devnet.rootClient(), { sessionKeyAddress: sessionKey.address })
  await sessionKey.syncExpirations()
  expect(heard).toHaveLength(3)
})

test('behavior: watch hears of its own grants only', async () => {
  const sessionKey = devnet.sessionKey()
  const other = devnet.sessionKey()
  const unwatch = await sessionKey.watch()
  let updates = 0
  sessionKey.addEventListener('expirationsUpdated', () => updates++)

  // To another key of the same root, and to the same key by another root.
  await loginSync(devnet.rootClient(0), { sessionKeyAddress: other.address })
  await loginSync(devnet.rootClient(1), { sessionKeyAddress: sessionKey.address })
  const updated = nextEvent(sessionKey, 'expirationsUpdated')
  await loginSync(devnet.rootClient(0), {
    permissions: [AddPieces],
    sessionKeyAddress: sessionKey.address,
  })
  await updated
  expect(sessionKey.hasPermission(AddPieces)).toBe(true)
  expect(sessionKey.hasPermission(CreateDataSet)).toBe(false)
  expect(updates).toBe(1)
  unwatch()
})

test('behavior: watch, when the root is given in lower case', async () => {
  const root = devnet.account().address.toLowerCase() as `0x${string}`
  const sessionKey = devnet.sessionKey({ root })
  const unwatch = await sessionKey.watch()
  const updated = nextEvent(sessionKey, 'expirationsUpdated')
  await loginSync(devnet.rootClient(), { sessionKeyAddress: sessionKey.address })
  await updated
  expect(sessionKey.hasPermission(AddPieces)).toBe(true)
  unwatch()
})

test('behavior: watch applies all that happened in one block', async () => {
  const sessionKey = devnet.sessionKey()
  const unwatch = await sessionKey.watch()
  const rootClient = devnet.rootClient()
  const testClient = devnet.testClient()
  const sessionKeyAddress = sessionKey.address
  const nonce = await devnet.publicClient().getTransactionCount({ address: rootClient.account.address })

  await testClient.setAutomine(false)
  const updated = nextEvent(sessionKey, 'expirationsUpdated')
  const call = { chain: devnet.chain, gas: 200_000n }
  await rootClient.writeContract({
    ...login.prepare(rootClient, { permissions: [AddPieces, CreateDataSet], sessionKeyAddress }),
    ...call,
    nonce,
  })
  await rootClient.writeContract({
    ...login.prepare(rootClient, { permissions: [TerminateDataSet], sessionKeyAddress }),
    ...call,
    nonce: nonce + 1,
  })
  await rootClient.writeContract({
    ...revoke.prepare(rootClient, { permissions: [AddPieces], sessionKeyAddress }),
    ...call,
    nonce: nonce + 2,
  })
  await testClient.mine({ blocks: 1 })
  await testClient.setAutomine(true)
  await updated
  expect(sessionKey.hasPermission(AddPieces)).toBe(false)
  expect(sessionKey.hasPermission(CreateDataSet)).toBe(true)
  expect(sessionKey.hasPermission(TerminateDataSet)).toBe(true)
  unwatch()
})

test('behavior: watch twice is one, unwatch ends it, and it can begin again', async () => {
  const sessionKey = devnet.sessionKey()
  const heard: string[] = []
  for (const type of ['connected', 'disconnected', 'expirationsUpdated'] as const)
    sessionKey.addEventListener(type, () => heard.push(type))
  sessionKey.addEventListener('disconnected', (payload) => expect(payload).toBe(undefined))
  const [unwatch] = await Promise.all([sessionKey.watch(), sessionKey.watch()])
  await nextEvent(sessionKey, 'connected')
  unwatch()
  sessionKey.unwatch()
  expect(heard).toEqual(['expirationsUpdated', 'connected', 'disconnected'])

  await loginSync(devnet.rootClient(), { sessionKeyAddress: sessionKey.address })
  await sessionKey.watch()
  sessionKey.unwatch()
  // After every timer that was set before it.
  await new Promise((resolve) => setTimeout(resolve, 1))
  expect(heard.slice(3)).toEqual(['expirationsUpdated', 'connected', 'disconnected'])
})

test('error: a chain that does not answer is heard, also by who listens after watch, which goes on to look', async () => {
  const proxy = await createFaultProxy(devnet.rpcUrl)
  onTestFinished(() => proxy.stop())
  const sessionKey = devnet.sessionKey({ transport: http(proxy.url, { retryCount: 0 }) })
  await loginSync(devnet.rootClient(), { sessionKeyAddress: sessionKey.address })
  const heard: string[] = []
  for (const type of ['connected', 'disconnected', 'expirationsUpdated'] as const)
    sessionKey.addEventListener(type, () => heard.push(type))
  await proxy.restart(async () => {
    await sessionKey.watch()
    expect((await nextEvent(sessionKey, 'error')).name).toBe('HttpRequestError')
    expect((await nextEvent(sessionKey, 'error')).name).toBe('HttpRequestError')
    expect(() => sessionKey.hasPermission(AddPieces)).toThrow(SessionKeyNotSyncedError)
    expect((await errorOf(sessionKey.syncExpirations())).name).toBe('HttpRequestError')
    expect(heard).toEqual([])
  })
  await nextEvent(sessionKey, 'connected')
  expect(sessionKey.hasPermission(AddPieces)).toBe(true)
  sessionKey.unwatch()
  expect(heard).toEqual(['expirationsUpdated', 'connected', 'disconnected'])
})

test('behavior: each caller of watch has an end of its own, and unwatch ends all', async () => {
  const sessionKey = devnet.sessionKey()
  let ended = 0
  sessionKey.addEventListener('disconnected', () => ended++)
  // As React's StrictMode does: mount, unmount before that is done, and mount.
  const first = sessionKey.watch()
  const second = sessionKey.watch()
  const [endFirst, endSecond] = [await first, await second]
  endFirst()
  endFirst()
  const updated = nextEvent(sessionKey, 'expirationsUpdated')
  await loginSync(devnet.rootClient(), { sessionKeyAddress: sessionKey.address })
  await updated
  expect(sessionKey.hasPermission(AddPieces)).toBe(true)
  expect(ended).toBe(0)
  endSecond()
  expect(ended).toBe(1)
  const endThird = await sessionKey.watch()
  await sessionKey.watch()
  sessionKey.unwatch()
  expect(ended).toBe(2)
  const endFourth = await sessionKey.watch()
  // Of a watch that is over.
  endThird()
  expect(ended).toBe(2)
  endFourth()
  expect(ended).toBe(3)
})

test('behavior: a listener that throws, at once or later, harms nobody and is heard as error', async () => {
  const sessionKey = devnet.sessionKey()
  const heard: unknown[] = []
  sessionKey.addEventListener('error', () => {
    throw new Error('dropped')
  })
  sessionKey.addEventListener('error', async () => {
    throw new Error('dropped')
  })
  sessionKey.addEventListener('error', (error) => heard.push(error.message))
  sessionKey.addEventListener('expirationsUpdated', () => {
    throw new Error('at once')
  })
  sessionKey.addEventListener('expirationsUpdated', async () => {
    await null
    throw new Error('later')
  })
  sessionKey.addEventListener('expirationsUpdated', {
    handleEvent: () => {
      throw 'no error'
    },
  })
  sessionKey.addEventListener('expirationsUpdated', (expirations) => {
    expirations[AddPieces] = 1n
  })
  sessionKey.addEventListener('expirationsUpdated', (expirations) => heard.push(expirations[AddPieces]))
  await sessionKey.syncExpirations()
  await vi.waitFor(() => expect(heard).toHaveLength(5))
  expect(heard).toContain('at once')
  expect(heard).toContain('later')
  expect(heard).toContain('no error')
  expect(heard).toContainEqual(expect.stringContaining('read only'))
  expect(heard).toContain(0n)
})

test('error: numbers that are none, or of another type', () => {
  for (const pollingInterval of [0, -1, Number.NaN, Number.POSITIVE_INFINITY, '50' as unknown as number])
    expect(() => devnet.sessionKey({ pollingInterval })).toThrow(InvalidNumberError)
  const sessionKey = devnet.sessionKey({ expirations: { [AddPieces]: now() + 1000n } })
  for (const minValidity of [60 as unknown as bigint, -1n])
    expect(() => sessionKey.hasPermission(AddPieces, { minValidity })).toThrow(InvalidNumberError)
  for (const expiry of [1_900_000_000 as unknown as bigint, '1e9', '-1', -1n])
    expect(() => devnet.sessionKey({ expirations: { [AddPieces]: expiry } })).toThrow(InvalidNumberError)
})

test('behavior: what toJSON wrote is taken back', async () => {
  const sessionKey = devnet.sessionKey()
  const { event } = await loginSync(devnet.rootClient(), { sessionKeyAddress: sessionKey.address })
  await sessionKey.syncExpirations()
  const { expirations } = JSON.parse(JSON.stringify(sessionKey)) as {
    expirations: Record<Permission, string>
  }
  const again = devnet.sessionKey({ expirations })
  expect(again.expirations).toEqual(sessionKey.expirations)
  expect(again.expirations[AddPieces]).toBe(event.args.expiry)
})

test('behavior: an error while watching is heard, and watching goes on', async () => {
  let broken = false
  const { transport } = devnet.recorder()
  const flaky: typeof transport = (options) => {
    const inner = transport(options)
    return {
      ...inner,
      request: (body: never) => (broken ? Promise.reject(new Error('cut off')) : inner.request(body)),
    } as ReturnType<typeof transport>
  }
  const sessionKey = devnet.sessionKey({ transport: flaky })
  await sessionKey.watch()
  broken = true
  const error = await nextEvent(sessionKey, 'error')
  expect(error.message).toContain('cut off')
  await loginSync(devnet.rootClient(), { sessionKeyAddress: sessionKey.address })
  const updated = nextEvent(sessionKey, 'expirationsUpdated')
  broken = false
  await updated
  expect(sessionKey.hasPermission(AddPieces)).toBe(true)
  sessionKey.unwatch()
})

test('behavior: nothing that is printed has the private key', async () => {
  const privateKey = generatePrivateKey()
  const sessionKey = fromSecp256k1({
    chain: devnet.chain,
    privateKey,
    root: devnet.account().address,
  })
  await loginSync(devnet.rootClient(), { sessionKeyAddress: sessionKey.address })
  await sessionKey.syncExpirations()
  await revokeSync(devnet.rootClient(), { sessionKeyAddress: sessionKey.address })
  const printed = [
    JSON.stringify(sessionKey),
    JSON.stringify(sessionKey.account),
    String(sessionKey),
    inspect(sessionKey, { depth: Number.POSITIVE_INFINITY, getters: true, showHidden: true }),
  ].join('\n')
  expect(printed).not.toContain(privateKey.slice(2))
  expect(printed).not.toContain(BigInt(privateKey).toString())
  expect(JSON.parse(JSON.stringify(sessionKey))).toMatchObject({
    address: sessionKey.address,
    rootAddress: sessionKey.rootAddress,
  })
})

test('behavior: what a key is made from stays as it was', async () => {
  const expirations: Expirations = { [AddPieces]: 5n }
  const permissions: Permission[] = [AddPieces]
  const first = devnet.sessionKey({ expirations, permissions })
  const second = devnet.sessionKey({ expirations, permissions })
  await loginSync(devnet.rootClient(), { sessionKeyAddress: first.address })
  await first.syncExpirations()
  permissions.push(CreateDataSet)
  expect(first.expirations[AddPieces]).toBeGreaterThan(5n)
  expect(expirations).toEqual({ [AddPieces]: 5n })
  expect(second.expirations).toEqual({ [AddPieces]: 5n })
  expect(second.permissions).toEqual([AddPieces])
  expect(DefaultFwssPermissions).toHaveLength(4)
})
