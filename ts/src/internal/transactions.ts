import {
  type Address,
  BaseError,
  type ContractFunctionParameters,
  ContractFunctionRevertedError,
  type Hash,
  isAddressEqual,
  type Log,
  parseEventLogs,
  type TransactionReceipt,
} from 'viem'
import { simulateContract, waitForTransactionReceipt, writeContract } from 'viem/actions'
import type { sessionKeyRegistryAbi } from '../generated.ts'
import { coreAbi } from './abi.ts'
import { grantError } from './grantError.ts'
import { isLiveFunction, RegistryFeatureError, type RootClient } from './registry.ts'

/** A call that changes the registry, ready for `writeContract` or a batch. */
export type RegistryCall = Required<ContractFunctionParameters> & { value?: bigint }

/** What the registry says when a session changed. */
export type AuthorizationsUpdated = Log<
  bigint,
  number,
  false,
  undefined,
  true,
  typeof sessionKeyRegistryAbi,
  'AuthorizationsUpdated'
>

/** Thrown when a transaction was mined and failed. */
export class TransactionRevertedError extends BaseError {
  readonly receipt: TransactionReceipt

  constructor({ receipt }: { receipt: TransactionReceipt }) {
    super(`Transaction ${receipt.transactionHash} reverted in block ${receipt.blockNumber}.`, {
      metaMessages: ['Nothing was changed. The state may have moved between sending and mining: try again.'],
      name: 'TransactionRevertedError',
    })
    this.receipt = receipt
  }
}

/** Thrown when a transaction went through, but the registry did not say that anything changed. */
export class NothingUpdatedError extends BaseError {
  readonly receipt: TransactionReceipt

  constructor({ address, receipt }: { address: Address; receipt: TransactionReceipt }) {
    super(
      `Transaction ${receipt.transactionHash} changed nothing in the session key registry at ${address}.`,
      {
        metaMessages: ['Is that the address of a registry on this chain?'],
        name: 'NothingUpdatedError',
      },
    )
    this.receipt = receipt
  }
}

/**
 * Sends a call to the registry. A wallet is asked only when the call would succeed.
 *
 * @param decode - For errors that not every call can end with.
 */
export async function writeRegistry(
  client: RootClient,
  call: RegistryCall,
  decode?: (error: unknown) => BaseError | undefined,
): Promise<Hash> {
  const request = { ...call, account: client.account, chain: client.chain }
  try {
    // A local account estimates gas in `writeContract` itself, which finds a revert as well.
    if (client.account.type === 'json-rpc') await simulateContract(client, request)
    return await writeContract(client, request)
  } catch (error) {
    throw decode?.(error) ?? meaning(error, call) ?? error
  }
}

/** What a revert means. Without data, it is what a contract answers to a function that it does not have. */
function meaning(error: unknown, { address, functionName }: RegistryCall): BaseError | undefined {
  if (!(error instanceof BaseError)) return
  const reverted = error.walk((cause) => cause instanceof ContractFunctionRevertedError)
  if (!(reverted instanceof ContractFunctionRevertedError)) return
  const { data, raw } = reverted
  const typed =
    raw === '0x' && !isLiveFunction(functionName)
      ? new RegistryFeatureError({ address, feature: functionName })
      : data && grantError(data.errorName, data.args ?? [])
  if (typed) typed.cause = error
  return typed
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

/** The `AuthorizationsUpdated` events among logs, in their order. */
export function extractUpdates(logs: readonly Log[]): AuthorizationsUpdated[] {
  return parseEventLogs({
    abi: coreAbi,
    eventName: 'AuthorizationsUpdated',
    logs: [...logs],
    strict: true,
  })
}
