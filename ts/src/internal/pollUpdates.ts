import type { Address } from 'viem'
import { getBlockNumber, getContractEvents } from 'viem/actions'
import { sessionKeyRegistryAbi } from '../generated.ts'
import { type ReadClient, withoutAccount } from './registry.ts'
import type { AuthorizationsUpdated } from './transactions.ts'

/**
 * Asks the chain for new `AuthorizationsUpdated` events of one root, again and again, from where it left off.
 *
 * @returns When it knows where it begins: with the block after the newest.
 */
export async function pollUpdates(
  client: ReadClient,
  parameters: {
    address: Address
    onError: (error: Error) => void
    onUpdates: (updates: AuthorizationsUpdated[]) => Promise<void>
    root: Address
    signal: AbortSignal
  },
): Promise<void> {
  const { address, onError, onUpdates, root, signal } = parameters
  const reader = withoutAccount(client)
  const blockNumber = () => getBlockNumber(reader, { cacheTime: 0 })
  let next = (await blockNumber()) + 1n

  async function poll() {
    const latest = await blockNumber()
    if (latest < next) return
    const updates = await getContractEvents(reader, {
      abi: sessionKeyRegistryAbi,
      address,
      args: { identity: root },
      eventName: 'AuthorizationsUpdated',
      fromBlock: next,
      strict: true,
      toBlock: latest,
    })
    if (updates.length > 0 && !signal.aborted) await onUpdates(updates)
    next = latest + 1n
  }

  function schedule() {
    if (signal.aborted) return
    const timer = setTimeout(async () => {
      signal.removeEventListener('abort', cancel)
      try {
        await poll()
      } catch (error) {
        if (!signal.aborted) onError(error as Error)
      }
      schedule()
    }, client.pollingInterval)
    const cancel = () => clearTimeout(timer)
    signal.addEventListener('abort', cancel, { once: true })
  }

  schedule()
}
