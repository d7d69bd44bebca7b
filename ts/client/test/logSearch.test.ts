import {
  type Address,
  createPublicClient,
  custom,
  encodeAbiParameters,
  encodeEventTopics,
  type Hex,
  HttpRequestError,
  numberToHex,
  parseAbiParameters,
  RpcRequestError,
  SocketClosedError,
  TimeoutError,
  WebSocketRequestError,
} from 'viem'
import { describe, expect, test, vi } from 'vitest'
import { sessionKeyRegistryAbi as abi } from '../src/abi.ts'
import { local } from '../src/chains.ts'
import { LogsRefusedError, rpcLogs } from '../src/index.ts'
import { abortable } from '../src/internal/abortable.ts'
import {
  type BlockRange,
  type FoundLog,
  findLogs,
  findUpdates,
  type LogRequest,
  type LogSource,
  rangesOf,
  updatesBackwards,
} from '../src/internal/logs.ts'
import { createRangeSize } from '../src/internal/rangeSize.ts'
import { readLogs } from '../src/internal/readLogs.ts'
import { errorOf } from './helpers.ts'
import { scriptedNode } from './scriptedNode.ts'

const address: Address = '0x00000000000000000000000000000000000000aA'
const [one, two, three] = [1, 2, 3].map((topic) => numberToHex(topic, { size: 32 })) as [Hex, Hex, Hex]

const log = (blockNumber: bigint, fields: Partial<FoundLog> = {}): FoundLog => ({
  address,
  blockNumber,
  data: '0x',
  logIndex: 0,
  topics: [one],
  transactionHash: three,
  ...fields,
})

const { client } = scriptedNode()

describe('a range of blocks', () => {
  test.each<[bigint[], [bigint, bigint][]]>([
    [[], []],
    [[5n], [[5n, 5n]]],
    [
      [1n, 2n, 2000n, 2001n, 5000n, 5001n],
      [
        [1n, 2000n],
        [2001n, 2001n],
        [5000n, 5001n],
      ],
    ],
  ])('that holds %s is no longer than 2000', (blocks, expected) => {
    expect(rangesOf(blocks)).toEqual(expected.map(([fromBlock, toBlock]) => ({ fromBlock, toBlock })))
  })

  /** Reads ranges one after the other, as far as it is let. */
  function search(range: BlockRange, options: Partial<Parameters<typeof readLogs>[1]> = {}) {
    const asked: string[] = []
    const progress: string[] = []
    const answers: { fail: (error: unknown) => void; succeed: (logs?: FoundLog[]) => void }[] = []
    const size = { blocks: 10n, granted: vi.fn(), refused: vi.fn() }
    const found = readLogs(
      {
        address,
        onProgress: ({ searched, total }) => progress.push(`${searched} of ${total}`),
        topics: [],
        ...range,
      },
      {
        read: ({ fromBlock, toBlock }) => {
          asked.push(`${fromBlock} to ${toBlock}`)
          return new Promise((succeed, fail) => {
            answers.push({ fail, succeed: (logs = []) => succeed(logs) })
          })
        },
        size,
        ...options,
      },
    )
    found.catch(() => {})
    const settle = () => new Promise((resolve) => setImmediate(resolve))
    return { answers, asked, found, progress, settle, size }
  }

  test('default: in parts, four at a time, of all of which it gives what was found', async () => {
    const { answers, asked, found, progress, settle, size } = search({ fromBlock: 1n, toBlock: 55n })
    expect(asked).toEqual(['1 to 10', '11 to 20', '21 to 30', '31 to 40'])
    answers[1]?.succeed([log(12n)])
    await settle()
    expect(asked.slice(4)).toEqual(['41 to 50'])
    answers[0]?.succeed()
    await settle()
    expect(asked.slice(5)).toEqual(['51 to 55'])
    for (const { succeed } of answers.slice(2)) succeed([log(52n)])
    expect(await found).toHaveLength(5)
    expect(progress).toEqual(['10 of 55', '20 of 55', '30 of 55', '40 of 55', '50 of 55', '55 of 55'])
    expect(size.granted.mock.calls.flat()).toEqual([10n, 10n, 10n, 10n, 10n, 5n])
    expect(asked).toHaveLength(6)
  })

  test('default: none is no request, and one that ends with a part is no more', async () => {
    const none = search({ fromBlock: 5n, toBlock: 4n })
    expect(await none.found).toEqual([])
    expect(none.asked).toEqual([])
    expect(search({ fromBlock: 5n, toBlock: 5n }).asked).toEqual(['5 to 5'])
    expect(search({ fromBlock: 1n, toBlock: 10n }).asked).toEqual(['1 to 10'])
    expect(search({ fromBlock: 1n, toBlock: 11n }).asked).toEqual(['1 to 10', '11 to 11'])
  })

  test('behavior: what is refused is asked for again, as large as is thought then', async () => {
    const { answers, asked, found, progress, settle, size } = search({ fromBlock: 1n, toBlock: 10n })
    size.blocks = 4n
    answers[0]?.fail(new Error('too many'))
    await settle()
    expect(size.refused.mock.calls).toEqual([[10n]])
    expect(asked.slice(1)).toEqual(['1 to 4', '5 to 8', '9 to 10'])
    for (const { succeed } of answers.slice(1)) succeed()
    expect(await found).toEqual([])
    expect(progress).toEqual(['4 of 10', '8 of 10', '10 of 10'])
  })

  test('error: a block that is refused, with what was said', async () => {
    const { answers, found } = search({ fromBlock: 7n, toBlock: 7n })
    const cause = new Error('it is forgotten')
    answers[0]?.fail(cause)
    const error = await errorOf(found)
    expect(error).toBeInstanceOf(LogsRefusedError)
    expect(error).toMatchObject({ blockNumber: 7n, cause, name: 'LogsRefusedError' })
    expect(error.message).toContain('block 7 for events: it is forgotten')
  })

  test('error: after so many requests, whatever is refused', async () => {
    const { answers, found, settle } = search({ fromBlock: 1n, toBlock: 10n }, { attempts: 2 })
    answers[0]?.fail(new Error('too many'))
    await settle()
    answers[1]?.fail(new Error('too many again'))
    expect(await errorOf(found)).toMatchObject({ blockNumber: 1n, cause: { message: 'too many again' } })
  })

  test('error: what is no refusal ends it, and nothing more is asked', async () => {
    const failure = new Error('down')
    const { answers, asked, found, settle, size } = search(
      { fromBlock: 1n, toBlock: 100n },
      { isRefusal: (error) => error !== failure },
    )
    answers[0]?.fail(failure)
    expect(await errorOf(found)).toBe(failure)
    answers[1]?.succeed()
    await settle()
    expect(asked).toHaveLength(4)
    expect(size.refused).not.toHaveBeenCalled()
  })
})

describe('how many blocks a node searches', () => {
  /** What is asked for next, of a node that searches so many. */
  function asked(cap: bigint, times: number) {
    const size = createRangeSize()
    return Array.from({ length: times }, () => {
      const { blocks } = size
      if (blocks > cap) size.refused(blocks)
      else size.granted(blocks)
      return Number(blocks)
    })
  }

  test('default: the most at first, then halfway between what was granted and what was refused', () => {
    expect(asked(5000n, 3)).toEqual([2000, 2000, 2000])
    expect(asked(10n, 16)).toEqual([2000, 1000, 500, 250, 125, 62, 31, 15, 7, 11, 9, 10, 10, 10, 10, 20])
    expect(asked(1n, 13)).toEqual([2000, 1000, 500, 250, 125, 62, 31, 15, 7, 3, 1, 2, 1])
  })

  test('behavior: more is tried after four answers, and four times as rarely each time that it was in vain', () => {
    const sizes = asked(1n, 2000).slice(11)
    const refusals = sizes.flatMap((size, index) => (size > 1 ? [index] : []))
    const between = refusals.slice(1).map((at, index) => at - (refusals[index] as number) - 1)
    expect(between.slice(0, 6)).toEqual([4, 16, 64, 256, 256, 256])
  })

  test('behavior: what is granted again counts, and what was granted before is forgotten once it is refused', () => {
    const size = createRangeSize()
    for (const blocks of [2000n, 1000n, 500n]) size.refused(blocks)
    size.granted(250n)
    expect(size.blocks).toBe(375n)
    size.refused(200n)
    expect(size.blocks).toBe(100n)
    size.granted(100n)
    size.granted(199n)
    expect(size.blocks).toBe(199n)
    // Of several that are under way, what is refused last may be more than what was before.
    size.refused(250n)
    expect(size.blocks).toBe(199n)
    // Where more is granted than was refused, that is forgotten.
    size.granted(300n)
    expect(size.blocks).toBe(300n)
    for (let i = 0; i < 3; i++) size.granted(300n)
    expect(size.blocks).toBe(600n)
    // So is what was granted, where it is refused.
    size.refused(300n)
    expect(size.blocks).toBe(150n)
  })
})

describe('what was found', () => {
  const request = { address, fromBlock: 10n, toBlock: 20n, topics: [one, [two, three], null] }
  const of =
    (logs: FoundLog[]): LogSource =>
    async () =>
      logs

  test('default: in order, and each once', async () => {
    const topics: FoundLog['topics'] = [one, two, one]
    const logs = [
      log(12n, { logIndex: 10, topics }),
      log(12n, { logIndex: 9, topics }),
      log(20n, { topics }),
      log(10n, { topics }),
      log(12n, { logIndex: 9, topics }),
      log(12n, { logIndex: 9, topics, transactionHash: two }),
    ]
    const found = await findLogs(of(logs), client, request)
    expect(found.map(({ blockNumber, logIndex }) => [blockNumber, logIndex])).toEqual([
      [10n, 0],
      [12n, 9],
      [12n, 9],
      [12n, 10],
      [20n, 0],
    ])
  })

  test.each<[string, Partial<FoundLog>]>([
    ['of another contract', { address: '0x00000000000000000000000000000000000000bb' }],
    ['of an earlier block', { blockNumber: 9n }],
    ['of a later block', { blockNumber: 21n }],
    ['with another first topic', { topics: [two, two] }],
    ['with another second topic', { topics: [one, one] }],
    ['with too few topics', { topics: [one] }],
  ])('behavior: an event %s is left out', async (_, fields) => {
    const right = log(12n, { topics: [one, two] })
    expect(await findLogs(of([right]), client, request)).toEqual([right])
    expect(await findLogs(of([{ ...right, ...fields }]), client, request)).toEqual([])
  })

  test('behavior: an address or a topic in another case is the same', async () => {
    const topic = `0x${'ab'.repeat(32)}` as const
    const found = log(12n, {
      address: address.toLowerCase() as Hex,
      topics: [`0x${'AB'.repeat(32)}`],
    })
    expect(await findLogs(of([found]), client, { ...request, topics: [topic] })).toEqual([found])
  })

  const [root, other, key] = [5, 6, 7].map((n) => numberToHex(n, { size: 20 })) as [Address, Address, Address]
  const contractAddress = local.contracts.sessionKeyRegistry.address
  const update = (blockNumber: bigint, identity = root, signer = key) =>
    log(blockNumber, {
      address: contractAddress,
      data: encodeAbiParameters(parseAbiParameters('address, uint256, bytes32[], string'), [
        signer,
        9n,
        [],
        '',
      ]),
      topics: encodeEventTopics({ abi, args: { identity }, eventName: 'AuthorizationsUpdated' }) as [
        Hex,
        Hex,
      ],
    })

  test('behavior: grants and revocations of a root, of several, of all, and of one key', async () => {
    const asked: unknown[] = []
    const logs = [update(3n), update(4n, other), update(5n, root, other)]
    const source: LogSource = async (_, { topics }) => {
      asked.push(topics.length)
      return logs
    }
    const find = async (parameters: object) =>
      (await findUpdates(source, client, { contractAddress, fromBlock: 0n, toBlock: 9n, ...parameters })).map(
        ({ args, blockNumber, transactionHash }) => {
          expect([args.expiry, transactionHash]).toEqual([9n, three])
          return blockNumber
        },
      )
    expect(await find({})).toEqual([3n, 4n, 5n])
    expect(await find({ root })).toEqual([3n, 5n])
    expect(await find({ root: [root, other] })).toEqual([3n, 4n, 5n])
    expect(await find({ root, sessionKeyAddress: key })).toEqual([3n])
    expect(asked).toEqual([1, 2, 2, 2])
  })

  test.each<[bigint, number, string[]]>([
    [4500n, 5, ['2501 to 4500', '501 to 2500', '0 to 500']],
    [4500n, 2, ['2501 to 4500', '501 to 2500']],
    [1999n, 5, ['0 to 1999']],
    [2000n, 5, ['1 to 2000', '0 to 0']],
    [0n, 5, ['0 to 0']],
  ])('behavior: backwards from block %i, in at most %i ranges', async (toBlock, ranges, expected) => {
    const asked: string[] = []
    const source: LogSource = async (_, { fromBlock, toBlock }) => {
      asked.push(`${fromBlock} to ${toBlock}`)
      return [update(fromBlock), update(toBlock)]
    }
    const blocks: bigint[] = []
    const session = { contractAddress, ranges, root, sessionKeyAddress: key, toBlock }
    for await (const { blockNumber } of updatesBackwards(source, client, session)) blocks.push(blockNumber)
    expect(asked).toEqual(expected)
    expect(blocks).toEqual([...new Set(blocks)].sort((a, b) => Number(b - a)))
    expect(blocks[0]).toBe(toBlock)
  })
})

describe('a search that is ended', () => {
  const reason = new Error('enough')

  test('before it begins, does nothing', async () => {
    const action = vi.fn(async () => 'done')
    expect(await errorOf(abortable(AbortSignal.abort(reason), action))).toBe(reason)
    expect(action).not.toHaveBeenCalled()
  })

  test('while it lasts, ends at once, with all of its requests', async () => {
    const outer = new AbortController()
    let inner: AbortSignal | undefined
    const ended = errorOf(
      abortable(outer.signal, (signal) => {
        inner = signal
        return new Promise(() => {})
      }),
    )
    expect(inner?.aborted).toBe(false)
    outer.abort(reason)
    expect(await ended).toBe(reason)
    expect(inner?.reason).toBe(reason)
  })

  test('by its end, ends what is left of it, and listens no more', async () => {
    const { signal } = new AbortController()
    const remove = vi.spyOn(signal, 'removeEventListener')
    const add = vi.spyOn(signal, 'addEventListener')
    let inner: AbortSignal | undefined
    const result = await abortable(signal, async (given) => {
      inner = given
      return 'done'
    })
    expect([result, inner?.aborted]).toEqual(['done', true])
    expect(remove.mock.calls).toEqual(add.mock.calls)
    expect(add).toHaveBeenCalledWith('abort', expect.any(Function))
    expect(await errorOf(abortable(undefined, () => Promise.reject(reason)))).toBe(reason)
  })
})

describe('a node', () => {
  const url = 'http://node'
  const body = {}

  /** Searches blocks 1 to 4, or others, of a node that fails so often, with an error. */
  async function search(
    failure: unknown,
    { rows = [], times = 1, ...options }: Partial<LogRequest> & { rows?: object[]; times?: number } = {},
  ) {
    const asked: string[] = []
    const filters: object[] = []
    let left = times
    const request = async ({ params }: { params: unknown }) => {
      const [{ fromBlock, toBlock, ...filter }] = params as [{ fromBlock: Hex; toBlock: Hex }]
      asked.push(`${BigInt(fromBlock)} to ${BigInt(toBlock)}`)
      filters.push(filter)
      if (left-- > 0) throw failure
      return rows
    }
    const transport = custom({ request }, { retryCount: 1, retryDelay: 1 })
    const asker = createPublicClient({ chain: local, transport })
    const range = { address, fromBlock: 1n, toBlock: 4n, topics: [one], ...options }
    let found: readonly FoundLog[] = []
    const error = await rpcLogs()(asker, range).then(
      (logs) => {
        found = logs
      },
      (reason) => reason,
    )
    return { asked, error, filters, found }
  }

  test('default: it is asked for a contract and topics, and what is in no block is left out', async () => {
    const row = {
      address,
      blockNumber: '0x2',
      data: '0x',
      logIndex: '0x3',
      removed: false,
      topics: [one],
      transactionHash: three,
    }
    const { filters, found } = await search(undefined, {
      rows: [
        row,
        { ...row, removed: true },
        { ...row, blockNumber: null },
        { ...row, logIndex: null },
        { ...row, transactionHash: null },
      ],
      times: 0,
      topics: [[one, two], null, three],
    })
    expect(filters).toEqual([{ address, topics: [[one, two], null, three] }])
    expect(found).toEqual([log(2n, { logIndex: 3 })])
  })

  test('behavior: a single block is asked for as often as the client does', async () => {
    const { asked, error } = await search(new Error('no'), { toBlock: 1n })
    expect([asked, error]).toEqual([['1 to 1', '1 to 1'], undefined])
  })

  test.each<[string, unknown]>([
    ['a connection that failed', new HttpRequestError({ body, url })],
    ['no time for anybody', new HttpRequestError({ body, status: 429, url })],
    ['a socket that closed', new SocketClosedError({ url })],
    ['a socket that failed', new WebSocketRequestError({ body, url })],
  ])('behavior: after %s, the same is asked again', async (_, failure) => {
    const { asked, error } = await search(failure)
    expect([asked, error]).toEqual([['1 to 4', '1 to 4'], undefined])
  })

  test.each<[string, unknown]>([
    ['a connection that fails', new HttpRequestError({ body, url })],
    ['a socket that fails', new WebSocketRequestError({ body, url })],
  ])('error: %s is no refusal', async (_, failure) => {
    const { asked, error } = await search(failure, { times: 100 })
    // Asked once, and then as often as the client does.
    expect(asked).toEqual(['1 to 4', '1 to 4', '1 to 4'])
    expect(error.walk((cause: unknown) => cause === failure)).toBe(failure)
  })

  test.each<[string, unknown]>([
    ['a status', new HttpRequestError({ body, status: 500, url })],
    ['a code', new RpcRequestError({ body, error: { code: -32602, message: 'too many blocks' }, url })],
    ['no answer in time', new TimeoutError({ body, url })],
    ['whatever', new Error('no')],
  ])('behavior: %s is a refusal, and less is asked', async (_, failure) => {
    const { asked, error } = await search(failure)
    expect(error).toBe(undefined)
    expect(asked).toEqual(['1 to 4', '1 to 2', '3 to 4'])
  })
})
