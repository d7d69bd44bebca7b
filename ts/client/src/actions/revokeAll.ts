import type { Address, Hash, Log, TransactionReceipt } from 'viem'
import type { WriteContractErrorType } from 'viem/actions'
import { coreAbi } from '../internal/abi.ts'
import {
  featureAddress,
  type MissingAccountError,
  type MissingChainContractError,
  type ReadClient,
  type RegistryFeatureError,
  type RootClient,
} from '../internal/registry.ts'
import { type AuthorizationsUpdated, extractUpdates } from '../internal/updates.ts'
import {
  checkSessionKeyAddress,
  type InvalidSessionKeyAddressError,
  NoSessionKeysError,
} from '../internal/validate.ts'
import { type RegistryNotFoundError, type WriteParameters, writeRegistry } from '../internal/writeRegistry.ts'
import { type WaitParameters, writeRegistrySync } from '../internal/writeRegistrySync.ts'
import { defaultOrigin, type loginSync } from './login.ts'

/**
 * Takes every permission back from session keys of the client's account, known and custom ones, at the cost of one storage
 * slot a key. Needs this package's registry.
 *
 * @param client - Client of the root.
 * @param parameters - {@link revokeAll.Parameters}
 * @returns Hash of the transaction. {@link revokeAll.ReturnType}
 * @throws {@link revokeAll.ErrorType}
 *
 * @example
 * ```ts
 * import { revokeAll } from 'foc-session-keys'
 *
 * const hash = await revokeAll(client, { sessionKeyAddresses: ['0x…', '0x…'] })
 * ```
 */
export async function revokeAll(
  client: RootClient,
  parameters: revokeAll.Parameters,
): Promise<revokeAll.ReturnType> {
  return writeRegistry(client, revokeAll.prepare(client, parameters), parameters)
}

/** The call without sending it, for `writeContract`, `sendCalls` and other batches. */
revokeAll.prepare = (client: ReadClient, parameters: revokeAll.PrepareParameters) => {
  const { contractAddress, origin = defaultOrigin, sessionKeyAddresses } = parameters
  if (sessionKeyAddresses.length === 0) throw new NoSessionKeysError()
  const address = featureAddress(client.chain, contractAddress, 'revokeAll')
  return {
    abi: coreAbi,
    address,
    args: [sessionKeyAddresses.map(checkSessionKeyAddress), origin],
    functionName: 'revokeAll',
    to: address,
  } as const
}

/** The `AuthorizationsUpdated` events among the logs of a receipt, one for each session key. */
revokeAll.extractEvents = (logs: readonly Log[]): AuthorizationsUpdated[] => {
  return extractUpdates(logs)
}

export declare namespace revokeAll {
  type Parameters = revokeAll.PrepareParameters & WriteParameters

  type PrepareParameters = {
    /** Address of the registry. Default: the chain's. */
    contractAddress?: Address | undefined
    /** Text that everybody can read, such as the name of the app. Default: `foc-session-keys`. */
    origin?: string | undefined
    /** Addresses of the session keys; at least one. */
    sessionKeyAddresses: readonly Address[]
  }

  type ReturnType = Hash

  type ErrorType =
    | InvalidSessionKeyAddressError
    | MissingAccountError
    | MissingChainContractError
    | NoSessionKeysError
    | RegistryFeatureError
    | RegistryNotFoundError
    | WriteContractErrorType
}

/**
 * {@link revokeAll}, and waits until the transaction is mined. Only then are the permissions gone.
 *
 * @param client - Client of the root.
 * @param parameters - {@link revokeAllSync.Parameters}
 * @returns The receipt, and what the registry said for each session key. {@link revokeAllSync.ReturnType}
 * @throws {@link revokeAllSync.ErrorType}
 */
export async function revokeAllSync(
  client: RootClient,
  parameters: revokeAllSync.Parameters,
): Promise<revokeAllSync.ReturnType> {
  return writeRegistrySync(client, revokeAll.prepare(client, parameters), parameters)
}

export declare namespace revokeAllSync {
  type Parameters = revokeAll.Parameters & WaitParameters

  type ReturnType = { receipt: TransactionReceipt; events: AuthorizationsUpdated[] }

  type ErrorType = revokeAll.ErrorType | loginSync.ErrorType
}
