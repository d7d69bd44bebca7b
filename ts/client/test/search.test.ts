import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createPublicClient, encodeErrorResult, http } from 'viem'
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
} from '../src/index.ts'
import { errorsAbi } from '../src/internal/abi.ts'
import { createRangeSize } from '../src/internal/rangeSize.ts'
import type { RpcRequest } from './faultProxy.ts'
import { errorOf, now, useDevnet } from './helpers.ts'
import { blocksOf, error, type Filter, refuse, reluctantNode } from './reluctantNode.ts'

const devnet = useDevnet()
const { AddPieces } = Permission

const grant = (sessionKey: SessionKey, index = 0) =>
  loginSync(devnet.rootClient(index), { expiry: now() + 90_000n, sessionKeyAddress: sessionKey.address })

test('behavior: a cap of 10 blocks, over 100 000 of them: everything is found, and how far it is', async () => {
  const { client, proxy, searches } = await reluctantNode(devnet)
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
  const { client, proxy } = await reluctantNode(devnet)
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
  const { client, proxy } = await reluctantNode(devnet)
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
  const { proxy } = await reluctantNode(devnet)
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
  const { client, proxy } = await reluctantNode(devnet)
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
