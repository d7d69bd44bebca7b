import {
  type Address,
  type Hash,
  isAddressEqual,
  type ReplacementReason,
  type TransactionReceipt,
} from 'viem'
import { simulateContract, waitForTransactionReceipt } from 'viem/actions'
import { SessionKeyError } from '../sessionKeyError.ts'
import type { ReadClient, RootClient } from './registry.ts'
import { type AuthorizationsUpdated, extractUpdates } from './updates.ts'
import {
  type Decode,
  decodeGrant,
  type RegistryCall,
  type WriteParameters,
  writeRegistry,
} from './writeRegistry.ts'

/** How to wait for a transaction. */
export type WaitParameters = {
  /** How many blocks to wait for, the one that it is mined in included. Default: 1. */
  confirmations?: number | undefined
  /** Called with the hash as soon as the transaction is sent. What it throws changes nothing about that, and is dropped. */
  onHash?: ((hash: Hash) => void) | undefined
  /** How often to ask, in milliseconds. Default: the client's. */
  pollingInterval?: number | undefined
  /** How long to wait, in milliseconds; 0 for ever. Default: three minutes, as viem's. */
  timeout?: number | undefined
}

/** Thrown when a transaction was mined and failed. */
export class TransactionRevertedError extends SessionKeyError {
  /** What the contract said, if it says the same after that block. */
  declare readonly reason: SessionKeyError | undefined
  declare readonly receipt: TransactionReceipt

  constructor(values: { reason: SessionKeyError | undefined; receipt: TransactionReceipt }) {
    const { reason, receipt } = values
    const because = reason ? ` ${reason.shortMessage}` : ''
    super(
      'TransactionRevertedError',
      `Transaction ${receipt.transactionHash} reverted in block ${receipt.blockNumber}.${because}`,
      'Nothing was changed. The state may have moved between sending and mining: try again.',
      { ...values, cause: reason },
    )
  }
}

/** Thrown when the wallet sent another call in place of a transaction, or cancelled it. */
export class TransactionReplacedError extends SessionKeyError {
  /** Of the transaction that was sent. It will never be mined. */
  declare readonly hash: Hash
  declare readonly reason: 'cancelled' | 'replaced'
  /** Receipt of the transaction that was mined in its place. */
  declare readonly receipt: TransactionReceipt
  declare readonly replacementHash: Hash

  constructor(values: { hash: Hash; reason: 'cancelled' | 'replaced'; receipt: TransactionReceipt }) {
    const { hash, reason, receipt } = values
    const replacementHash = receipt.transactionHash
    super(
      'TransactionReplacedError',
      `Transaction ${hash} was ${reason} in the wallet: ${replacementHash} was mined in its place.`,
      'Nothing was changed by it. Ask the user, and send it again if it is still wanted.',
      { ...values, replacementHash },
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
 * @throws {@link NothingUpdatedError} {@link TransactionReplacedError} {@link TransactionRevertedError}
 */
export async function writeRegistrySync(
  client: RootClient,
  call: RegistryCall,
  parameters: WaitParameters & WriteParameters,
  decode = decodeGrant,
): Promise<{ receipt: TransactionReceipt; events: [AuthorizationsUpdated, ...AuthorizationsUpdated[]] }> {
  const hash = await writeRegistry(client, call, parameters, decode)
  const receipt = await waitForWrite(client, hash, parameters)
  if (receipt.status === 'reverted') throw await revertedError(client, call, receipt, decode)
  const [event, ...more] = extractUpdates(
    receipt.logs.filter((log) => isAddressEqual(log.address, call.address)),
  )
  if (!event) throw new NothingUpdatedError({ contractAddress: call.address, receipt })
  return { receipt, events: [event, ...more] }
}

/** Waits until a transaction is mined, or the same call with other fees. */
export async function waitForWrite(
  client: ReadClient,
  hash: Hash,
  { confirmations, onHash, pollingInterval, timeout }: WaitParameters,
): Promise<TransactionReceipt> {
  // Whatever becomes of it, the transaction is sent.
  Promise.resolve(hash)
    .then(onHash)
    .catch(() => {})
  let reason: ReplacementReason | undefined
  const receipt = await waitForTransactionReceipt(client, {
    confirmations,
    hash,
    onReplaced: (replacement) => {
      reason = replacement.reason
    },
    pollingInterval,
    timeout,
  })
  if (reason && reason !== 'repriced') throw new TransactionReplacedError({ hash, reason, receipt })
  return receipt
}

/** What to throw for a transaction that was mined and failed: with what the contract says to the same call after that block. */
export async function revertedError(
  client: ReadClient,
  call: RegistryCall,
  receipt: TransactionReceipt,
  decode: Decode,
): Promise<TransactionRevertedError> {
  const { blockNumber, from: account } = receipt
  const reason = await simulateContract(client, { ...call, account, blockNumber }).then(
    () => undefined,
    decode,
  )
  return new TransactionRevertedError({ reason, receipt })
}
