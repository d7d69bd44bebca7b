import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createPublicClient, custom, type Hex, toHex } from 'viem'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { calibration } from '../src/chains.ts'
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

describe('what an explorer is asked', () => {
  const address = '0x00000000000000000000000000000000000000aa'
  const [one, two, three] = [toHex(1, { size: 32 }), toHex(2, { size: 32 }), toHex(3, { size: 32 })] as const

  /** Rows of an answer, each of another event of that block. */
  const rowsIn = (block: number, count: number, first = 0) =>
    Array.from({ length: count }, (_, i) => ({
      address,
      blockNumber: `${block}`,
      data: '0x',
      logIndex: `${first + i}`,
      topics: [one],
      transactionHash: three,
    }))
  const ok = (rows: object[]) => ({ body: { message: 'OK', result: rows, status: '1' } })

  /** Asks an explorer that answers by a rule, beside a node that has or refuses events. */
  async function ask(
    rule: (query: URLSearchParams, asked: number) => Answer,
    request: Partial<Parameters<ReturnType<typeof explorerLogs>>[1]> = {},
    parameters: explorerLogs.Parameters = {},
  ) {
    const { queries, url } = await explorer({ rule })
    const searches: unknown[] = []
    const transport = custom({
      request: async ({ params }) => {
        searches.push(params[0])
        throw new Error('none')
      },
    })
    const apiUrl = `${url}?network=any`
    const chain = {
      ...calibration,
      blockExplorers: { default: { apiUrl, name: 'any', url } },
    }
    const client = createPublicClient({ chain, transport })
    const all = { address, fromBlock: 0n, toBlock: 9n, topics: [one], ...request } as const
    const found = await explorerLogs({ retryDelay: 1, ...parameters })(client, all).catch((error) => error)
    return { found, queries: queries.map((query) => Object.fromEntries(query)), searches, url }
  }

  const rangesOf = (queries: Record<string, string>[]) =>
    queries.map(({ fromBlock, toBlock }) => `${fromBlock} to ${toBlock}`)

  test('default: by the chain, with the query that its address has, and no key', async () => {
    const { found, queries } = await ask(() => ok(rowsIn(5, 1)))
    expect(found).toEqual([
      { address, blockNumber: 5n, data: '0x', logIndex: 0, topics: [one], transactionHash: three },
    ])
    expect(queries).toEqual([
      {
        action: 'getLogs',
        address,
        fromBlock: '0',
        module: 'logs',
        network: 'any',
        offset: '1000',
        page: '1',
        toBlock: '9',
        topic0: one,
      },
    ])
  })

  test('behavior: each of several topics by itself, and none for whatever it is', async () => {
    const progress: object[] = []
    const { queries } = await ask(() => ok([]), {
      onProgress: (done) => progress.push(done),
      topics: [[one, two], null, three],
    })
    expect(queries.map(({ topic0, topic1, topic2 }) => [topic0, topic1, topic2])).toEqual([
      [one, undefined, three],
      [two, undefined, three],
    ])
    expect(Object.keys(queries[0] ?? {}).filter((name) => name.endsWith('opr'))).toEqual(['topic0_2_opr'])
    expect(queries[0]?.topic0_2_opr).toBe('and')
    expect(progress).toEqual([
      { searched: 10n, total: 20n },
      { searched: 20n, total: 20n },
    ])
  })

  test('behavior: what fills a page, or is refused, is asked for in halves', async () => {
    const progress: string[] = []
    const { found, queries } = await ask(
      (_, asked) => {
        if (asked === 1) return ok(rowsIn(3, 1000))
        if (asked === 2) return { body: { message: 'NOTOK', result: 'Query Timeout occured' } }
        return ok(rowsIn(asked, 1))
      },
      { fromBlock: 1n, onProgress: ({ searched, total }) => progress.push(`${searched} of ${total}`) },
    )
    expect(rangesOf(queries)).toEqual(['1 to 9', '1 to 4', '1 to 2', '3 to 4', '5 to 9'])
    expect(found.map(({ blockNumber }: { blockNumber: bigint }) => blockNumber)).toEqual([3n, 4n, 5n])
    expect(progress).toEqual(['2 of 9', '4 of 9', '9 of 9'])
  })

  test('behavior: an explorer that breaks at much may not at less', async () => {
    const { found, queries } = await ask((_, asked) => (asked === 1 ? { body: 'no', status: 500 } : ok([])))
    expect(rangesOf(queries)).toEqual(['0 to 9', '0 to 4', '5 to 9'])
    expect(found).toEqual([])
  })

  test('behavior: of a block that fills a page, the pages are turned until one is not full', async () => {
    const { found, queries } = await ask(
      (query) => ok(rowsIn(7, query.get('page') === '3' ? 1 : 1000, 1000 * (Number(query.get('page')) - 1))),
      { fromBlock: 7n, toBlock: 7n },
    )
    expect(queries.map(({ page }) => page)).toEqual(['1', '2', '3'])
    expect(found).toHaveLength(2001)
  })

  test('behavior: what fills a page to the last is not all', async () => {
    const { found, queries } = await ask((query) => ok(query.get('page') === '1' ? rowsIn(7, 1000) : []), {
      fromBlock: 7n,
      toBlock: 7n,
    })
    expect(queries).toHaveLength(2)
    expect(found).toHaveLength(1000)
  })

  test('error: a page that cannot be turned', async () => {
    const { found, url } = await ask(() => ok(rowsIn(7, 1000)), { fromBlock: 7n, toBlock: 7n })
    expect(found).toBeInstanceOf(ExplorerError)
    expect(found).toMatchObject({
      reason: 'block 7 has more events than fit on a page, and there is no other page.',
      url,
    })
  })

  test('error: a block that is refused, also on a later page', async () => {
    const refusal = { body: { message: 'NOTOK', result: 'Invalid API Key', status: '0' } }
    const block = { fromBlock: 7n, toBlock: 7n }
    for (const rule of [
      () => refusal,
      (query: URLSearchParams) => (query.get('page') === '1' ? ok(rowsIn(7, 1000)) : refusal),
    ])
      expect((await ask(rule, block)).found).toMatchObject({ reason: 'NOTOK: Invalid API Key' })
    const { found } = await ask(() => ({ body: 'no', status: 500 }), block)
    expect(found).toMatchObject({ reason: 'HTTP 500' })
    for (const message of ['NOTOK', 'OK, if only'])
      expect((await ask(() => ({ body: { message } }), block)).found).toMatchObject({ reason: message })
  })

  test.each<[string, Answer, string]>([
    ['HTTP 404', { status: 404 }, 'HTTP 404'],
    ['what is no JSON', { body: '<html>' }, 'what it answered are no events.'],
    ['rows that are no events', ok([{}]), 'what it answered are no events.'],
    ['null', { body: 'null' }, 'what it answered are no events.'],
  ])('error: %s is asked for once', async (_, answer, reason) => {
    const { found, queries } = await ask(() => answer)
    expect(found).toBeInstanceOf(ExplorerError)
    expect(found).toMatchObject({ reason })
    expect(queries).toHaveLength(1)
  })

  test.each<[string, Answer]>([
    ['no events were found', { body: { message: 'No records found', result: null } }],
    ['it was not found', { body: { message: 'NOTOK', result: 'Logs NOT FOUND' } }],
    ['OK', { body: { message: 'OK' } }],
    ['ok, and an empty list', { body: { message: 'Ok', result: [] } }],
    ['nothing', { body: {} }],
  ])('behavior: there is nothing where it says %s', async (_, answer) => {
    const { found, queries } = await ask(() => answer)
    expect(found).toEqual([])
    expect(queries).toHaveLength(1)
  })

  test.each<[string, Answer, string]>([
    ['429', { status: 429 }, 'HTTP 429'],
    ['503', { status: 503 }, 'HTTP 503'],
    [
      'of a rate',
      { body: { message: 'NOTOK', result: 'Max rate limit reached' } },
      'NOTOK: Max rate limit reached',
    ],
    ['of too many requests', { body: { message: 'Too many requests', result: [] } }, 'Too many requests'],
    ['of calls', { body: { message: 'NOTOK', result: '5 calls per second' } }, 'NOTOK: 5 calls per second'],
    ['that it is busy', { body: { message: 'server Busy' } }, 'server Busy'],
    ['to come later', { body: { message: 'Try again later' } }, 'Try again later'],
  ])(
    'behavior: an explorer that says %s is asked again, twice as long later each time',
    async (_, answer, words) => {
      const timers = vi.spyOn(globalThis, 'setTimeout')
      const { found, queries } = await ask(() => answer, {}, { retryDelay: 3 })
      const delays = timers.mock.calls.map(([, delay]) => Number(delay))
      timers.mockRestore()
      expect(found).toMatchObject({ reason: `it has no time: ${words}` })
      expect(queries).toHaveLength(6)
      expect(delays.filter((delay) => [3, 6, 12, 24, 48, 96].includes(delay))).toEqual([3, 6, 12, 24, 48])
    },
  )

  test('behavior: numbers in hex, in decimal, and zero as some write it; a topic that is not there', async () => {
    const row = { address, data: '0x', transactionHash: three }
    const { found } = await ask(() =>
      ok([
        { ...row, blockNumber: '0x5', logIndex: '0x', topics: [one, null, null, null] },
        { ...row, blockNumber: '6', logIndex: '0xa', topics: [one, two] },
      ]),
    )
    expect(found).toMatchObject([
      { blockNumber: 5n, logIndex: 0, topics: [one] },
      { blockNumber: 6n, logIndex: 10, topics: [one, two] },
    ])
  })

  test.each([
    ['the newest hundred blocks and one', { toBlock: 500n }, toHex(400n)],
    ['as many as are asked for', { fromBlock: 450n, toBlock: 500n }, toHex(450n)],
  ])('behavior: the node, too, is asked for %s', async (_, range, fromBlock) => {
    const progress: bigint[] = []
    const { found, searches } = await ask(() => ok([]), {
      ...range,
      onProgress: ({ searched }) => progress.push(searched),
    })
    expect(searches[0]).toMatchObject({ fromBlock, toBlock: toHex(500n) })
    expect(found).toEqual([])
    // How far it is, the explorer says.
    expect(progress).toHaveLength(1)
  })

  test('error: a search that is ended, also while an explorer has no time', async () => {
    const controller = new AbortController()
    const reason = new Error('enough')
    const { found, queries } = await ask(
      (_, asked) => {
        if (asked === 2) controller.abort(reason)
        return { status: 429 }
      },
      { signal: controller.signal },
    )
    expect(found).toBe(reason)
    expect(queries).toHaveLength(2)
  })

  test('error: a search that is ended ends its request', async () => {
    let asked = () => {}
    const asking = new Promise<void>((resolve) => {
      asked = resolve
    })
    let closed: Promise<unknown> | undefined
    const server = createServer((_, response) => {
      closed = new Promise((resolve) => response.on('close', resolve))
      asked()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    const controller = new AbortController()
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`
    const request = { address, fromBlock: 0n, signal: controller.signal, toBlock: 1n, topics: [one] } as const
    const ended = errorOf(explorerLogs({ url })(devnet.publicClient(), request))
    await asking
    controller.abort(new Error('enough'))
    expect((await ended).message).toBe('enough')
    await closed
  })

  test.each([
    ['(none)', undefined],
    ['(not shown)', 'explorer?apikey=s3cret'],
    ['(not shown)', 'https://u@explorer.example/api'],
    ['(not shown)', 'https://:s3cret@explorer.example/api'],
  ])('error: %s for an address that is none', async (shown, url) => {
    const source = explorerLogs({ url })
    const client = createPublicClient({ chain: devnet.chain, transport: custom({ request: async () => [] }) })
    const error = await errorOf(async () =>
      source(client, { address, fromBlock: 0n, toBlock: 1n, topics: [one] }),
    )
    expect(error).toBeInstanceOf(ExplorerError)
    expect(error).toMatchObject({ reason: 'that is no address of an API.', url: shown })
  })

  test('error: one that cannot be reached, with the reason', async () => {
    const { found } = await ask(() => ok([]), {}, { url: 'http://127.0.0.1:1/api?apikey=s3cret' })
    expect(found).toMatchObject({ reason: 'it cannot be reached.', url: 'http://127.0.0.1:1/api' })
    expect(found.cause).toBeInstanceOf(Error)
  })
})
