import { type Address, type BaseError, type Hash, isAddressEqual, type TransactionReceipt } from 'viem'
import { waitForTransactionReceipt } from 'viem/actions'
import { SessionKeyError } from '../sessionKeyError.ts'
import type { RootClient } from './registry.ts'
import { type AuthorizationsUpdated, extractUpdates } from './updates.ts'
import { type RegistryCall, writeRegistry } from './writeRegistry.ts'

/** Thrown when a transaction was mined and failed. */
export class TransactionRevertedError extends SessionKeyError {
  readonly receipt: TransactionReceipt

  constructor({ receipt }: { receipt: TransactionReceipt }) {
    super(
      'TransactionRevertedError',
      `Transaction ${receipt.transactionHash} reverted in block ${receipt.blockNumber}.`,
      'Nothing was changed. The state may have moved between sending and mining: try again.',
    )
    this.receipt = receipt
  }
}

/** Thrown when a transaction went through, but the registry did not say that anything changed. */
export class NothingUpdatedError extends SessionKeyError {
  readonly receipt: TransactionReceipt

  constructor({ address, receipt }: { address: Address; receipt: TransactionReceipt }) {
    super(
      'NothingUpdatedError',
      `Transaction ${receipt.transactionHash} changed nothing in the session key registry at ${address}.`,
      'Is that the address of a registry on this chain?',
    )
    this.receipt = receipt
  }
}

/**
 * Sends a call to the registry and waits until it is mined.
 *
 * @returns The receipt, and what changed, at least one event.
 * @throws {@link TransactionRevertedError} {@link NothingUpdatedError}
 */
export async function writeRegistrySync(
  client: RootClient,
  call: RegistryCall,
  { onHash }: { onHash?: ((hash: Hash) => void) | undefined },
  decode?: (error: unknown) => BaseError | undefined,
): Promise<{ receipt: TransactionReceipt; events: [AuthorizationsUpdated, ...AuthorizationsUpdated[]] }> {
  const hash = await writeRegistry(client, call, decode)
  onHash?.(hash)
  const receipt = await waitForTransactionReceipt(client, { hash })
  if (receipt.status === 'reverted') throw new TransactionRevertedError({ receipt })
  const [event, ...more] = extractUpdates(
    receipt.logs.filter((log) => isAddressEqual(log.address, call.address)),
  )
  if (!event) throw new NothingUpdatedError({ address: call.address, receipt })
  return { receipt, events: [event, ...more] }
}
