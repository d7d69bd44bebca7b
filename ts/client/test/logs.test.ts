import { expect, onTestFinished, test } from 'vitest'
import { loginSync, Permission, revokeSync, type SessionKey, syncAll } from '../src/index.ts'
import type { RpcRequest } from './faultProxy.ts'
import { nextEvent, now, useDevnet } from './helpers.ts'
import { error, refuse, reluctantNode } from './reluctantNode.ts'

const devnet = useDevnet()
const { AddPieces } = Permission

const grant = (sessionKey: SessionKey, index = 0) =>
  loginSync(devnet.rootClient(index), { expiry: now() + 90_000n, sessionKeyAddress: sessionKey.address })
const take = (sessionKey: SessionKey) =>
  revokeSync(devnet.rootClient(), { sessionKeyAddress: sessionKey.address })

const isLatest = ({ params }: RpcRequest) => (params as string[])[0] === 'latest'

for (const [name, fault] of [
  ['with the code of a limit', error(-32005, 'query returned more than 0 results')],
  ['with an internal error', error(-32603, 'eth_getLogs: chain indexer disabled')],
  ['with a code of its own', error(35, 'not on the free plan')],
  ['over HTTP', { status: 403 }],
  ['as if it had no time', { status: 429 }],
  ['by cutting the connection', 'drop'],
] as const)
  test(`behavior: a node that refuses every search ${name} is watched by its state`, async () => {
    const pollingInterval = 200
    const { proxy, transport } = await reluctantNode(devnet)
    proxy.setFault(refuse(() => true, fault))
    const sessionKey = devnet.sessionKey({ pollingInterval, transport })
    await grant(sessionKey)
    await sessionKey.watch()
    const errors: Error[] = []
    sessionKey.addEventListener('error', (told) => errors.push(told))
    expect(sessionKey.hasPermission(AddPieces)).toBe(true)
    await devnet.testClient().mine({ blocks: 1 })
    await proxy.arrivals('eth_getBlockByNumber', 2, isLatest)
    const updated = nextEvent(sessionKey, 'expirationsUpdated').then(() => performance.now())
    await take(sessionKey)
    const mined = performance.now()
    expect((await updated) - mined).toBeLessThanOrEqual(3 * pollingInterval)
    expect(sessionKey.hasPermission(AddPieces)).toBe(false)

    await grant(sessionKey)
    await sessionKey.syncExpirations()
    expect(sessionKey.hasPermission(AddPieces)).toBe(true)
    // It keeps failing, and that is told once.
    for (let i = 0; i < 12; i++) await sessionKey.syncExpirations()
    expect(errors).toHaveLength(1)

    // Once the node searches again, so does the watcher, and what does not concern it is not read.
    proxy.setFault()
    const searched = proxy.arrivals('eth_getLogs')
    for (let i = 0; i < 64; i++) await sessionKey.syncExpirations()
    await searched
    await proxy.arrivals('eth_getBlockByNumber', 1, isLatest)
    const before = proxy.requests.length
    await devnet.testClient().mine({ blocks: 1 })
    await proxy.arrivals('eth_getBlockByNumber', 2, isLatest)
    expect(proxy.requests.slice(before).map(({ method }) => method)).not.toContain('eth_call')
    sessionKey.unwatch()
  })

test('behavior: a node that searches ten blocks at a time is watched by its events', async () => {
  const { proxy, transport } = await reluctantNode(devnet)
  proxy.setFault(refuse(({ count }) => count > 10, error(-32602, 'at most 10 blocks')))
  const sessionKey = devnet.sessionKey({ transport })
  let errors = 0
  sessionKey.addEventListener('error', () => errors++)
  await sessionKey.watch()
  await devnet.testClient().mine({ blocks: 30 })
  await proxy.arrivals('eth_getBlockByNumber', 3, isLatest)
  const calls = () => proxy.requests.filter(({ method }) => method === 'eth_call').length
  const before = calls()
  await devnet.testClient().mine({ blocks: 2 })
  await proxy.arrivals('eth_getBlockByNumber', 3, isLatest)
  expect(calls()).toBe(before)
  const updated = nextEvent(sessionKey, 'expirationsUpdated')
  await grant(sessionKey)
  await updated
  sessionKey.unwatch()
  expect(errors).toBe(0)
})

test('behavior: a sync that is told at least which block waits for a node that lags behind', async () => {
  const { proxy, transport } = await reluctantNode(devnet)
  const keys = [devnet.sessionKey({ transport }), devnet.sessionKey({ transport })] as const
  const [sessionKey, watched] = keys
  await watched.watch()
  const old = await devnet
    .publicClient()
    .request({ method: 'eth_getBlockByNumber', params: ['latest', false] })
  for (const key of keys) await grant(key)
  const { receipt } = await grant(sessionKey)
  for (const sync of [
    () => syncAll([sessionKey], { atLeast: receipt.blockNumber }),
    () => syncAll([watched], { atLeast: receipt.blockNumber }),
    () => syncAll(keys, { atLeast: receipt.blockNumber }),
  ]) {
    // Two looks at a balancer's node that lags, and one at a node that does not have the block yet.
    let lagging = 2
    proxy.setRewrite((request, response) =>
      request.method === 'eth_getBlockByNumber' && isLatest(request) && lagging-- > 0
        ? { ...response, result: old }
        : response,
    )
    await sync()
    expect(lagging).toBeLessThanOrEqual(0)
  }
  expect(keys.map((key) => key.hasPermission(AddPieces))).toEqual([true, true])
  watched.unwatch()
})

test('behavior: a node that keeps every event to itself is found out by the state', {
  timeout: 40_000,
}, async () => {
  const { proxy, transport } = await reluctantNode(devnet)
  proxy.setRewrite(({ method }, response) =>
    method === 'eth_getLogs' ? { ...response, result: [] } : response,
  )
  const sessionKey = devnet.sessionKey({ transport })
  await grant(sessionKey)
  onTestFinished(await sessionKey.watch())
  expect(sessionKey.hasPermission(AddPieces)).toBe(true)
  const updated = nextEvent(sessionKey, 'expirationsUpdated')
  await take(sessionKey)
  await updated
  expect(sessionKey.hasPermission(AddPieces)).toBe(false)
})
