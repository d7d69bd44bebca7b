import { getBlock } from 'viem/actions'
import { SessionKeyError } from '../sessionKeyError.ts'
import type { Block } from './readSessions.ts'
import { type ReadClient, withoutAccount } from './registry.ts'

/** How long a node that lags behind is given, in milliseconds: two blocks of Filecoin. */
const patience = 60_000

/** Thrown when a node did not get as far as a block that is known to exist. */
export class NodeBehindError extends SessionKeyError {
  declare readonly atLeast: bigint
  declare readonly blockNumber: bigint

  constructor(values: { atLeast: bigint; blockNumber: bigint; cause?: unknown }) {
    super(
      'NodeBehindError',
      `The node is at block ${values.blockNumber}, and not at ${values.atLeast}, for a minute.`,
      'If `atLeast` is a block of this chain, try again, or ask another node.',
      values,
    )
  }
}

/**
 * Reads as of a block that is no older than that, and gives a node that lags behind a minute.
 *
 * @param read - Says as of which block it read.
 */
export async function untilBlock(
  client: ReadClient,
  atLeast: bigint,
  read: () => Promise<{ blockNumber: bigint; cause?: unknown }>,
): Promise<void> {
  const end = Date.now() + patience
  for (;;) {
    const values = await read()
    if (values.blockNumber >= atLeast && !values.cause) return
    if (Date.now() > end) throw new NodeBehindError({ ...values, atLeast })
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
  let result: result | undefined
  await untilBlock(client, atLeast, async () => {
    const block = await getBlock(withoutAccount(client))
    const values = { blockNumber: block.number }
    if (block.number < atLeast) return values
    try {
      result = await read(block)
      return values
    } catch (cause) {
      // Behind a balancer, another node may not have the block yet, and says so in whatever way.
      return { ...values, cause }
    }
  })
  return result as result
}
