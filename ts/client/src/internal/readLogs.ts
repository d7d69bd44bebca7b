import { BaseError, numberToHex, type RpcLog } from 'viem'
import { SessionKeyError } from '../sessionKeyError.ts'
import type { BlockRange, FoundLog, LogRequest } from './logs.ts'
import type { RangeSize } from './rangeSize.ts'
import { inTime, type ReadClient } from './registry.ts'

/** How many requests are under way at a time. */
const concurrency = 4

/** Thrown when a node refuses to search even a single block. Many forget events after some hours, and some keep none. */
export class LogsRefusedError extends SessionKeyError {
  declare readonly blockNumber: bigint

  constructor(values: { blockNumber: bigint; cause: Error }) {
    const { blockNumber, cause } = values
    super(
      'LogsRefusedError',
      `The node refused to search block ${blockNumber} for events: ${cause instanceof BaseError ? cause.details : cause.message}`,
      'Pass `source: explorerLogs({ url })`, or a later `fromBlock`. What is watched is read without events.',
      values,
    )
  }
}

/** Searches some blocks in one request. */
export async function readPart(
  client: ReadClient,
  { address, topics }: LogRequest,
  { fromBlock, toBlock }: BlockRange,
  options: { retryCount?: number; signal?: AbortSignal },
): Promise<FoundLog[]> {
  const filter = {
    address,
    fromBlock: numberToHex(fromBlock),
    toBlock: numberToHex(toBlock),
    topics: topics.map((topic) => (typeof topic === 'object' && topic ? [...topic] : topic)),
  }
  const logs = await inTime(() => client.request({ method: 'eth_getLogs', params: [filter] }, options))
  return logs.flatMap(foundLog)
}

/** What a node found; nothing for what is not in a block. */
function foundLog({ blockNumber, logIndex, transactionHash, ...log }: RpcLog): FoundLog[] {
  if (log.removed || blockNumber === null || logIndex === null || transactionHash === null) return []
  const { address, data, topics } = log
  return [
    { address, blockNumber: BigInt(blockNumber), data, logIndex: Number(logIndex), topics, transactionHash },
  ]
}

/**
 * Searches a range of blocks, in as many parts as it takes: what is refused is asked for again in smaller ones.
 *
 * @throws {@link LogsRefusedError}, or what is no refusal.
 */
export function readLogs(
  { fromBlock, onProgress, toBlock }: LogRequest,
  options: {
    /** After so many requests, what is refused is not asked for again. Default: there is no end. */
    attempts?: number
    /** Whether a smaller part may be granted after that. Default: always. */
    isRefusal?: (error: unknown) => boolean
    read: (part: BlockRange) => Promise<FoundLog[]>
    size: RangeSize
  },
): Promise<FoundLog[]> {
  const { attempts = Number.POSITIVE_INFINITY, isRefusal = () => true, read, size } = options
  const found: FoundLog[] = []
  const left: BlockRange[] = fromBlock > toBlock ? [] : [{ fromBlock, toBlock }]
  let searched = 0n
  let asked = 0
  let underWay = 0

  /** The next blocks to search, no more than the node is thought to take. */
  function next(): BlockRange | undefined {
    const range = left.shift()
    const end = range && range.fromBlock + size.blocks
    if (!end || end > range.toBlock) return range
    left.unshift({ fromBlock: end, toBlock: range.toBlock })
    return { fromBlock: range.fromBlock, toBlock: end - 1n }
  }

  async function search(part: BlockRange) {
    const blocks = part.toBlock - part.fromBlock + 1n
    asked++
    try {
      found.push(...(await read(part)))
    } catch (error) {
      if (!isRefusal(error)) throw error
      size.refused(blocks)
      if (blocks === 1n || asked >= attempts)
        throw new LogsRefusedError({ blockNumber: part.fromBlock, cause: error as Error })
      left.unshift(part)
      return
    }
    size.granted(blocks)
    searched += blocks
    onProgress?.({ searched, total: toBlock - fromBlock + 1n })
  }

  return new Promise((resolve, reject) => {
    function go() {
      while (underWay < concurrency) {
        const part = next()
        if (!part) break
        underWay++
        search(part).then(done, fail)
      }
      if (underWay === 0) resolve(found)
    }
    function done() {
      underWay--
      go()
    }
    function fail(error: unknown) {
      left.length = 0
      reject(error)
    }
    go()
  })
}
