import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Hex, toHex } from 'viem'
import { expect, onTestFinished, test } from 'vitest'
import {
  ExplorerError,
  explorerLogs,
  findRoots,
  getSessions,
  loginSync,
  revokeAllSync,
  revokeSync,
} from '../src/index.ts'
import { errorOf, now, useDevnet } from './helpers.ts'

// An explorer on this machine, over the devnet's events. No explorer that is live was asked.
const devnet = useDevnet()

type Answer = { body?: unknown; status?: number }

/** An explorer that gives so many events a page, newest first, and at most what `rule` lets it say. */
async function explorer(
  options: { page?: boolean; rule?: (query: URLSearchParams, asked: number) => Answer | undefined } = {},
) {
  const queries: URLSearchParams[] = []
  const server = createServer(async (incoming, response) => {
    const query = new URL(incoming.url ?? '', 'http://localhost').searchParams
    queries.push(query)
    const { body, status = 200 } = options.rule?.(query, queries.length) ?? { body: await find(query) }
    response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body))
  })
  async function find(query: URLSearchParams) {
    const block = (name: string) => toHex(BigInt(query.get(name) as string))
    const logs = await devnet.publicClient().request({
      method: 'eth_getLogs',
      // As some do, it knows of no topic but the first.
      params: [
        {
          address: query.get('address') as Hex,
          fromBlock: block('fromBlock'),
          toBlock: block('toBlock'),
          topics: [query.get('topic0') as Hex],
        },
      ],
    })
    const first = options.page === false ? 0 : (Number(query.get('page')) - 1) * 1000
    const rows = logs
      .reverse()
      .slice(first, first + 1000)
      .map(({ blockHash: _, logIndex, topics, ...log }) => ({
        ...log,
        logIndex: logIndex === '0x0' ? '0x' : logIndex,
        timeStamp: '0x1',
        topics: [...topics, ...Array.from({ length: 4 - topics.length }, () => null)],
      }))
    return rows.length > 0
      ? { message: 'OK', result: rows, status: '1' }
      : { message: 'No records found', result: [], status: '0' }
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return { queries, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api` }
}

async function life(index: number) {
  const rootClient = devnet.rootClient(index)
  const keys = Array.from({ length: 3 }, () => devnet.sessionKey({ rootIndex: index }).address)
  for (const sessionKeyAddress of keys)
    await loginSync(rootClient, { expiry: now() + 9000n, sessionKeyAddress })
  await revokeSync(rootClient, { sessionKeyAddress: keys[1] as Hex })
  return { keys, root: rootClient.account }
}

test('default: sessions and roots are found as a node finds them, and each row is checked again', async () => {
  const { keys, root } = await life(1)
  await life(2)
  const { queries, url } = await explorer()
  const client = devnet.publicClient()
  const source = explorerLogs({ apiKey: 'k3y', url })
  const progress: bigint[] = []
  expect(
    await getSessions(client, { onProgress: ({ searched }) => progress.push(searched), root, source }),
  ).toEqual(await getSessions(client, { root }))
  const sessionKeyAddress = keys[0] as Hex
  expect(await findRoots(client, { sessionKeyAddress, source })).toEqual(
    await findRoots(client, { sessionKeyAddress }),
  )
  expect(progress.at(-1)).toBe((await client.getBlockNumber({ cacheTime: 0 })) + 1n)
  expect(Object.fromEntries(queries[0] as URLSearchParams)).toMatchObject({
    action: 'getLogs',
    apikey: 'k3y',
    fromBlock: '0',
    module: 'logs',
    offset: '1000',
    page: '1',
    topic0_1_opr: 'and',
  })
})

test('behavior: more than a page, also where pages cannot be turned', async () => {
  const rootClient = devnet.rootClient(3)
  const sessionKeyAddresses = Array.from({ length: 600 }, (_, i) => toHex(i + 1, { size: 20 }))
  const session = await loginSync(rootClient, {
    expiry: now() + 9000n,
    sessionKeyAddress: devnet.sessionKey().address,
  })
  for (let i = 0; i < 2; i++) await revokeAllSync(rootClient, { sessionKeyAddresses })
  for (const page of [true, false]) {
    const { queries, url } = await explorer({ page })
    const found = await getSessions(devnet.publicClient(), {
      root: rootClient.account,
      source: explorerLogs({ url }),
    })
    expect(found).toHaveLength(1)
    expect(found[0]?.lastChange.blockNumber).toBe(session.receipt.blockNumber)
    expect(queries.length).toBeGreaterThan(2)
  }
})

test('behavior: what an explorer says in other forms', async () => {
  const { root } = await life(4)
  const expected = await getSessions(devnet.publicClient(), { root })
  for (const refusal of [
    { status: 429 },
    { body: { message: 'NOTOK', result: 'Max calls per sec rate limit reached (5/sec)', status: '0' } },
    {
      body: {
        message: 'Query Timeout occured. Please select a smaller result dataset',
        result: null,
        status: '0',
      },
    },
  ]) {
    const { queries, url } = await explorer({ rule: (_, asked) => (asked === 1 ? refusal : undefined) })
    const source = explorerLogs({ retryDelay: 1, url })
    expect(await getSessions(devnet.publicClient(), { root, source })).toEqual(expected)
    expect(queries.length).toBeGreaterThan(1)
  }
  for (const nothing of [null, [], undefined, 'No logs found']) {
    const { url } = await explorer({
      rule: () => ({ body: { message: 'No logs found', result: nothing, status: '0' } }),
    })
    // The newest blocks, which an explorer may not have yet, are asked of the node.
    expect(await getSessions(devnet.publicClient(), { root, source: explorerLogs({ url }) })).toEqual(
      expected,
    )
  }
})

test('error: what is no explorer, has no time, or refuses, without the key', async () => {
  const get = (parameters: explorerLogs.Parameters) =>
    errorOf(
      getSessions(devnet.publicClient(), {
        root: devnet.account(),
        source: explorerLogs({ retryDelay: 1, ...parameters }),
      }),
    )
  const failing = [
    { status: 401 },
    { status: 429 },
    { body: '<html>' },
    { body: { message: 'NOTOK', result: 'Invalid API Key', status: '0' } },
  ]
  for (const answer of failing) {
    const { url } = await explorer({ rule: () => answer })
    const error = await get({ apiKey: 's3cret', url: `${url}?apikey=s3cret` })
    expect(error).toBeInstanceOf(ExplorerError)
    expect(error.message).toContain(url)
    expect(`${error.stack} ${JSON.stringify(error)} ${error.cause}`).not.toContain('s3cret')
  }
  for (const url of [
    'http://127.0.0.1:1/api',
    'explorer?apikey=s3cret',
    'https://u:s3cret@explorer.example/api',
  ]) {
    const error = await get({ url })
    expect(error).toBeInstanceOf(ExplorerError)
    expect(`${error.stack}`).not.toContain('s3cret')
  }
  expect(await get({})).toBeInstanceOf(ExplorerError)
})
