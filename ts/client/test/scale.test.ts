import { type Hex, http, pad } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  DefaultFwssPermissions,
  fromSecp256k1,
  login,
  loginSync,
  Permission,
  revokeSync,
  type SessionKey,
  SyncAllError,
  syncAll,
} from '../src/index.ts'
import { createFaultProxy, type RpcRequest } from './faultProxy.ts'
import { errorOf, nextEvent, now, useDevnet } from './helpers.ts'

const devnet = useDevnet()

let proxy: Awaited<ReturnType<typeof createFaultProxy>>
let many: SessionKey[]

beforeAll(async () => {
  proxy = await createFaultProxy(devnet.rpcUrl)
  transport = http(proxy.url, { retryCount: 0 })
  many = Array.from({ length: 10_000 }, () => key())
}, 60_000)
afterAll(() => proxy.stop())

/** What they all have in common. */
let transport: ReturnType<typeof http>

const key = (pollingInterval = 200) =>
  fromSecp256k1({
    chain: devnet.chain,
    pollingInterval,
    privateKey: generatePrivateKey(),
    root: devnet.account().address,
    transport,
  })

const look = () =>
  proxy.arrivals('eth_getBlockByNumber', 1, ({ params }) => (params as string[])[0] === 'latest')

test('behavior: 10 000 keys are synced in at most 100 requests', async () => {
  const { event } = await loginSync(devnet.rootClient(), {
    sessionKeyAddress: (many[9_999] as SessionKey).address,
  })
  proxy.requests.length = 0
  const began = performance.now()
  await syncAll(many)
  expect(performance.now() - began).toBeLessThan(20_000)
  expect(proxy.requests.length).toBeLessThanOrEqual(100)
  expect(many.at(-1)?.expirations[Permission.AddPieces]).toBe(event.args.expiry)
  expect(many.every((one) => Object.keys(one.expirations).length === DefaultFwssPermissions.length)).toBe(
    true,
  )
  expect(many[0]?.hasPermission(Permission.AddPieces)).toBe(false)
}, 60_000)

test('behavior: a look costs the same for 1, 100 and 10 000 keys', async () => {
  const perLook: string[][] = []
  let watched = 0
  for (const count of [1, 100, 10_000]) {
    await Promise.all(many.slice(watched, count).map((one) => one.watch()))
    watched = count
    // A block that is searched from now on.
    await devnet.testClient().mine({ blocks: 1 })
    await look()
    await look()
    proxy.requests.length = 0
    await look()
    await look()
    perLook.push(proxy.requests.map(({ method }) => method))
  }
  const blocks = () => proxy.requests.filter(({ method }) => method === 'eth_getBlockByNumber')
  // One that continues the last costs nothing more.
  await devnet.testClient().mine({ blocks: 1 })
  await look()
  await look()
  expect(blocks().map(({ params }) => (params as string[])[0])).toEqual(blocks().map(() => 'latest'))
  expect(perLook[0]).toEqual(['eth_getLogs', 'eth_getBlockByNumber', 'eth_getLogs', 'eth_getBlockByNumber'])
  expect(perLook[1]).toEqual(perLook[0])
  expect(perLook[2]).toEqual(perLook[0])
}, 60_000)

test('behavior: a change of 400 of them is read in a few requests', async () => {
  const changed = many.slice(0, 400)
  const heard = Promise.all(changed.map((one) => nextEvent(one, 'expirationsUpdated')))
  const rootClient = devnet.rootClient()
  const first = await devnet.publicClient().getTransactionCount({ address: rootClient.account.address })
  await devnet.testClient().setAutomine(false)
  await Promise.all(
    changed.map(({ address }, i) =>
      rootClient.writeContract({
        ...login.prepare(rootClient, { expiry: now() + 5000n, sessionKeyAddress: address }),
        chain: devnet.chain,
        gas: 70_000n,
        nonce: first + i,
      }),
    ),
  )
  proxy.requests.length = 0
  await devnet.testClient().mine({ blocks: 1 })
  await devnet.testClient().setAutomine(true)
  await heard
  const calls = proxy.requests.filter(({ method }) => method === 'eth_call')
  expect(calls.length).toBeGreaterThanOrEqual(4)
  // One more when it is some sessions' turn to be read without an event.
  expect(calls.length).toBeLessThanOrEqual(5)
  for (const one of many) one.unwatch()
}, 60_000)

test('behavior: a search names the roots, up to a hundred', async () => {
  const topics = () => {
    const { params } = proxy.requests.filter(({ method }) => method === 'eth_getLogs').at(-1) as RpcRequest
    return (params as [{ topics: [string, string[]?] }])[0].topics
  }
  const keys = Array.from({ length: 101 }, () =>
    fromSecp256k1({
      chain: devnet.chain,
      pollingInterval: 20,
      privateKey: generatePrivateKey(),
      root: privateKeyToAccount(generatePrivateKey()).address,
      transport,
    }),
  )
  const roots = keys.map(({ rootAddress }) => pad(rootAddress).toLowerCase() as Hex)
  await Promise.all(keys.slice(0, 100).map((one) => one.watch()))
  await look()
  await look()
  expect(new Set(topics()[1])).toEqual(new Set(roots.slice(0, 100)))
  await keys[100]?.watch()
  await look()
  await look()
  expect(topics()).toHaveLength(1)
  for (const one of keys) one.unwatch()
})

test('behavior: what one of several requests could not read fails alone', async () => {
  const keys = Array.from({ length: 130 }, () => key())
  let failed = false
  proxy.setFault(({ method }) => {
    if (method !== 'eth_call' || failed) return undefined
    failed = true
    return { status: 500 }
  })
  const heard = keys.map((one) =>
    Promise.race([nextEvent(one, 'connected').then(() => true), nextEvent(one, 'error').then(() => false)]),
  )
  await Promise.all(keys.map((one) => one.watch()))
  const right = await Promise.all(heard)
  expect([5, 125]).toContain(right.filter(Boolean).length)
  // The others are read by the next look.
  for (const [i, one] of keys.entries()) if (!right[i]) await nextEvent(one, 'connected')
  for (const one of keys) expect(one.hasPermission(Permission.AddPieces)).toBe(false)
  for (const one of keys) one.unwatch()
})

test('behavior: keys whose watch ended are not read for ever', async () => {
  const one = key(20)
  const others = Array.from({ length: 250 }, () => key(20))
  await one.watch()
  proxy.setFault(({ method }) => (method === 'eth_call' ? { status: 500 } : undefined))
  for (const stop of await Promise.all(others.map((other) => other.watch()))) stop()
  await loginSync(devnet.rootClient(), { expiry: now() + 5000n, sessionKeyAddress: one.address })
  await nextEvent(one, 'error')
  const updated = nextEvent(one, 'expirationsUpdated')
  proxy.requests.length = 0
  proxy.setFault()
  await updated
  await look()
  expect(proxy.requests.filter(({ method }) => method === 'eth_call')).toHaveLength(1)
  one.unwatch()
})

test('behavior: from a mined revoke to expirationsUpdated it takes 300 ms at most, in the median, looking every 100 ms', async () => {
  const sessionKey = key(100)
  const sessionKeyAddress = sessionKey.address
  await sessionKey.watch()
  const times: number[] = []
  for (let i = 0; i < 11; i++) {
    const granted = nextEvent(sessionKey, 'expirationsUpdated')
    await loginSync(devnet.rootClient(), { expiry: now() + 5000n, sessionKeyAddress })
    await granted
    const revoked = nextEvent(sessionKey, 'expirationsUpdated').then(() => performance.now())
    await revokeSync(devnet.rootClient(), { sessionKeyAddress })
    const mined = performance.now()
    times.push(Math.max(0, (await revoked) - mined))
  }
  sessionKey.unwatch()
  const median = times.sort((a, b) => a - b)[5] as number
  expect(median).toBeLessThanOrEqual(300)
})

test('behavior: syncAll: what is watched and what is not, twice the same key, none', async () => {
  const [watched, other] = [key(20), key()]
  await watched.watch()
  for (const { address } of [watched, other])
    await loginSync(devnet.rootClient(), { expiry: now() + 5000n, sessionKeyAddress: address })
  await syncAll([watched, other, other])
  expect(watched.hasPermission(Permission.AddPieces)).toBe(true)
  expect(other.hasPermission(Permission.AddPieces)).toBe(true)
  watched.unwatch()
  proxy.requests.length = 0
  await syncAll([])
  expect(proxy.requests).toEqual([])
})

test('error: syncAll says which failed and why, after all others were synced', async () => {
  const [good, other] = [key(), key()]
  const bad = Array.from({ length: 2 }, () =>
    fromSecp256k1({
      chain: devnet.chain,
      privateKey: generatePrivateKey(),
      root: devnet.account().address,
      transport: http('http://127.0.0.1:1', { retryCount: 0 }),
    }),
  )
  const error = (await errorOf(syncAll([good, ...bad, other]))) as SyncAllError
  expect(error).toBeInstanceOf(SyncAllError)
  expect(error.message).toContain('127.0.0.1:1')
  expect(error.message).toContain('2 of 4')
  expect(error.failures.map(({ sessionKeyAddress }) => sessionKeyAddress).sort()).toEqual(
    bad.map(({ address }) => address).sort(),
  )
  for (const one of [good, other]) expect(one.hasPermission(Permission.AddPieces)).toBe(false)
})
