import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createPublicClient, encodeErrorResult, type Hex, http } from 'viem'
import { expect, onTestFinished, test } from 'vitest'
import {
  explainError,
  findRoots,
  getSessions,
  LogsRefusedError,
  loginSync,
  NotAuthorizedError,
  Permission,
  revokeSync,
  rpcLogs,
  type SessionKey,
  syncAll,
} from '../src/index.ts'
import { errorsAbi } from '../src/internal/abi.ts'
import { createRangeSize } from '../src/internal/rangeSize.ts'
import { createFaultProxy, type Fault, type RpcRequest } from './faultProxy.ts'
import { errorOf, nextEvent, now, useDevnet } from './helpers.ts'

const devnet = useDevnet()
const { AddPieces } = Permission

/** A node of one test that gives logs as it likes. */
async function reluctantNode() {
  const proxy = await createFaultProxy(devnet.rpcUrl)
  onTestFinished(() => proxy.stop())
  const transport = http(proxy.url, { retryCount: 0 })
  return {
    client: createPublicClient({ chain: devnet.chain, pollingInterval: 20, transport }),
    proxy,
    searches: () => proxy.requests.filter(({ method }) => method === 'eth_getLogs').map(blocksOf),
    transport,
  }
}

type Filter = { fromBlock: Hex; toBlock: Hex }

function blocksOf({ params }: RpcRequest) {
  const [{ fromBlock, toBlock }] = params as [Filter]
  return { first: Number(fromBlock), last: Number(toBlock), count: Number(toBlock) - Number(fromBlock) + 1 }
}

/** Refuses what is asked for events when the rule says so. */
const refuse =
  (rule: (blocks: ReturnType<typeof blocksOf>) => boolean, fault: Fault) =>
  (request: RpcRequest): Fault =>
    request.method === 'eth_getLogs' && rule(blocksOf(request)) ? fault : undefined

const error = (code: number, message: string) => ({ error: { code, message } })

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
    const { proxy, transport } = await reluctantNode()
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
  const { proxy, transport } = await reluctantNode()
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

test('behavior: a cap of 10 blocks, over 100 000 of them: everything is found, and how far it is', async () => {
  const { client, proxy, searches } = await reluctantNode()
  const keys = Array.from({ length: 3 }, () => devnet.sessionKey({ rootIndex: 3 }))
  const [early, late, latest] = keys as [SessionKey, SessionKey, SessionKey]
  await grant(early, 3)
  const edge = Number(await devnet.publicClient().getBlockNumber({ cacheTime: 0 }))
  await grant(late, 3)
  await devnet.testClient().mine({ blocks: 50 })
  await grant(latest, 3)
  // Between two blocks of the real chain, the node has 100 000 in which nothing happened. Anvil takes minutes to mine these.
  const gap = 100_000
  const here = (block: number) => (block > edge ? block + gap : block)
  proxy.setFault((request) => {
    if (request.method !== 'eth_getLogs') return undefined
    const { count, first, last } = blocksOf(request)
    if (count > 10) return error(-32005, 'query exceeds limit')
    const from = first > edge ? Math.max(first - gap, edge + 1) : first
    const to = last > edge ? Math.max(last - gap, edge) : last
    if (from > to) return { result: [] }
    Object.assign((request.params as [Filter])[0], {
      fromBlock: `0x${from.toString(16)}`,
      toBlock: `0x${to.toString(16)}`,
    })
    return undefined
  })
  const moved = (block: unknown) => `0x${here(Number(block)).toString(16)}`
  proxy.setRewrite(({ method }, response) => {
    if (method === 'eth_blockNumber') return { ...response, result: moved(response.result) }
    if (method !== 'eth_getLogs') return response
    const logs = (response.result as { blockNumber: string }[]).map((log) => ({
      ...log,
      blockNumber: moved(log.blockNumber),
    }))
    return { ...response, result: logs }
  })
  const told: { searched: bigint; total: bigint }[] = []
  const sessions = await getSessions(client, {
    onProgress: (progress) => told.push(progress),
    root: devnet.account(3),
  })
  expect(sessions.map(({ sessionKeyAddress }) => sessionKeyAddress)).toEqual([
    latest.address,
    late.address,
    early.address,
  ])
  const total = BigInt(here(Number(await devnet.publicClient().getBlockNumber({ cacheTime: 0 }))) + 1)
  expect(told.at(-1)).toEqual({ searched: total, total })
  expect(told.map(({ searched }) => searched)).toEqual(
    told.map(({ searched }) => searched).sort((a, b) => Number(a - b)),
  )
  expect(told.length).toBeGreaterThan(10_000)
  // What it tries beyond that is little.
  expect(searches().length).toBeLessThan(11_500)
}, 120_000)

test('behavior: a node that limits results, and gives those in any order and twice', async () => {
  const { client, proxy } = await reluctantNode()
  const keys = Array.from({ length: 12 }, () => devnet.sessionKey({ rootIndex: 4 }))
  for (const key of keys) await grant(key, 4)
  const rootClient = devnet.rootClient(4)
  await revokeSync(rootClient, { origin: 'gone', sessionKeyAddress: (keys[2] as SessionKey).address })
  const expected = await getSessions(devnet.publicClient(), { root: rootClient.account })
  proxy.setRewrite(({ method }, response) => {
    if (method !== 'eth_getLogs') return response
    const logs = response.result as unknown[]
    return logs.length > 2
      ? { ...response, result: undefined, ...error(-32005, 'query returned more than 2 results') }
      : { ...response, result: [...logs, ...logs].reverse() }
  })
  expect(await getSessions(client, { root: rootClient.account })).toEqual(expected)
  const { address } = keys[5] as SessionKey
  expect(await findRoots(client, { sessionKeyAddress: address })).toEqual(
    await findRoots(devnet.publicClient(), { sessionKeyAddress: address }),
  )
})

test('error: a node that forgets says so, and what to pass', async () => {
  const { client, proxy } = await reluctantNode()
  await devnet.testClient().mine({ blocks: 30 })
  const newest = Number(await devnet.publicClient().getBlockNumber({ cacheTime: 0 }))
  const lookback = error(1, 'bad tipset height: lookbacks of more than 16h40m0s are disallowed')
  proxy.setFault(refuse(({ first }) => first < newest - 20, lookback))
  for (const search of [
    getSessions(client, { root: devnet.account() }),
    findRoots(client, { sessionKeyAddress: devnet.sessionKey().address, source: rpcLogs() }),
  ]) {
    const refused = (await errorOf(search)) as LogsRefusedError
    expect(refused).toBeInstanceOf(LogsRefusedError)
    expect(refused.message).toContain('lookbacks of more than 16h40m0s')
    expect(refused.message).toContain('source: explorerLogs(')
    expect(refused.blockNumber).toBeLessThan(newest - 20)
  }
  expect(await getSessions(client, { fromBlock: BigInt(newest - 20), root: devnet.account(9) })).toEqual([])
})

test('behavior: a connection that fails once is asked again, and one that fails is no refusal', async () => {
  const { proxy } = await reluctantNode()
  const client = createPublicClient({ chain: devnet.chain, transport: http(proxy.url, { retryDelay: 1 }) })
  let left = 1
  proxy.setFault(({ method }) => (method === 'eth_getLogs' && left-- > 0 ? 'drop' : undefined))
  await getSessions(client, { root: devnet.account() })
  proxy.setFault(refuse(() => true, 'drop'))
  const before = proxy.requests.length
  expect((await errorOf(getSessions(client, { root: devnet.account() }))).name).toBe('HttpRequestError')
  expect(proxy.requests.length - before).toBeLessThan(50)
})

test('behavior: an error is explained as far as it can be where events cannot be searched', async () => {
  const { client, proxy } = await reluctantNode()
  const data = encodeErrorResult({
    abi: errorsAbi,
    args: [devnet.account().address, devnet.account(1).address, AddPieces],
    errorName: 'NotAuthorized',
  })
  proxy.setFault(refuse(() => true, error(-32601, 'no such method')))
  expect(await explainError(client, data)).toBeInstanceOf(NotAuthorizedError)
  proxy.setFault(() => 'drop')
  expect(await explainError(client, data)).toBeInstanceOf(NotAuthorizedError)
})

test('behavior: a search that is aborted ends at once, and so do its requests', async () => {
  const ended: Promise<unknown>[] = []
  let asked = () => {}
  const searching = new Promise<void>((resolve) => {
    asked = resolve
  })
  // A node that knows the newest block, and never ends a search.
  const server = createServer(async (incoming, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(chunk as Buffer)
    const { id, method } = JSON.parse(Buffer.concat(chunks).toString()) as RpcRequest
    if (method === 'eth_blockNumber')
      return void response.end(JSON.stringify({ id, jsonrpc: '2.0', result: '0x2710' }))
    ended.push(new Promise((resolve) => response.on('close', resolve)))
    if (ended.length === 4) asked()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const client = createPublicClient({ chain: devnet.chain, transport: http(url) })
  const controller = new AbortController()
  const search = errorOf(getSessions(client, { root: devnet.account(), signal: controller.signal }))
  await searching
  controller.abort(new Error('enough'))
  expect((await search).message).toBe('enough')
  await Promise.all(ended)
  expect(ended).toHaveLength(4)
})

test('behavior: a sync that is told at least which block waits for a node that lags behind', async () => {
  const { proxy, transport } = await reluctantNode()
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

test('behavior: how many blocks a node searches is found out, and tried again', () => {
  for (const cap of [1n, 3n, 10n, 999n, 2000n, 5000n]) {
    const size = createRangeSize()
    let refused = 0
    for (let i = 0; i < 500; i++) {
      const { blocks } = size
      if (blocks > cap) refused++
      if (blocks > cap) size.refused(blocks)
      else size.granted(blocks)
    }
    expect(size.blocks).toBeGreaterThan((cap < 2000n ? cap : 2000n) / 2n)
    expect(refused).toBeLessThan(100)
    // It grants more, such as where less happened.
    for (let i = 0; i < 1000; i++) size.granted(size.blocks)
    expect(size.blocks).toBe(2000n)
  }
})

test('behavior: a node that keeps every event to itself is found out by the state', {
  timeout: 40_000,
}, async () => {
  const { proxy, transport } = await reluctantNode()
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
