import { getBlock } from 'viem/actions'
import { SessionKeyError } from '../sessionKeyError.ts'
import type { Block } from './readSessions.ts'
import { type ReadClient, withoutAccount } from './registry.ts'
import { revertOf } from './revert.ts'

/** How long a node that lags behind is given, in milliseconds: two blocks of Filecoin. */
const patience = 60_000

/** Thrown when a node did not get as far as a block that is known to exist. */
export class NodeBehindError extends SessionKeyError {
  readonly atLeast: bigint
  readonly blockNumber: bigint

  constructor({ atLeast, blockNumber }: { atLeast: bigint; blockNumber: bigint }) {
    super(
      'NodeBehindError',
      `The node is at block ${blockNumber}, and block ${atLeast} was asked for, for ${patience / 1000} seconds.`,
      'Is `atLeast` a block of this chain? If so, try again, or ask another node.',
    )
    this.atLeast = atLeast
    this.blockNumber = blockNumber
  }
}

/**
 * Waits before the next attempt to find a node at a block, for a minute in all.
 *
 * @returns Called with how far the node was, or why it could not say.
 */
export function createPatience(client: ReadClient, atLeast: bigint) {
  const end = Date.now() + patience
  return async (blockNumber: bigint, cause?: unknown) => {
    if (Date.now() >= end) throw cause ?? new NodeBehindError({ atLeast, blockNumber })
    await new Promise((resolve) => setTimeout(resolve, client.pollingInterval))
  }
}

/** Reads as of a block that is no older than that; without one, as of whatever the node says. */
export async function readAtLeast<result>(
  client: ReadClient,
  atLeast: bigint | undefined,
  read: (block?: Block) => Promise<result>,
): Promise<result> {
  if (atLeast === undefined) return read()
  const wait = createPatience(client, atLeast)
  for (;;) {
    const block = await getBlock(withoutAccount(client))
    if (block.number < atLeast) await wait(block.number)
    else
      try {
        return await read(block)
      } catch (error) {
        // Behind a balancer, another node may not have the block yet, and says so in whatever way.
        if (revertOf(error)) throw error
        await wait(block.number, error)
      }
  }
}
