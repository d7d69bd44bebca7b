import { type Address, type ContractFunctionParameters, type Hash, multicall3Abi } from 'viem'
import { getBlock, multicall } from 'viem/actions'
import type { Expirations, Permission } from '../permissions.ts'
import { coreAbi } from './abi.ts'
import { isLive, type ReadClient, withoutAccount } from './registry.ts'
import { revertOf } from './revert.ts'

/** How many sessions one request reads. */
const batchSize = 125

/** How many requests are under way at a time. */
const concurrency = 4

/** A block, and when it was made, in Unix seconds. */
export type Block = { hash: Hash; number: bigint; timestamp: bigint }

/** What to read of one session. */
export type SessionQuery = {
  onAnswer: (answer: SessionAnswer) => void
  permissions: readonly Permission[]
  root: Address
  sessionKeyAddress: Address
}

/** What the chain said, and when the block was made whose state that is, in Unix seconds. */
export type SessionAnswer = { expirations: Expirations; timestamp: bigint }

/**
 * Reads many sessions together with the chain's time, about 600 expirations a request.
 *
 * @throws The first error, after all requests ended; the queries that were answered got their answers.
 */
export async function readSessions(
  client: ReadClient,
  parameters: {
    /** State of which block to read. Default: the newest. */
    block?: Block | undefined
    contractAddress: Address
    queries: readonly SessionQuery[]
  },
): Promise<void> {
  const { block, contractAddress, queries } = parameters
  const reader = withoutAccount(client)
  const multicall3 = client.chain.contracts?.multicall3
  let failure: unknown

  /**
   * The block's timestamp, and what the registry says: in one request where the chain has Multicall3.
   * @param live - Whether the registry has the four live functions only, which read one permission at a time.
   */
  async function read(batch: readonly SessionQuery[], live: boolean): Promise<unknown[]> {
    const known = block ?? (multicall3 ? undefined : await getBlock(reader))
    const address = multicall3?.address as Address
    const time = { abi: multicall3Abi, address, functionName: 'getCurrentBlockTimestamp' }
    const calls = batch.flatMap(({ permissions, root, sessionKeyAddress }): ContractFunctionParameters[] =>
      (live ? permissions : [permissions]).map((asked) => ({
        abi: coreAbi,
        address: contractAddress,
        args: [root, sessionKeyAddress, asked],
        functionName: live ? 'authorizationExpiry' : 'authorizationExpiries',
      })),
    )
    const results = await multicall(reader, {
      allowFailure: false,
      batchSize: 0,
      contracts: known ? calls : [time, ...calls],
      deployless: !multicall3,
      // By its hash, so that no other block of that number can answer.
      ...(known && { blockHash: known.hash }),
    })
    return known ? [known.timestamp, ...results] : results
  }

  async function readBatch(batch: readonly SessionQuery[]) {
    const [timestamp, ...rest] = await read(batch, isLive(contractAddress)).catch((error) => {
      // Another registry of that kind. A node that cannot be reached is no such answer.
      if (!revertOf(error)) throw error
      return read(batch, true)
    })
    const expiries = rest.flat().values() as IterableIterator<bigint>
    for (const { onAnswer, permissions } of batch)
      onAnswer({
        expirations: Object.fromEntries(permissions.map((permission) => [permission, expiries.next().value])),
        timestamp: timestamp as bigint,
      })
  }

  let next = 0
  async function work() {
    while (next < queries.length) {
      const first = next
      next += batchSize
      await readBatch(queries.slice(first, next)).catch((error) => {
        failure ??= error
      })
    }
  }
  await Promise.all(Array.from({ length: concurrency }, work))
  if (failure) throw failure
}

/** Reads one session. */
export function readSession(
  client: ReadClient,
  parameters: Omit<Parameters<typeof readSessions>[1] & SessionQuery, 'onAnswer' | 'queries'>,
): Promise<SessionAnswer> {
  return new Promise((onAnswer, reject) => {
    readSessions(client, { ...parameters, queries: [{ ...parameters, onAnswer }] }).catch(reject)
  })
}
