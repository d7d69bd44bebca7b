import type { Address } from 'viem'
import { getContractEvents } from 'viem/actions'
import { coreAbi } from './abi.ts'
import { type ReadClient, withoutAccount } from './registry.ts'
import type { AuthorizationsUpdated } from './updates.ts'

/** The most blocks that public nodes search at a time. */
export const blockRange = 2000n

/** How many searches are under way at a time. */
const concurrency = 4

/** How far a search is. */
export type ScanProgress = {
  /** Blocks searched so far. */
  searched: bigint
  /** Blocks to search. */
  total: bigint
}

/** Reads something from every range of blocks. @returns All of it, in the order of the blocks. */
export async function scan<item>(parameters: {
  fromBlock: bigint
  onProgress?: ((progress: ScanProgress) => void) | undefined
  read: (range: { fromBlock: bigint; toBlock: bigint }) => Promise<item[]>
  signal?: AbortSignal | undefined
  toBlock: bigint
}): Promise<item[]> {
  const { fromBlock, onProgress, read, signal, toBlock } = parameters
  const total = toBlock < fromBlock ? 0n : toBlock - fromBlock + 1n
  const found = new Map<bigint, item[]>()
  let next = fromBlock
  let searched = 0n
  let failed = false

  async function work() {
    while (next <= toBlock && !failed) {
      signal?.throwIfAborted()
      const first = next
      next += blockRange
      const last = next > toBlock ? toBlock : next - 1n
      found.set(first, await read({ fromBlock: first, toBlock: last }))
      searched += last - first + 1n
      signal?.throwIfAborted()
      onProgress?.({ searched, total })
    }
  }

  await Promise.all(
    Array.from({ length: concurrency }, () =>
      work().catch((error) => {
        failed = true
        throw error
      }),
    ),
  )
  return [...found.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, items]) => items)
}

/** The `AuthorizationsUpdated` events in a range of blocks. */
export async function readUpdates(
  client: ReadClient,
  parameters: {
    contractAddress: Address
    fromBlock: bigint
    /** Default: of every root. */
    root?: Address | Address[] | undefined
    sessionKeyAddress?: Address | undefined
    toBlock: bigint
  },
): Promise<AuthorizationsUpdated[]> {
  const { contractAddress, fromBlock, root, sessionKeyAddress, toBlock } = parameters
  const updates = await getContractEvents(withoutAccount(client), {
    abi: coreAbi,
    address: contractAddress,
    ...(root && { args: { identity: root } }),
    eventName: 'AuthorizationsUpdated',
    fromBlock,
    strict: true,
    toBlock,
  })
  const signer = sessionKeyAddress?.toLowerCase()
  return signer ? updates.filter(({ args }) => args.signer.toLowerCase() === signer) : updates
}

/** The `AuthorizationsUpdated` events of one session up to a block, the newest first, range by range. */
export async function* updatesBackwards(
  client: ReadClient,
  parameters: {
    contractAddress: Address
    ranges: number
    root: Address
    sessionKeyAddress: Address
    toBlock: bigint
  },
): AsyncGenerator<AuthorizationsUpdated> {
  let { toBlock } = parameters
  for (let range = 0; range < parameters.ranges && toBlock >= 0n; range++) {
    const fromBlock = toBlock < blockRange ? 0n : toBlock - blockRange + 1n
    yield* (await readUpdates(client, { ...parameters, fromBlock, toBlock })).reverse()
    toBlock = fromBlock - 1n
  }
}
