import type { Hash, TransactionReceipt, WriteContractParameters } from 'viem'
import {
  type WaitForTransactionReceiptErrorType,
  type WriteContractErrorType,
  writeContract,
} from 'viem/actions'
import { authorizerAbi } from '../internal/abi.ts'
import {
  accountOf,
  type MissingAccountError,
  type ReadClient,
  type RootClient,
} from '../internal/registry.ts'
import { NoPermissionsError } from '../internal/validate.ts'
import type { WriteParameters } from '../internal/writeRegistry.ts'
import {
  type TransactionReplacedError,
  TransactionRevertedError,
  type WaitParameters,
  waitForWrite,
} from '../internal/writeRegistrySync.ts'
import { authorizerOf, type MissingAuthorizerError } from '../limits/authorizer.ts'
import type { Policy } from '../limits/policy.ts'
import { structOf } from '../limits/struct.ts'

/**
 * Says on chain what policies are, for who reads grants of their hashes: `getSessions`, a console. Takes and gives nothing, so anybody
 * may do it, before or after the grant, and once is enough for all. It is for the registries that are live on Filecoin: this
 * package's says with the grant what is granted.
 *
 * @param client - Client of any account with FIL.
 * @param parameters - {@link announcePolicies.Parameters}
 * @returns Hash of the transaction. {@link announcePolicies.ReturnType}
 * @throws {@link announcePolicies.ErrorType}
 *
 * @example
 * ```ts
 * import { announcePolicies, login, uploadLimits } from 'foc-session-keys'
 *
 * const permissions = uploadLimits({ bytes: 1024n ** 3n })
 * await login(client, { permissions, sessionKeyAddress: '0x…' })
 * await announcePolicies(client, { policies: permissions })
 * ```
 */
export async function announcePolicies(
  client: RootClient,
  parameters: announcePolicies.Parameters,
): Promise<announcePolicies.ReturnType> {
  const request = {
    account: accountOf(client),
    ...parameters,
    ...announcePolicies.prepare(client, parameters),
    chain: client.chain,
  }
  return writeContract(client, request as WriteContractParameters)
}

/** The call without sending it, for `writeContract`, `sendCalls` and other batches, such as together with the grant. */
announcePolicies.prepare = (client: ReadClient, { policies }: announcePolicies.PrepareParameters) => {
  const address = authorizerOf(client.chain, 'policies')
  if (policies.length === 0) throw new NoPermissionsError()
  const each = [...new Map(policies.map((one) => [one.hash, structOf(one)])).values()]
  return { abi: authorizerAbi, address, args: [each], functionName: 'announce', to: address } as const
}

export declare namespace announcePolicies {
  type Parameters = announcePolicies.PrepareParameters & WriteParameters

  type PrepareParameters = {
    /** At least one. */
    policies: readonly Policy[]
  }

  type ReturnType = Hash

  type ErrorType = MissingAccountError | MissingAuthorizerError | NoPermissionsError | WriteContractErrorType
}

/**
 * {@link announcePolicies}, and waits until the transaction is mined.
 *
 * @param client - Client of any account with FIL.
 * @param parameters - {@link announcePoliciesSync.Parameters}
 * @returns The receipt. {@link announcePoliciesSync.ReturnType}
 * @throws {@link announcePoliciesSync.ErrorType}
 */
export async function announcePoliciesSync(
  client: RootClient,
  parameters: announcePoliciesSync.Parameters,
): Promise<announcePoliciesSync.ReturnType> {
  const receipt = await waitForWrite(client, await announcePolicies(client, parameters), parameters)
  if (receipt.status === 'reverted') throw new TransactionRevertedError({ reason: undefined, receipt })
  return { receipt }
}

export declare namespace announcePoliciesSync {
  type Parameters = announcePolicies.Parameters & WaitParameters

  type ReturnType = { receipt: TransactionReceipt }

  type ErrorType =
    | announcePolicies.ErrorType
    | TransactionReplacedError
    | TransactionRevertedError
    | WaitForTransactionReceiptErrorType
}
