import type { Address, Hash, Hex } from 'viem'
import { abortable } from './internal/abortable.ts'
import type { BlockRange, FoundLog, LogRequest, LogSource } from './internal/logs.ts'
import { inTime } from './internal/registry.ts'
import { rpcLogs } from './rpcLogs.ts'
import { SessionKeyError } from './sessionKeyError.ts'

/** The most events that an explorer answers with. */
const pageSize = 1000

/** How often the same is asked for, while an explorer has no time. */
const patience = 5

/** How many of the newest blocks an explorer may not have yet: fifty minutes on Filecoin. */
const lag = 100n

/** Thrown when an explorer does not answer, or with something else than events. The error has no query, where the API key is. */
export class ExplorerError extends SessionKeyError {
  declare readonly reason: string
  declare readonly url: string

  constructor(values: { cause?: Error | undefined; reason: string; url: string }) {
    const { reason, url } = values
    super(
      'ExplorerError',
      `The explorer at ${url} gave no events: ${reason}`,
      'Pass the `url` of an API that has `module=logs&action=getLogs`, with `apiKey` if it wants one, or another `source`.',
      values,
    )
  }
}

/**
 * The events that an explorer finds, which keeps them longer than most nodes do. It speaks the API of Etherscan, as Blockscout and
 * others do. The newest blocks, which an explorer may not have yet, are asked of the client's own node as well; if that refuses,
 * they are as the explorer has them. It was tried against an explorer on one machine; no live one was asked.
 *
 * @param parameters - {@link explorerLogs.Parameters}
 * @returns A `source` for `getSessions` and `findRoots`. {@link explorerLogs.ReturnType}
 *
 * @example
 * ```ts
 * import { explorerLogs, getSessions } from 'foc-session-keys'
 *
 * const source = explorerLogs({ url: 'https://filecoin.blockscout.com/api' })
 * const sessions = await getSessions(client, { root: '0x…', source })
 * ```
 */
export function explorerLogs(parameters: explorerLogs.Parameters = {}): explorerLogs.ReturnType {
  const { apiKey, retryDelay = 1000 } = parameters
  return (client, request) => {
    const url = urlOf(parameters.url ?? client.chain.blockExplorers?.default.apiUrl)
    return abortable(request.signal, async (signal) => {
      // Without the query, where an API key may be.
      const failure: Failure = (reason, cause) =>
        new ExplorerError({ cause, reason, url: url.origin + url.pathname })
      const ask = createAsk({ address: request.address, apiKey, failure, retryDelay, signal, url })
      const newest = request.toBlock - lag
      const fromBlock = newest > request.fromBlock ? newest : request.fromBlock
      const [found, added] = await Promise.all([
        readExplorer(ask, request, failure),
        rpcLogs()(client, { ...request, fromBlock, onProgress: undefined, signal }).catch(() => []),
      ])
      return [...found, ...added]
    })
  }
}

export declare namespace explorerLogs {
  type Parameters = {
    /** Sent as `apikey`. Default: none. */
    apiKey?: string | undefined
    /** How long to wait when the explorer has no time, in milliseconds, doubled each time. Default: 1000. */
    retryDelay?: number | undefined
    /** Address of the API. Default: `blockExplorers.default.apiUrl` of the client's chain. */
    url?: string | undefined
  }

  type ReturnType = LogSource

  /** What the source ends with. */
  type ErrorType = ExplorerError
}

/** The address of an API. It may have a key in it, so what is none is not told. */
function urlOf(url: string | undefined): URL {
  try {
    const parsed = new URL(url ?? '')
    if (!parsed.username && !parsed.password) return parsed
  } catch {
    // What it says could quote the key.
  }
  throw new ExplorerError({ reason: 'that is no address of an API.', url: url ? '(not shown)' : '(none)' })
}

type Failure = (reason: string, cause?: Error) => ExplorerError

/** One value a topic, which is all that the API takes. */
type Filter = readonly (Hex | null)[]

/** One page of what an explorer finds, or why it refuses so much at a time. */
type Ask = (
  filter: Filter,
  range: BlockRange,
  page: number,
) => Promise<FoundLog[] | { refusal: ExplorerError }>

async function readExplorer(ask: Ask, request: LogRequest, failure: Failure): Promise<FoundLog[]> {
  const { fromBlock, onProgress, toBlock, topics } = request
  const filters = topics.reduce<Filter[]>(
    (begun, topic) => begun.flatMap((filter) => [topic].flat().map((one) => [...filter, one])),
    [[]],
  )
  const total = (toBlock - fromBlock + 1n) * BigInt(filters.length)
  let searched = 0n

  /** What does not fit on a page is asked for in halves: in which order it comes, and whether pages can be turned, differs. */
  async function read(filter: Filter, range: BlockRange): Promise<FoundLog[]> {
    const blocks = range.toBlock - range.fromBlock + 1n
    const page = await ask(filter, range, 1)
    const isAll = Array.isArray(page) && page.length < pageSize
    if (!isAll && blocks > 1n) {
      const middle = range.fromBlock + blocks / 2n
      const before = await read(filter, { fromBlock: range.fromBlock, toBlock: middle - 1n })
      return [...before, ...(await read(filter, { fromBlock: middle, toBlock: range.toBlock }))]
    }
    const found = isAll ? page : await turnPages(filter, range, page)
    searched += blocks
    onProgress?.({ searched, total })
    return found
  }

  async function turnPages(filter: Filter, block: BlockRange, first: Awaited<ReturnType<Ask>>) {
    const found: FoundLog[] = []
    let page = first
    for (let number = 2; ; number++) {
      if ('refusal' in page) throw page.refusal
      found.push(...page)
      if (page.length < pageSize) return found
      const last = page
      page = await ask(filter, block, number)
      if (!('refusal' in page) && page[0]?.logIndex === last[0]?.logIndex)
        throw failure(
          `block ${block.fromBlock} has more events than fit on a page, and there is no other page.`,
        )
    }
  }

  const found: FoundLog[] = []
  for (const filter of filters) found.push(...(await read(filter, { fromBlock, toBlock })))
  return found
}

function createAsk(parameters: {
  address: Address
  apiKey: string | undefined
  failure: Failure
  retryDelay: number
  signal: AbortSignal
  url: URL
}): Ask {
  const { address, apiKey, failure, retryDelay, signal, url } = parameters
  async function request(query: Record<string, string>): Promise<Answer> {
    const target = new URL(url)
    for (const [name, value] of Object.entries(query)) target.searchParams.set(name, value)
    const response = await inTime(() => fetch(target, { signal })).catch((cause) => {
      signal.throwIfAborted()
      throw failure('it cannot be reached.', cause)
    })
    if (response.status === 429 || response.status === 503) return { busy: `HTTP ${response.status}` }
    if (!response.ok && response.status < 500) throw failure(`HTTP ${response.status}`)
    const text = await response.text()
    try {
      return answerOf(JSON.parse(text))
    } catch {
      if (response.ok) throw failure('what it answered are no events.')
      return { refused: `HTTP ${response.status}` }
    }
  }

  return async (filter, { fromBlock, toBlock }, page) => {
    const query: Record<string, string> = {
      action: 'getLogs',
      address,
      fromBlock: `${fromBlock}`,
      module: 'logs',
      offset: `${pageSize}`,
      page: `${page}`,
      toBlock: `${toBlock}`,
      ...(apiKey && { apikey: apiKey }),
    }
    for (const [i, topic] of filter.entries())
      if (topic) {
        query[`topic${i}`] = topic
        if (i > 0) query[`topic0_${i}_opr`] = 'and'
      }
    for (let attempt = 0; ; attempt++) {
      const answer = await request(query)
      if ('found' in answer) return answer.found
      if ('refused' in answer) return { refusal: failure(answer.refused) }
      if (attempt === patience) throw failure(`it has no time: ${answer.busy}`)
      await new Promise((resolve) => setTimeout(resolve, retryDelay * 2 ** attempt))
      signal.throwIfAborted()
    }
  }
}

/** What an explorer said: events, that it has no time, or that it does not give these. */
type Answer = { found: FoundLog[] } | { busy: string } | { refused: string }

/** Explorers say that there is nothing, that there was an error, and that there were too many requests in one form and many words. */
function answerOf(body: unknown): Answer {
  const { message, result } = body as { message?: unknown; result?: unknown }
  if (Array.isArray(result) && result.length > 0) return { found: result.map(foundLog) }
  const words = [message, result].filter((part) => typeof part === 'string').join(': ')
  if (/\bno\b.*\bfound\b|\bnot found\b/i.test(words)) return { found: [] }
  if (/\brate\b|too many|calls per|\bbusy\b|\blater\b/i.test(words)) return { busy: words }
  if (words !== '' && !/^ok$/i.test(words)) return { refused: words }
  return { found: [] }
}

function foundLog(row: Record<string, unknown>): FoundLog {
  const { address, blockNumber, data, logIndex, topics, transactionHash } = row
  return {
    address: address as Address,
    blockNumber: numberOf(blockNumber),
    data: data as Hex,
    logIndex: Number(numberOf(logIndex)),
    // Some have an empty place for each topic that an event does not have.
    topics: (topics as (Hex | null)[]).filter((topic) => topic !== null) as FoundLog['topics'],
    transactionHash: transactionHash as Hash,
  }
}

/** Hex or decimal; zero is `0x` at some. */
function numberOf(value: unknown): bigint {
  return value === '0x' ? 0n : BigInt(value as string)
}
