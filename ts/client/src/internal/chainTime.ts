import { getBlock } from 'viem/actions'
import { type ReadClient, withoutAccount } from './registry.ts'
import { unixTime } from './unixTime.ts'

/**
 * The later of this machine's time and the chain's, in Unix seconds. The newest block is always some seconds old, and a machine, or
 * a chain as a devnet's, may be far ahead of the other: what is to be in the future must be so for both. Where the chain's is not told,
 * such as by a wallet on another chain, this machine's does, and what is sent next says what is wrong.
 */
export async function laterTime(client: ReadClient): Promise<bigint> {
  const now = unixTime()
  const block = await getBlock(withoutAccount(client)).catch(() => undefined)
  return block && block.timestamp > now ? block.timestamp : now
}

/** An hour after that. */
export const inOneHour = async (client: ReadClient) => (await laterTime(client)) + 3600n

/** The call of a grant with the expiry that it has, or in one hour. Only for that, the chain is asked, once the rest is checked. */
export async function prepareGrant<grant extends { expiry?: bigint | undefined }, call>(
  client: ReadClient,
  grant: grant,
  prepare: (client: ReadClient, grant: grant) => call,
): Promise<call> {
  const call = prepare(client, grant)
  return grant.expiry === undefined ? prepare(client, { ...grant, expiry: await inOneHour(client) }) : call
}
