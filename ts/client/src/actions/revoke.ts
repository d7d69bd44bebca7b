import type { Address, Hash, TransactionReceipt } from 'viem'
import type { WriteContractErrorType } from 'viem/actions'
import { coreAbi } from '../internal/abi.ts'
import {
  type MissingChainContractError,
  type ReadClient,
  type RootClient,
  registryAddress,
} from '../internal/registry.ts'
import type { AuthorizationsUpdated } from '../internal/updates.ts'
import {
  checkPermissions,
  checkSessionKeyAddress,
  type InvalidPermissionError,
  type InvalidSessionKeyAddressError,
  type NoPermissionsError,
} from '../internal/validate.ts'
import { writeRegistry } from '../internal/writeRegistry.ts'
import { writeRegistrySync } from '../internal/writeRegistrySync.ts'
import { DefaultFwssPermissions, type Permission } from '../permissions.ts'
import { defaultOrigin, login, type loginSync } from './login.ts'

/**
 * Takes permissions back from a session key of the client's account. In force from the block the transaction is mined in.
 * Works alike on live, expired and unknown grants.
 *
 * @param client - Client of the root.
 * @param parameters - {@link revoke.Parameters}
 * @returns Hash of the transaction. {@link revoke.ReturnType}
 * @throws {@link revoke.ErrorType}
 *
 * @example
 * ```ts
 * import { DefaultFwssPermissions, revoke } from 'foc-session-keys'
 *
 * const hash = await revoke(client, { sessionKeyAddress: '0x…', permissions: DefaultFwssPermissions })
 * ```
 */
export async function revoke(client: RootClient, parameters: revoke.Parameters): Promise<revoke.ReturnType> {
  return writeRegistry(client, revoke.call(client, parameters))
}

/** The call without sending it, for `writeContract`, `sendCalls` and other batches. */
revoke.call = (client: ReadClient, parameters: revoke.Parameters) => {
  const {
    contractAddress,
    origin = defaultOrigin,
    permissions = DefaultFwssPermissions,
    sessionKeyAddress,
  } = parameters
  const address = registryAddress(client.chain, contractAddress)
  return {
    abi: coreAbi,
    address,
    args: [checkSessionKeyAddress(sessionKeyAddress), checkPermissions(permissions), origin],
    functionName: 'revoke',
    to: address,
  } as const
}

revoke.extractEvent = login.extractEvent

export declare namespace revoke {
  type Parameters = {
    /** Address of the registry. Default: the chain's. */
    contractAddress?: Address | undefined
    /** Text that everybody can read, such as the name of the app. Default: `foc-session-keys`. */
    origin?: string | undefined
    /** What to take back; at least one. Default: {@link DefaultFwssPermissions}. */
    permissions?: readonly Permission[] | undefined
    /** Address of the session key. */
    sessionKeyAddress: Address
  }

  type ReturnType = Hash

  type ErrorType =
    | InvalidPermissionError
    | InvalidSessionKeyAddressError
    | MissingChainContractError
    | NoPermissionsError
    | WriteContractErrorType
}

/**
 * {@link revoke}, and waits until the transaction is mined. Only then is the permission gone.
 *
 * @param client - Client of the root.
 * @param parameters - {@link revokeSync.Parameters}
 * @returns The receipt, and what the registry said. {@link revokeSync.ReturnType}
 * @throws {@link revokeSync.ErrorType}
 */
export async function revokeSync(
  client: RootClient,
  parameters: revokeSync.Parameters,
): Promise<revokeSync.ReturnType> {
  const { receipt, events } = await writeRegistrySync(client, revoke.call(client, parameters), parameters)
  return { receipt, event: events[0] }
}

export declare namespace revokeSync {
  type Parameters = revoke.Parameters & Pick<loginSync.Parameters, 'onHash'>

  type ReturnType = { receipt: TransactionReceipt; event: AuthorizationsUpdated }

  type ErrorType = revoke.ErrorType | loginSync.ErrorType
}
