import { http } from 'viem'
import { beforeAll, expect, test, vi } from 'vitest'
import { findRoots, getSessions, loginSync, Permission, watchSessions } from '../src/index.ts'
import { createFaultProxy } from './faultProxy.ts'
import { nextEvent, now, useDevnet } from './helpers.ts'

// More blocks than can be searched at a time. They take anvil seconds to mine, so all these tests share them.
const devnet = useDevnet()
const far = 40_000n

let keys: [ReturnType<typeof devnet.sessionKey>, ReturnType<typeof devnet.sessionKey>]
let proxy: Awaited<ReturnType<typeof createFaultProxy>>
/** What a watch of somebody who granted nothing heard before and after the sleep. */
const heard = { before: 0, changes: 0 }

beforeAll(async () => {
  proxy = await createFaultProxy(devnet.rpcUrl)
  const transport = http(proxy.url, { retryCount: 0 })
  keys = [devnet.sessionKey({ transport }), devnet.sessionKey({ transport })]
  await loginSync(devnet.rootClient(), { expiry: now() + far, sessionKeyAddress: keys[0].address })
  await keys[1].watch()
  const { address: root } = devnet.account(5)
  const unwatch = watchSessions(keys[1].client, {
    onChange: () => heard.changes++,
    pollingInterval: 20,
    root,
  })
  await vi.waitFor(() => expect(JSON.stringify(proxy.requests)).toContain(root.slice(2).toLowerCase()))
  heard.before = heard.changes
  const woken = nextEvent(keys[1], 'expirationsUpdated')
  await proxy.restart(async () => {
    await nextEvent(keys[1], 'error')
    await loginSync(devnet.rootClient(), { expiry: now() + far, sessionKeyAddress: keys[1].address })
    for (let i = 0; i < 5; i++) await devnet.testClient().mine({ blocks: 420 })
  })
  await woken
  await vi.waitFor(() => expect(heard.changes).toBeGreaterThan(heard.before), 10_000)
  unwatch()
  keys[1].unwatch()
  return () => proxy.stop()
}, 60_000)

const ranges = () =>
  proxy.requests
    .filter(({ method }) => method === 'eth_getLogs')
    .map(({ params }) => (params as [{ fromBlock: string; toBlock: string }])[0])
    .map(({ fromBlock, toBlock }) => Number(toBlock) - Number(fromBlock) + 1)

test('behavior: after a long sleep, in which more happened than can be searched at a time', () => {
  expect(keys[1].hasPermission(Permission.AddPieces)).toBe(true)
  expect(Math.max(...ranges())).toBeLessThanOrEqual(2000)
})

test('behavior: after such a sleep, a watch of all sessions says that anything may have changed', () => {
  expect(heard).toEqual({ before: 0, changes: 1 })
})

test('behavior: discovery searches 2 000 blocks at a time, tells how far it is, and misses nothing', async () => {
  proxy.requests.length = 0
  const client = keys[0].client
  const progress: string[] = []
  const latest = await devnet.publicClient().getBlockNumber()
  const sessions = await getSessions(client, {
    onProgress: ({ searched, total }) => progress.push(`${searched}/${total}`),
    root: keys[0].rootAddress,
  })
  expect(sessions.map(({ sessionKeyAddress }) => sessionKeyAddress).sort()).toEqual(
    keys.map(({ address }) => address).sort(),
  )
  expect(progress).toHaveLength(2)
  expect(progress.at(-1)).toBe(`${latest + 1n}/${latest + 1n}`)
  for (const key of keys) {
    const [session] = await findRoots(client, { sessionKeyAddress: key.address })
    expect(session?.root).toBe(key.rootAddress)
  }
  expect(Math.max(...ranges())).toBe(2000)

  const late = await getSessions(client, { fromBlock: latest - 10n, root: keys[0].rootAddress })
  expect(late).toEqual([])
})

test('behavior: a search can be ended', async () => {
  proxy.requests.length = 0
  const controller = new AbortController()
  const search = getSessions(keys[0].client, {
    onProgress: () => controller.abort(new Error('enough')),
    root: keys[0].rootAddress,
    signal: controller.signal,
  })
  await expect(search).rejects.toThrow('enough')
  expect(proxy.requests.filter(({ method }) => method === 'eth_call')).toEqual([])
  await expect(
    getSessions(keys[0].client, { root: keys[0].rootAddress, signal: AbortSignal.abort() }),
  ).rejects.toThrow()
})
