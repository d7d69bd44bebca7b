import { createPublicClient, createWalletClient, http, type Transport, webSocket } from 'viem'
import { afterAll, afterEach, beforeAll, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import {
  DefaultFwssPermissions,
  loginSync,
  Permission,
  revoke,
  revokeAllSync,
  revokeSync,
  type SessionKey,
} from '../src/index.ts'
import { createFaultProxy, type RpcRequest } from './faultProxy.ts'
import { nextEvent, now, useDevnet } from './helpers.ts'

const devnet = useDevnet()
/** A node that has only the beginning of the chain in common. */
const fork = useDevnet()
const { AddPieces, CreateDataSet } = Permission

let proxy: Awaited<ReturnType<typeof createFaultProxy>>

beforeAll(async () => {
  proxy = await createFaultProxy(devnet.rpcUrl)
})
beforeEach(() => {
  proxy.setFault()
  proxy.setRewrite()
  proxy.setRoute()
})
afterEach(() => vi.restoreAllMocks())
afterAll(() => proxy.stop())

/** A proxy for one test, with which no other shares a watcher. */
async function ownProxy() {
  const own = await createFaultProxy(devnet.rpcUrl)
  onTestFinished(() => own.stop())
  return own
}

/** A session key behind the proxy; every fault reaches it. */
function keyBehindProxy(options: Parameters<typeof devnet.sessionKey>[0] = {}) {
  const transport: Transport = http(proxy.url, { retryCount: 0 })
  return devnet.sessionKey({ transport, ...options })
}

const isLatest = ({ method, params }: RpcRequest) =>
  method === 'eth_getBlockByNumber' && (params as string[])[0] === 'latest'

/** Once it looked at the chain again, from beginning to end. */
const nextLook = () => proxy.arrivals('eth_getBlockByNumber', 2, isLatest)

/** Time for what was answered to arrive, and for what would be asked next. */
async function someTime() {
  const until = performance.now() + 100
  while (performance.now() < until) await devnet.publicClient().getBlockNumber({ cacheTime: 0 })
}

const max = (a: bigint, b: bigint) => [a, b].sort((x, y) => (x < y ? 1 : -1))[0] as bigint

/** By the chain's clock, which some tests put forward. */
async function grant(sessionKey: SessionKey, seconds = 1000n, permissions: Permission[] = [AddPieces]) {
  const { timestamp } = await devnet.publicClient().getBlock()
  const expiry = max(timestamp, now()) + seconds
  return loginSync(devnet.rootClient(), { expiry, permissions, sessionKeyAddress: sessionKey.address })
}

const take = (sessionKey: SessionKey) =>
  revokeSync(devnet.rootClient(), { sessionKeyAddress: sessionKey.address })

/** What happens while a method is asked for the first time from now on: the answer comes after it. */
function during(method: string, action: () => Promise<unknown>) {
  let done: Promise<unknown> | undefined
  proxy.setFault((request) => {
    if (request.method !== method || done) return undefined
    done = action()
    return done
  })
}

test('behavior: expired is heard in the second after the last, and the permissions that ended', async () => {
  const sessionKey = keyBehindProxy()
  await grant(sessionKey, 1000n, [CreateDataSet])
  const { event } = await grant(sessionKey, 2n)
  await sessionKey.watch()
  const expired = await nextEvent(sessionKey, 'expired')
  expect(expired).toEqual([AddPieces])
  await devnet.testClient().mine({ blocks: 1 })
  expect((await devnet.publicClient().getBlock()).timestamp).toBe(event.args.expiry + 1n)
  expect(sessionKey.hasPermission(AddPieces)).toBe(false)
  expect(sessionKey.hasPermission(CreateDataSet)).toBe(true)
  sessionKey.unwatch()
})

test('behavior: what happens between the first sync and the first search is not lost', async () => {
  const sessionKey = keyBehindProxy()
  await grant(sessionKey)
  // The state is read as of the first block; then, before the answer is back, it changes.
  let revoked: Promise<unknown> | undefined
  proxy.setRewrite((request, response) => {
    if (request.method !== 'eth_call' || revoked) return response
    revoked = take(sessionKey)
    return revoked.then(() => response)
  })
  await sessionKey.watch()
  if (sessionKey.hasPermission(AddPieces)) await nextEvent(sessionKey, 'expirationsUpdated')
  expect(sessionKey.hasPermission(AddPieces)).toBe(false)
  sessionKey.unwatch()
})

test('behavior: what happens before the state is read is not lost', async () => {
  const sessionKey = keyBehindProxy()
  await grant(sessionKey)
  during('eth_call', () => take(sessionKey))
  await sessionKey.watch()
  if (sessionKey.hasPermission(AddPieces)) await nextEvent(sessionKey, 'expirationsUpdated')
  expect(sessionKey.hasPermission(AddPieces)).toBe(false)
  sessionKey.unwatch()
})

test('behavior: a grant to another key of the root is not even read', async () => {
  const sessionKey = keyBehindProxy()
  await sessionKey.watch()
  const before = proxy.requests.filter(({ method }) => method === 'eth_call').length
  await grant(devnet.sessionKey())
  await nextLook()
  expect(sessionKey.hasPermission(AddPieces)).toBe(false)
  expect(proxy.requests.filter(({ method }) => method === 'eth_call')).toHaveLength(before)
  sessionKey.unwatch()
})

test('behavior: a node that lags behind, and leaves an event out, is asked again', async () => {
  const sessionKey = keyBehindProxy()
  await sessionKey.watch()
  let left = 2
  proxy.setRewrite((request, response) => {
    const found = Array.isArray(response.result) && response.result.length > 0
    if (request.method !== 'eth_getLogs' || !found || left-- <= 0) return response
    return { ...response, result: [] }
  })
  const updated = nextEvent(sessionKey, 'expirationsUpdated')
  await grant(sessionKey)
  await updated
  expect(sessionKey.hasPermission(AddPieces)).toBe(true)
  sessionKey.unwatch()
})

test('behavior: a node that lags behind does not take the cache back', async () => {
  const sessionKey = keyBehindProxy()
  await grant(sessionKey)
  const old = await devnet
    .publicClient()
    .request({ method: 'eth_getBlockByNumber', params: ['latest', false] })
  await take(sessionKey)
  await sessionKey.watch()
  let updates = 0
  sessionKey.addEventListener('expirationsUpdated', () => updates++)
  let lagging = 2
  proxy.setRewrite((request, response) =>
    request.method === 'eth_getBlockByNumber' && lagging-- > 0 ? { ...response, result: old } : response,
  )
  await nextLook()
  await nextLook()
  expect(lagging).toBeLessThanOrEqual(0)
  expect(updates).toBe(0)
  expect(sessionKey.hasPermission(AddPieces)).toBe(false)
  sessionKey.unwatch()
})

test('behavior: after an unwatch while a node lags behind, watching begins again at once', async () => {
  const sessionKey = keyBehindProxy()
  const old = await devnet
    .publicClient()
    .request({ method: 'eth_getBlockByNumber', params: ['latest', false] })
  await devnet.testClient().mine({ blocks: 1 })
  await sessionKey.watch()
  let lagging = 2
  const over = new Promise<void>((resolve) => {
    proxy.setRewrite((request, response) => {
      if (request.method !== 'eth_getBlockByNumber' || lagging-- <= 0) return response
      if (lagging === 0) {
        sessionKey.unwatch()
        resolve()
      }
      return { ...response, result: old }
    })
  })
  await over
  await someTime()
  await sessionKey.watch()
  sessionKey.unwatch()
})

test('behavior: events in any order are read alike', async () => {
  const sessionKey = keyBehindProxy()
  await sessionKey.watch()
  proxy.setRewrite((request, response) =>
    request.method === 'eth_getLogs' && Array.isArray(response.result)
      ? { ...response, result: response.result.reverse() }
      : response,
  )
  for (const [change, holds] of [
    [grant, true],
    [take, false],
  ] as const) {
    const updated = nextEvent(sessionKey, 'expirationsUpdated')
    await change(sessionKey)
    await updated
    expect(sessionKey.hasPermission(AddPieces)).toBe(holds)
  }
  sessionKey.unwatch()
})

test('behavior: the same event twice, from two nodes, is read once', async () => {
  const sessionKey = keyBehindProxy()
  await sessionKey.watch()
  proxy.setRewrite((request, response) =>
    request.method === 'eth_getLogs' && Array.isArray(response.result)
      ? { ...response, result: [...response.result, ...response.result] }
      : response,
  )
  const updated = nextEvent(sessionKey, 'expirationsUpdated')
  await grant(sessionKey)
  await updated
  const calls = () => proxy.requests.filter(({ method }) => method === 'eth_call').length
  const before = calls()
  await nextLook()
  expect(calls()).toBe(before)
  sessionKey.unwatch()
})

for (const [name, blocks, grants] of [
  ['a shorter chain', 1, 0],
  ['a chain of the same length', 2, 2],
  ['a longer chain', 1, 4],
] as const)
  test(`behavior: a reorg to ${name} without a new event`, async () => {
    const sessionKey = keyBehindProxy()
    const testClient = devnet.testClient()
    await grant(sessionKey, 5000n)
    await sessionKey.watch()
    const id = await testClient.snapshot()
    const revoked = nextEvent(sessionKey, 'expirationsUpdated')
    await take(sessionKey)
    await testClient.mine({ blocks: blocks - 1 || 1 })
    await revoked
    expect(sessionKey.hasPermission(AddPieces)).toBe(false)
    await nextLook()

    const updated = nextEvent(sessionKey, 'expirationsUpdated')
    await testClient.revert({ id })
    // Other blocks than before, as another timestamp makes another hash.
    const { timestamp } = await devnet.publicClient().getBlock()
    if (grants > 0) {
      await testClient.setNextBlockTimestamp({ timestamp: timestamp + 7n })
      await testClient.mine({ blocks: grants })
    }
    await updated
    expect(sessionKey.hasPermission(AddPieces)).toBe(true)
    sessionKey.unwatch()
  })

/** Lets the fork be longer than the chain by so many blocks. */
async function lengthenFork(by: number) {
  const [here, there] = await Promise.all([
    devnet.publicClient().getBlockNumber({ cacheTime: 0 }),
    fork.publicClient().getBlockNumber({ cacheTime: 0 }),
  ])
  const missing = Number(here - there) + by
  if (missing > 0) await fork.testClient().mine({ blocks: missing })
  if (missing < 0) await devnet.testClient().mine({ blocks: -missing })
}

test('behavior: a node on another fork does not answer for the chain', async () => {
  const sessionKey = keyBehindProxy()
  await sessionKey.watch()
  // So that it has a block of each number that it could be asked for.
  await lengthenFork(5)
  const heard: unknown[] = []
  sessionKey.addEventListener('expirationsUpdated', (expirations) => heard.push(expirations[AddPieces]))
  const refused = nextEvent(sessionKey, 'error')
  proxy.setRoute(({ method }) => (method === 'eth_call' ? fork.rpcUrl : devnet.rpcUrl))
  const { event } = await grant(sessionKey)
  await refused
  expect(heard).toEqual([])
  const updated = nextEvent(sessionKey, 'expirationsUpdated')
  proxy.setRoute()
  await updated
  expect(heard).toEqual([event.args.expiry])
  sessionKey.unwatch()
})

test('behavior: a reorg there and back again', async () => {
  const sessionKey = keyBehindProxy()
  const { event } = await grant(sessionKey)
  await sessionKey.watch()
  await lengthenFork(0)
  for (const [url, expiry] of [
    [fork.rpcUrl, 0n],
    [devnet.rpcUrl, event.args.expiry],
  ] as const) {
    const updated = nextEvent(sessionKey, 'expirationsUpdated')
    proxy.setRoute(() => url)
    expect((await updated)[AddPieces]).toBe(expiry)
    expect(sessionKey.expirations[AddPieces]).toBe(expiry)
  }
  sessionKey.unwatch()
})

test('behavior: a shorter chain is no error', async () => {
  const sessionKey = keyBehindProxy()
  await grant(sessionKey)
  await lengthenFork(-1)
  await sessionKey.watch()
  await nextEvent(sessionKey, 'connected')
  const errors: Error[] = []
  sessionKey.addEventListener('error', (error) => errors.push(error))
  const updated = nextEvent(sessionKey, 'expirationsUpdated')
  // From the beginning of a look on, so that none is about both chains.
  let url = devnet.rpcUrl
  proxy.setRoute((request) => {
    if (isLatest(request)) url = fork.rpcUrl
    return url
  })
  expect((await updated)[AddPieces]).toBe(0n)
  sessionKey.unwatch()
  expect(errors).toEqual([])
})

test('behavior: after a reorg, what an earlier sync read from the abandoned chain does not stay', async () => {
  const sessionKey = keyBehindProxy()
  const testClient = devnet.testClient()
  await grant(sessionKey, 5000n)
  await sessionKey.watch()
  await nextLook()
  // While the watcher cannot look, the chain goes on, a sync sees it, and the chain is taken back.
  proxy.setFault(({ method }) => (method === 'eth_getBlockByNumber' ? { status: 503 } : undefined))
  const id = await testClient.snapshot()
  await take(sessionKey)
  await sessionKey.syncExpirations().catch(() => {})
  await testClient.revert({ id })
  proxy.setFault()
  await sessionKey.syncExpirations()
  expect(sessionKey.hasPermission(AddPieces)).toBe(true)
  sessionKey.unwatch()
})

test('behavior: HTTP errors, 429, JSON-RPC errors and cut connections are heard, and it goes on', async () => {
  const sessionKey = keyBehindProxy()
  await sessionKey.watch()
  for (const fault of [
    { status: 500 },
    { status: 429 },
    { error: { code: -32005, message: 'limit exceeded' } },
    'drop',
  ] as const) {
    for (const method of ['eth_getBlockByNumber', 'eth_call']) {
      const failed = nextEvent(sessionKey, 'error')
      const updated = nextEvent(sessionKey, 'expirationsUpdated')
      proxy.setFault((request) => (request.method === method ? fault : undefined))
      await grant(sessionKey, BigInt(1000 + proxy.requests.length))
      expect(await failed).toBeInstanceOf(Error)
      proxy.setFault()
      await updated
    }
  }
  sessionKey.unwatch()
})

test('behavior: errors make it look less often, and success makes it look as before', async () => {
  const sessionKey = keyBehindProxy({ pollingInterval: 10 })
  await sessionKey.watch()
  const times: number[] = []
  sessionKey.addEventListener('error', () => times.push(performance.now()))
  proxy.setFault(() => ({ status: 500 }))
  await new Promise<void>((resolve) => {
    sessionKey.addEventListener('error', () => times.length === 6 && resolve())
  })
  const pauses = times.slice(1).map((time, i) => time - (times[i] as number))
  for (const [i, pause] of pauses.entries())
    expect(pause).toBeGreaterThanOrEqual(10 * Math.min(2 ** (i + 1), 8) - 2)
  proxy.setFault()
  const updated = nextEvent(sessionKey, 'expirationsUpdated')
  await grant(sessionKey)
  await updated
  sessionKey.unwatch()
})

test('behavior: each error after a success is the first again', async () => {
  const pollingInterval = 50
  const sessionKey = keyBehindProxy({ pollingInterval })
  await sessionKey.watch()
  const pauses: number[] = []
  for (let i = 0; i < 6; i++) {
    let failing = true
    proxy.setFault((request) => {
      if (!isLatest(request) || !failing) return undefined
      failing = false
      return { status: 500 }
    })
    await nextEvent(sessionKey, 'error')
    const failed = performance.now()
    await proxy.arrivals('eth_getBlockByNumber', 1, isLatest)
    pauses.push(performance.now() - failed)
    await nextLook()
  }
  // Twice the interval after one error, and eight times after many. A busy machine makes some longer, not the shortest.
  expect(Math.min(...pauses.slice(3))).toBeLessThan(pollingInterval * 6)
  sessionKey.unwatch()
})

test('behavior: an error where it left off does not make it read everything', async () => {
  const sessionKey = keyBehindProxy()
  await sessionKey.watch()
  await nextLook()
  const failed = nextEvent(sessionKey, 'error')
  let failing = true
  proxy.setFault((request) => {
    if (request.method !== 'eth_getBlockByNumber' || isLatest(request) || !failing) return undefined
    failing = false
    return { status: 500 }
  })
  const first = proxy.requests.length
  await devnet.testClient().mine({ blocks: 3 })
  await failed
  await nextLook()
  expect(proxy.requests.slice(first).map(({ method }) => method)).not.toContain('eth_call')
  sessionKey.unwatch()
})

test('behavior: the proxy goes away and comes back', async () => {
  const sessionKey = keyBehindProxy()
  await sessionKey.watch()
  const updated = nextEvent(sessionKey, 'expirationsUpdated')
  await proxy.restart(async () => {
    await nextEvent(sessionKey, 'error')
    await grant(sessionKey)
  })
  await updated
  expect(sessionKey.hasPermission(AddPieces)).toBe(true)
  sessionKey.unwatch()
})

test('behavior: after unwatch during a request, nothing is heard', async () => {
  const sessionKey = keyBehindProxy()
  await sessionKey.watch()
  await nextEvent(sessionKey, 'connected')
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  const asked = proxy.arrivals('eth_call')
  proxy.setFault(({ method }) => (method === 'eth_call' ? held : undefined))
  await grant(sessionKey)
  await asked
  const heard: string[] = []
  for (const type of ['expirationsUpdated', 'error', 'connected', 'expired'] as const)
    sessionKey.addEventListener(type, () => heard.push(type))
  sessionKey.unwatch()
  release()
  proxy.setFault()
  await someTime()
  expect(heard).toEqual([])
  await sessionKey.syncExpirations()
  expect(heard).toEqual(['expirationsUpdated'])
  const before = proxy.requests.length
  await someTime()
  expect(proxy.requests).toHaveLength(before)
})

test('behavior: unwatch while the first state is read', async () => {
  const sessionKey = keyBehindProxy()
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  const asked = proxy.arrivals('eth_call')
  proxy.setFault(({ method }) => (method === 'eth_call' ? held : undefined))
  const heard: string[] = []
  for (const type of ['connected', 'disconnected', 'error'] as const)
    sessionKey.addEventListener(type, () => heard.push(type))
  const watching = sessionKey.watch()
  await asked
  sessionKey.unwatch()
  release()
  await watching
  await someTime()
  expect(heard).toEqual([])
})

test('behavior: unwatch before watch is done', async () => {
  const sessionKey = keyBehindProxy()
  const heard: string[] = []
  for (const type of ['connected', 'disconnected'] as const)
    sessionKey.addEventListener(type, () => heard.push(type))
  const watching = sessionKey.watch()
  sessionKey.unwatch()
  await watching
  const before = proxy.requests.length
  await someTime()
  expect(proxy.requests).toHaveLength(before)
  await sessionKey.watch()
  await nextEvent(sessionKey, 'connected')
  sessionKey.unwatch()
  expect(heard).toEqual(['connected', 'disconnected'])
})

test('behavior: a sync while it begins to watch, or ends, is done when it says so', async () => {
  for (const action of ['watch', 'unwatch'] as const) {
    const sessionKey = keyBehindProxy()
    if (action === 'unwatch') await sessionKey.watch()
    await grant(sessionKey)
    const synced = sessionKey.syncExpirations()
    const acted = sessionKey[action]()
    await synced
    expect(sessionKey.hasPermission(AddPieces)).toBe(true)
    await acted
    sessionKey.unwatch()
  }
  const sessionKey = keyBehindProxy()
  await grant(sessionKey)
  const watching = sessionKey.watch()
  await sessionKey.syncExpirations()
  expect(sessionKey.hasPermission(AddPieces)).toBe(true)
  await watching
  sessionKey.unwatch()
})

test('behavior: an answer that is late does not undo a newer one', async () => {
  const sessionKey = keyBehindProxy()
  await grant(sessionKey)
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  let old: unknown
  // The node read the state, and its answer is on the way.
  const read = new Promise<void>((resolve) => {
    proxy.setRewrite((request, response) => {
      if (request.method !== 'eth_call') return response
      proxy.setRewrite()
      old = response.result
      resolve()
      return held.then(() => response)
    })
  })
  const slow = sessionKey.syncExpirations()
  await read
  await devnet.testClient().increaseTime({ seconds: 5 })
  await take(sessionKey)
  await sessionKey.syncExpirations()
  expect(sessionKey.hasPermission(AddPieces)).toBe(false)
  // Asked for again, and answered by a node that lags behind.
  let lagging = 1
  proxy.setRewrite((request, response) =>
    request.method === 'eth_call' && lagging-- > 0 ? { ...response, result: old } : response,
  )
  release()
  await slow
  expect(lagging).toBeLessThan(1)
  expect(sessionKey.hasPermission(AddPieces)).toBe(false)
})

test('behavior: an answer older than the last is asked for again, and then believed', async () => {
  const sessionKey = keyBehindProxy()
  let old: unknown
  let lagging = 0
  proxy.setRewrite((request, response) => {
    if (request.method !== 'eth_call') return response
    old ??= response.result
    return lagging-- > 0 ? { ...response, result: old } : response
  })
  await sessionKey.syncExpirations()
  await devnet.testClient().mine({ blocks: 1, interval: 10 })
  await grant(sessionKey)
  await sessionKey.syncExpirations()
  for (const [times, holds] of [
    [1, true],
    [2, false],
  ] as const) {
    lagging = times
    await sessionKey.syncExpirations()
    expect(sessionKey.hasPermission(AddPieces)).toBe(holds)
  }
})

test('behavior: the client says revoked when the chain does, and not before', async () => {
  const sessionKey = keyBehindProxy()
  await grant(sessionKey)
  await sessionKey.watch()
  const testClient = devnet.testClient()
  await testClient.setAutomine(false)
  await revoke(devnet.rootClient(), { sessionKeyAddress: sessionKey.address })
  await sessionKey.syncExpirations()
  await nextLook()
  expect(sessionKey.hasPermission(AddPieces)).toBe(true)
  const updated = nextEvent(sessionKey, 'expirationsUpdated')
  await testClient.mine({ blocks: 1 })
  await testClient.setAutomine(true)
  await updated
  expect(sessionKey.hasPermission(AddPieces)).toBe(false)
  sessionKey.unwatch()
})

test('behavior: a WebSocket hears at once, also that it was cut, and is left as it was found', async () => {
  const own = await ownProxy()
  const pollingInterval = 2000
  const sessionKey = keyBehindProxy({
    // Five times that, with a subscription: only the subscription can be the one that tells.
    pollingInterval,
    transport: webSocket(own.wsUrl, { reconnect: false, retryCount: 0 }),
  })
  const subscribed = own.arrivals('eth_subscribe')
  await sessionKey.watch()
  await subscribed
  // The look that follows the subscription.
  await own.arrivals('eth_getBlockByNumber')
  const updated = nextEvent(sessionKey, 'expirationsUpdated')
  await grant(sessionKey)
  await updated
  expect(sessionKey.hasPermission(AddPieces)).toBe(true)
  const resubscribed = own.arrivals('eth_subscribe')
  const cut = performance.now()
  own.cut()
  await resubscribed
  expect(performance.now() - cut).toBeLessThan(pollingInterval * 3)
  const ended = own.arrivals('eth_unsubscribe')
  // The look that follows the subscription.
  await own.arrivals('eth_getBlockByNumber', 1, isLatest)
  sessionKey.unwatch()
  await ended
})

test('behavior: with a subscription it looks five times less often', async () => {
  const own = await ownProxy()
  const pollingInterval = 40
  const sessionKey = keyBehindProxy({
    pollingInterval,
    transport: webSocket(own.wsUrl, { reconnect: false, retryCount: 0 }),
  })
  const subscribed = own.arrivals('eth_subscribe')
  await sessionKey.watch()
  await subscribed
  // The look that follows the subscription.
  await own.arrivals('eth_getBlockByNumber', 1, isLatest)
  const times: number[] = []
  for (let i = 0; i < 4; i++) {
    await own.arrivals('eth_getBlockByNumber', 1, isLatest)
    times.push(performance.now())
  }
  const gaps = times.slice(1).map((time, i) => time - (times[i] as number))
  expect(Math.max(...gaps)).toBeGreaterThan(pollingInterval * 4)
  sessionKey.unwatch()
})

for (const reconnect of [true, false])
  test(`behavior: a WebSocket that is cut comes back, viem's reconnect ${reconnect}`, async () => {
    const own = await ownProxy()
    const sessionKey = keyBehindProxy({
      transport: webSocket(own.wsUrl, { keepAlive: reconnect, reconnect, retryCount: 0 }),
    })
    const subscribed = own.arrivals('eth_subscribe')
    await sessionKey.watch()
    await subscribed
    const resubscribed = own.arrivals('eth_subscribe')
    const failed = nextEvent(sessionKey, 'error')
    const updated = nextEvent(sessionKey, 'expirationsUpdated')
    await own.restart(async () => {
      await failed
      await grant(sessionKey)
    })
    await updated
    expect(sessionKey.hasPermission(AddPieces)).toBe(true)
    await resubscribed
    const revoked = nextEvent(sessionKey, 'expirationsUpdated')
    await revokeAllSync(devnet.rootClient(), { sessionKeyAddresses: [sessionKey.address] })
    await revoked
    expect(sessionKey.hasPermission(AddPieces)).toBe(false)
    sessionKey.unwatch()
  })

test('behavior: a node without subscriptions is asked for one at each look, and no oftener', async () => {
  const own = await ownProxy()
  const pollingInterval = 200
  const sessionKey = keyBehindProxy({
    pollingInterval,
    transport: webSocket(own.wsUrl, { reconnect: false, retryCount: 0 }),
  })
  own.setFault(({ method }) =>
    method === 'eth_subscribe' ? { error: { code: -32601, message: 'method not found' } } : undefined,
  )
  const asked = own.arrivals('eth_subscribe')
  const askedAgain = own.arrivals('eth_subscribe', 2).then(() => performance.now())
  await sessionKey.watch()
  await asked
  const first = performance.now()
  expect((await askedAgain) - first).toBeGreaterThan(pollingInterval / 2)
  const updated = nextEvent(sessionKey, 'expirationsUpdated')
  await grant(sessionKey)
  await updated
  sessionKey.unwatch()
})

test('behavior: a node that cuts who subscribes is not asked oftener for it', async () => {
  const pollingInterval = 200
  const own = await ownProxy()
  const sessionKey = keyBehindProxy({
    pollingInterval,
    transport: webSocket(own.wsUrl, { reconnect: false, retryCount: 0 }),
  })
  const times: number[] = []
  const often = new Promise<void>((resolve) => {
    own.setFault(({ method }) => {
      if (method !== 'eth_subscribe') return undefined
      times.push(performance.now())
      if (times.length === 4) resolve()
      setTimeout(own.cut, 20)
      return undefined
    })
  })
  await sessionKey.watch()
  await often
  for (const [i, time] of times.slice(1).entries())
    expect(time - (times[i] as number)).toBeGreaterThan(pollingInterval / 2)
  sessionKey.unwatch()
})

test('behavior: a WebSocket through which nothing comes any more is opened anew', async () => {
  const own = await ownProxy()
  const sessionKey = keyBehindProxy({
    transport: webSocket(own.wsUrl, { keepAlive: false, retryCount: 0, timeout: 20 }),
  })
  const subscribed = own.arrivals('eth_subscribe')
  await sessionKey.watch()
  await subscribed
  const before = own.connections
  own.setFault(() => new Promise(() => {}))
  while (own.connections === before) await nextEvent(sessionKey, 'error')
  own.setFault()
  const updated = nextEvent(sessionKey, 'expirationsUpdated')
  await grant(sessionKey)
  await updated
  sessionKey.unwatch()
})

test('behavior: others that are subscribed through the same WebSocket stay so when it is cut', async () => {
  const own = await ownProxy()
  const transport = webSocket(own.wsUrl, { keepAlive: false, reconnect: { delay: 100 }, retryCount: 0 })
  const sessionKey = keyBehindProxy({ transport })
  let onBlock = () => {}
  const nextBlock = () =>
    new Promise<void>((resolve) => {
      onBlock = resolve
    })
  const subscribed = own.arrivals('eth_subscribe', 2)
  const stop = createPublicClient({ chain: devnet.chain, transport }).watchBlockNumber({
    onBlockNumber: () => onBlock(),
    onError: () => {},
  })
  await sessionKey.watch()
  await subscribed
  const first = nextBlock()
  await grant(sessionKey)
  await first
  const failed = nextEvent(sessionKey, 'error')
  const resubscribed = own.arrivals('eth_subscribe', 2)
  own.cut()
  await failed
  await resubscribed
  const heard = nextBlock()
  const updated = nextEvent(sessionKey, 'expirationsUpdated')
  await take(sessionKey)
  await Promise.all([heard, updated])
  stop()
  sessionKey.unwatch()
})

test('behavior: a WebSocket that viem gave up is opened again, whoever is subscribed', async () => {
  const own = await ownProxy()
  // viem tells when it could not, and does not try again, whatever attempts it has left.
  const told = vi.spyOn(console, 'error').mockImplementation(() => {})
  const reconnect = { attempts: 5, delay: 10 }
  const transport = webSocket(own.wsUrl, { keepAlive: false, reconnect, retryCount: 0 })
  const sessionKey = keyBehindProxy({ transport })
  const subscribed = own.arrivals('eth_subscribe', 2)
  const stop = createPublicClient({ chain: devnet.chain, transport }).watchBlockNumber({
    onBlockNumber: () => {},
    onError: () => {},
  })
  await sessionKey.watch()
  await subscribed
  const updated = nextEvent(sessionKey, 'expirationsUpdated')
  await own.restart(async () => {
    await nextEvent(sessionKey, 'error')
    await vi.waitFor(() => expect(told).toHaveBeenCalled())
    await grant(sessionKey)
  })
  await updated
  stop()
  sessionKey.unwatch()
})

test('behavior: keys of several roots, one of them twice, share one poller', async () => {
  const privateKey = `0x${'21'.repeat(32)}` as const
  const keys = [
    keyBehindProxy({ privateKey }),
    keyBehindProxy({ privateKey }),
    keyBehindProxy({ rootIndex: 1 }),
    keyBehindProxy({ rootIndex: 2, permissions: [AddPieces] }),
  ]
  await Promise.all(keys.map((key) => key.watch()))
  const updated = Promise.all(keys.map((key) => nextEvent(key, 'expirationsUpdated')))
  const before = proxy.requests.length
  const calls = keys.slice(1).map((key, i) =>
    loginSync(
      createWalletClient({
        account: devnet.account(i),
        chain: devnet.chain,
        transport: http(devnet.rpcUrl),
      }),
      { sessionKeyAddress: key.address },
    ),
  )
  await Promise.all([...calls, updated])
  for (const key of keys) expect(key.hasPermission(AddPieces)).toBe(true)
  const looks = proxy.requests.slice(before).filter(({ method }) => method === 'eth_getLogs').length
  const reads = proxy.requests.slice(before).filter(({ method }) => method === 'eth_call').length
  expect(reads).toBeLessThanOrEqual(looks)
  expect(DefaultFwssPermissions).toHaveLength(4)
  for (const key of keys) key.unwatch()
})

test('behavior: it needs no filter that a load balancer could lose', async () => {
  proxy.setFault(({ method }) =>
    method.includes('ilter') ? { error: { code: -32000, message: 'filter not found' } } : undefined,
  )
  const sessionKey = keyBehindProxy()
  const first = proxy.requests.length
  await sessionKey.watch()
  const updated = nextEvent(sessionKey, 'expirationsUpdated')
  await grant(sessionKey)
  await updated
  await devnet.testClient().mine({ blocks: 300 })
  await nextLook()
  const updatedAgain = nextEvent(sessionKey, 'expirationsUpdated')
  await take(sessionKey)
  await updatedAgain
  sessionKey.unwatch()
  const used = proxy.requests.slice(first)
  expect([...new Set(used.map(({ method }) => method))].sort()).toEqual([
    'eth_call',
    'eth_getBlockByNumber',
    'eth_getLogs',
  ])
})

test('behavior: expired is heard on a chain that went back in time', async () => {
  const sessionKey = keyBehindProxy()
  const testClient = devnet.testClient()
  const id = await testClient.snapshot()
  const { timestamp } = await devnet.publicClient().getBlock()
  await testClient.setNextBlockTimestamp({ timestamp: timestamp + 7200n })
  await testClient.mine({ blocks: 1 })
  await sessionKey.watch()
  await testClient.revert({ id })
  const granted = nextEvent(sessionKey, 'expirationsUpdated')
  await grant(sessionKey, 2n)
  await granted
  expect(await nextEvent(sessionKey, 'expired')).toEqual([AddPieces])
  sessionKey.unwatch()
})

test('behavior: expired goes by the chain: it is heard when the chain jumps, once for each grant', async () => {
  const sessionKey = keyBehindProxy()
  const testClient = devnet.testClient()
  const id = await testClient.snapshot()
  const jump = async (seconds: bigint) => {
    const { timestamp } = await devnet.publicClient().getBlock()
    await testClient.setNextBlockTimestamp({ timestamp: timestamp + seconds })
    await testClient.mine({ blocks: 1 })
  }
  await grant(sessionKey, 100n, [CreateDataSet])
  await jump(1000n)
  const heard: (readonly Permission[])[] = []
  sessionKey.addEventListener('expired', (permissions) => heard.push(permissions))
  await sessionKey.watch()
  await nextEvent(sessionKey, 'connected')
  await nextLook()
  // What had ended before is no news, and neither is what never was.
  expect(heard).toEqual([])
  for (const times of [1, 2]) {
    const granted = nextEvent(sessionKey, 'expirationsUpdated')
    await grant(sessionKey, 40_000n)
    await granted
    const expired = nextEvent(sessionKey, 'expired')
    await jump(50_000n)
    await expired
    await testClient.mine({ blocks: 1 })
    await nextLook()
    expect(heard).toEqual(Array.from({ length: times }, () => [AddPieces]))
  }
  const granted = nextEvent(sessionKey, 'expirationsUpdated')
  await grant(sessionKey, 40_000n)
  await granted
  const taken = nextEvent(sessionKey, 'expirationsUpdated')
  await take(sessionKey)
  await taken
  await nextLook()
  // What was taken back did not run out.
  expect(heard).toHaveLength(2)
  sessionKey.unwatch()
  await testClient.revert({ id })
})
