import { type Address, type Hash, isAddressEqual, type TransactionReceipt } from 'viem'
import { waitForTransactionReceipt } from 'viem/actions'
import { SessionKeyError } from '../sessionKeyError.ts'
import type { RootClient } from './registry.ts'
import { type AuthorizationsUpdated, extractUpdates } from './updates.ts'
import { type RegistryCall, writeRegistry } from './writeRegistry.ts'

/** Thrown when a transaction was mined and failed. */
export class TransactionRevertedError extends SessionKeyError {
  declare readonly receipt: TransactionReceipt

  constructor(values: { receipt: TransactionReceipt }) {
    super(
      'TransactionRevertedError',
      `Transaction ${values.receipt.transactionHash} reverted in block ${values.receipt.blockNumber}.`,
      'Nothing was changed. The state may have moved between sending and mining: try again.',
      values,
    )
  }
}

/** Thrown when a transaction went through, but the registry did not say that anything changed. */
export class NothingUpdatedError extends SessionKeyError {
  declare readonly contractAddress: Address
  declare readonly receipt: TransactionReceipt

  constructor(values: { contractAddress: Address; receipt: TransactionReceipt }) {
    super(
      'NothingUpdatedError',
      `Transaction ${values.receipt.transactionHash} changed nothing in the session key registry at ${values.contractAddress}.`,
      'Is that the address of a registry on this chain?',
      values,
    )
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
  decode?: (error: unknown) => SessionKeyError | undefined,
): Promise<{ receipt: TransactionReceipt; events: [AuthorizationsUpdated, ...AuthorizationsUpdated[]] }> {
  const hash = await writeRegistry(client, call, decode)
  onHash?.(hash)
  const receipt = await waitForTransactionReceipt(client, { hash })
  if (receipt.status === 'reverted') throw new TransactionRevertedError({ receipt })
  const [event, ...more] = extractUpdates(
    receipt.logs.filter((log) => isAddressEqual(log.address, call.address)),
  )
  if (!event) throw new NothingUpdatedError({ contractAddress: call.address, receipt })
  return { receipt, events: [event, ...more] }
}
