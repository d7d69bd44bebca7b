import type { Hex } from 'viem'
import type { ProviderChain } from './chain.ts'
import { RequestError } from './errors.ts'
import { revertData } from './reverts.ts'

/** How far the termination of a data set's service is. The epoch is the one at which the service ends. */
export type Termination =
  | { status: 'none' }
  | { status: 'pending'; hash: Hex }
  | { status: 'terminated'; epoch: bigint; hash: Hex | undefined }

/**
 * Terminations that a provider has submitted for those who signed them. They live in memory: after a restart the chain
 * still knows the outcome, only the hash is gone.
 */
export function createTerminations(chain: ProviderChain) {
  const sent = new Map<bigint, Promise<Hex>>()

  /** Waits a little for a transaction that is not mined yet. */
  async function statusOf(setId: bigint): Promise<Termination> {
    const hash = await sent.get(setId)
    const status = hash && (await chain.transactionStatus(hash))?.status
    const epoch = await chain.serviceEnd(setId)
    if (epoch !== 0n) return { epoch, hash: status === 'rejected' ? undefined : hash, status: 'terminated' }
    return hash && status === 'pending' ? { hash, status } : { status: 'none' }
  }

  return {
    statusOf,

    /**
     * Submits a termination, unless there is one: then it returns that one. Waits a little for it to be mined, so that
     * who hears that it was accepted mostly finds it done.
     */
    async begin(setId: bigint, extraData: Hex): Promise<Termination> {
      for (;;) {
        const before = sent.get(setId)
        const termination = await statusOf(setId)
        if (termination.status !== 'none') return termination
        // Somebody else may have begun meanwhile.
        if (sent.get(setId) === before) break
      }
      const sending = chain.terminateService(setId, extraData)
      sent.set(setId, sending)
      try {
        await chain.transactionStatus(await sending)
        return { status: 'none' }
      } catch (error) {
        sent.delete(setId)
        if (revertData(error) === '0x' && !(await chain.takesTerminations())) {
          throw new RequestError(503, 'The service of this provider takes no signed terminations.')
        }
        throw error
      }
    },
  }
}
