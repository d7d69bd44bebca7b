import type { Address, Hash, TransactionReceipt } from 'viem'
import type { WriteContractErrorType } from 'viem/actions'
import { coreAbi } from '../internal/abi.ts'
import {
  isLive,
  type MissingAccountError,
  type MissingChainContractError,
  type ReadClient,
  RegistryFeatureError,
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
  type PermissionOrPolicy,
} from '../internal/validate.ts'
import {
  type RegistryCall,
  type RegistryNotFoundError,
  type WriteParameters,
  writeRegistry,
} from '../internal/writeRegistry.ts'
import { type WaitParameters, writeRegistrySync } from '../internal/writeRegistrySync.ts'
import { DefaultFwssPermissions, type Permission } from '../permissions.ts'
import { defaultOrigin, login, type loginSync } from './login.ts'

/**
 * Takes permissions back from a session key of the client's account. In force from the block the transaction is mined in.
 * Works alike on live, expired and unknown grants.
 *
 * Without a list it takes everything back that the key holds, where the registry can; on the registries that are live on
 * Filecoin, {@link DefaultFwssPermissions}.
 *
 * @param client - Client of the root.
 * @param parameters - {@link revoke.Parameters}
 * @returns Hash of the transaction. {@link revoke.ReturnType}
 * @throws {@link revoke.ErrorType}
 *
 * @example
 * ```ts
 * import { Permission, revoke } from 'foc-session-keys'
 *
 * const hash = await revoke(client, { sessionKeyAddress: '0x…', permissions: [Permission.TerminateDataSet] })
 * ```
 */
export async function revoke(client: RootClient, parameters: revoke.Parameters): Promise<revoke.ReturnType> {
  return asTheRegistryCan(client, parameters, (call) => writeRegistry(client, call, parameters))
}

/**
 * The call without sending it, for `writeContract`, `sendCalls` and other batches. Without a list it takes everything back, unless
 * the registry is one of those that are live on Filecoin.
 */
revoke.prepare = prepare

function prepare(client: ReadClient, parameters: revoke.PrepareParameters & Named): NamedCall
function prepare(client: ReadClient, parameters: revoke.PrepareParameters): NamedCall | EverythingCall
function prepare(client: ReadClient, parameters: revoke.PrepareParameters): NamedCall | EverythingCall {
  const { contractAddress, origin = defaultOrigin, permissions, sessionKeyAddress } = parameters
  const address = registryAddress(client.chain, contractAddress)
  const signer = checkSessionKeyAddress(sessionKeyAddress)
  const call = { abi: coreAbi, address, to: address }
  if (!permissions && !isLive(address))
    return { ...call, args: [[signer], origin], functionName: 'revokeAll' }
  const named = checkPermissions(permissions ?? DefaultFwssPermissions)
  return { ...call, args: [signer, named, origin], functionName: 'revoke' }
}

type Named = { permissions: readonly PermissionOrPolicy[] }

type Call = { abi: typeof coreAbi; address: Address; to: Address }

type NamedCall = Call & {
  readonly args: readonly [Address, Permission[], string]
  functionName: 'revoke'
}

type EverythingCall = Call & { readonly args: readonly [Address[], string]; functionName: 'revokeAll' }

/** Sends what takes everything back, and names permissions where the registry turns out to have no such function. */
async function asTheRegistryCan<result>(
  client: RootClient,
  parameters: revoke.PrepareParameters,
  send: (call: RegistryCall) => Promise<result>,
): Promise<result> {
  try {
    return await send(revoke.prepare(client, parameters))
  } catch (error) {
    if (!(error instanceof RegistryFeatureError)) throw error
    return send(revoke.prepare(client, { ...parameters, permissions: DefaultFwssPermissions }))
  }
}

revoke.extractEvent = login.extractEvent

export declare namespace revoke {
  type Parameters = revoke.PrepareParameters & WriteParameters

  type PrepareParameters = {
    /** Address of the registry. Default: the chain's. */
    contractAddress?: Address | undefined
    /** Text that everybody can read, such as the name of the app. Default: `foc-session-keys`. */
    origin?: string | undefined
    /** What to take back; at least one. Default: everything, or {@link DefaultFwssPermissions} on the live registries. */
    permissions?: readonly PermissionOrPolicy[] | undefined
    /** Address of the session key. */
    sessionKeyAddress: Address
  }

  type ReturnType = Hash

  type ErrorType =
    | InvalidPermissionError
    | InvalidSessionKeyAddressError
    | MissingAccountError
    | MissingChainContractError
    | NoPermissionsError
    | RegistryNotFoundError
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
  const { receipt, events } = await asTheRegistryCan(client, parameters, (call) =>
    writeRegistrySync(client, call, parameters),
  )
  return { receipt, event: events[0] }
}

export declare namespace revokeSync {
  type Parameters = revoke.Parameters & WaitParameters

  type ReturnType = { receipt: TransactionReceipt; event: AuthorizationsUpdated }

  type ErrorType = revoke.ErrorType | loginSync.ErrorType
}
