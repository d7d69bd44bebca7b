import { type Address, decodeEventLog, encodeEventTopics, type Hash, type Hex, isAddressEqual } from 'viem'
import { coreAbi } from './abi.ts'
import type { ReadClient } from './registry.ts'
import type { AuthorizationsUpdated } from './updates.ts'

/** The most blocks that are searched at a time: public nodes search no more. */
export const blockRange = 2000n

/** Blocks, both ends included. */
export type BlockRange = { fromBlock: bigint; toBlock: bigint }

/** Ranges of blocks that hold all of these, which are in order. */
export function rangesOf(blockNumbers: readonly bigint[]): BlockRange[] {
  const ranges: BlockRange[] = []
  for (const blockNumber of blockNumbers) {
    const last = ranges.at(-1)
    if (last && blockNumber - last.fromBlock < blockRange) last.toBlock = blockNumber
    else ranges.push({ fromBlock: blockNumber, toBlock: blockNumber })
  }
  return ranges
}

/** How far a search is. */
export type ScanProgress = {
  /** Blocks searched so far. */
  searched: bigint
  /** Blocks to search. */
  total: bigint
}

/** What to search for. */
export type LogRequest = BlockRange & {
  /** The contract whose events are wanted. */
  address: Address
  /** Called after each part of the range. */
  onProgress?: ((progress: ScanProgress) => void) | undefined
  /** Ends the search, and its requests, with the signal's reason. */
  signal?: AbortSignal | undefined
  /** As of `eth_getLogs`: what each topic must be, any of a list, or null for whatever it is. */
  topics: readonly (Hex | readonly Hex[] | null)[]
}

/** An event as it was found. */
export type FoundLog = {
  address: Address
  blockNumber: bigint
  data: Hex
  logIndex: number
  topics: [] | [Hex, ...Hex[]]
  transactionHash: Hash
}

/** Where events are searched. It may find them in any order, some twice, and others than were asked for. */
export type LogSource = (client: ReadClient, request: LogRequest) => Promise<readonly FoundLog[]>

/** What the registry said, and where. */
export type Update = Pick<AuthorizationsUpdated, 'args' | 'blockNumber' | 'transactionHash'>

/** Searches, and brings what was found in order: by block and log index, each once, and nothing else than was asked for. */
export async function findLogs(
  source: LogSource,
  client: ReadClient,
  request: LogRequest,
): Promise<FoundLog[]> {
  const found = new Map<string, FoundLog>()
  for (const log of await source(client, request))
    if (isAskedFor(log, request)) found.set(`${log.blockNumber} ${log.logIndex} ${log.transactionHash}`, log)
  return [...found.values()].sort((a, b) => Number(a.blockNumber - b.blockNumber) || a.logIndex - b.logIndex)
}

function isAskedFor(log: FoundLog, { address, fromBlock, toBlock, topics }: LogRequest): boolean {
  return (
    isAddressEqual(log.address, address) &&
    log.blockNumber >= fromBlock &&
    log.blockNumber <= toBlock &&
    topics.every((wanted, i) => !wanted || [wanted].flat().includes(log.topics[i]?.toLowerCase() as Hex))
  )
}

/** The `AuthorizationsUpdated` events in a range of blocks, in their order. */
export async function findUpdates(
  source: LogSource,
  client: ReadClient,
  parameters: Omit<LogRequest, 'address' | 'topics'> & {
    contractAddress: Address
    /** Default: of every root. */
    root?: Address | Address[] | undefined
    sessionKeyAddress?: Address | undefined
  },
): Promise<Update[]> {
  const { contractAddress, root, sessionKeyAddress, ...request } = parameters
  const abi = coreAbi
  const eventName = 'AuthorizationsUpdated'
  const topics = encodeEventTopics({ abi, eventName, ...(root && { args: { identity: root } }) })
  const logs = await findLogs(source, client, { ...request, address: contractAddress, topics })
  const updates = logs.map(({ blockNumber, data, topics, transactionHash }) => ({
    args: decodeEventLog({ abi, data, eventName, topics }).args,
    blockNumber,
    transactionHash,
  }))
  return updates.filter(({ args }) => !sessionKeyAddress || isAddressEqual(args.signer, sessionKeyAddress))
}

/** The `AuthorizationsUpdated` events of one session up to a block, the newest first, range by range. */
export async function* updatesBackwards(
  source: LogSource,
  client: ReadClient,
  parameters: {
    contractAddress: Address
    ranges: number
    root: Address
    sessionKeyAddress: Address
    toBlock: bigint
  },
): AsyncGenerator<Update> {
  const { ranges, toBlock, ...session } = parameters
  let last = toBlock
  for (let range = 0; range < ranges && last >= 0n; range++) {
    const fromBlock = last < blockRange ? 0n : last - blockRange + 1n
    yield* (await findUpdates(source, client, { ...session, fromBlock, toBlock: last })).reverse()
    last = fromBlock - 1n
  }
}
