import type { Address, Hash, TransactionReceipt } from 'viem'
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
import type { AuthorizationsUpdated } from '../internal/updates.ts'
import { checkRoot, type InvalidRootError } from '../internal/validate.ts'
import { type RegistryNotFoundError, type WriteParameters, writeRegistry } from '../internal/writeRegistry.ts'
import { type WaitParameters, writeRegistrySync } from '../internal/writeRegistrySync.ts'
import { defaultOrigin, login, type loginSync } from './login.ts'

/**
 * Gives up all that the client's account, a session key, holds from a root. Takes no consent of the root, and the key pays
 * the gas. Needs this package's registry.
 *
 * @param client - Client of the session key.
 * @param parameters - {@link logout.Parameters}
 * @returns Hash of the transaction. {@link logout.ReturnType}
 * @throws {@link logout.ErrorType}
 *
 * @example
 * ```ts
 * import { logout } from 'foc-session-keys'
 *
 * const hash = await logout(sessionKey.client, { root: sessionKey.rootAddress })
 * ```
 */
export async function logout(client: RootClient, parameters: logout.Parameters): Promise<logout.ReturnType> {
  return writeRegistry(client, logout.prepare(client, parameters), parameters)
}

/** The call without sending it, for `writeContract`, `sendCalls` and other batches. */
logout.prepare = (client: ReadClient, parameters: logout.PrepareParameters) => {
  const { contractAddress, origin = defaultOrigin, root } = parameters
  const address = featureAddress(client.chain, contractAddress, 'logout')
  return {
    abi: coreAbi,
    address,
    args: [checkRoot(root), origin],
    functionName: 'logout',
    to: address,
  } as const
}

logout.extractEvent = login.extractEvent

export declare namespace logout {
  type Parameters = logout.PrepareParameters & WriteParameters

  type PrepareParameters = {
    /** Address of the registry. Default: the chain's. */
    contractAddress?: Address | undefined
    /** Text that everybody can read, such as the name of the app. Default: `foc-session-keys`. */
    origin?: string | undefined
    /** The wallet that granted: its address or account. */
    root: Address | { address: Address }
  }

  type ReturnType = Hash

  type ErrorType =
    | InvalidRootError
    | MissingAccountError
    | MissingChainContractError
    | RegistryFeatureError
    | RegistryNotFoundError
    | WriteContractErrorType
}

/**
 * {@link logout}, and waits until the transaction is mined. Only then are the permissions gone.
 *
 * @param client - Client of the session key.
 * @param parameters - {@link logoutSync.Parameters}
 * @returns The receipt, and what the registry said. {@link logoutSync.ReturnType}
 * @throws {@link logoutSync.ErrorType}
 */
export async function logoutSync(
  client: RootClient,
  parameters: logoutSync.Parameters,
): Promise<logoutSync.ReturnType> {
  const { receipt, events } = await writeRegistrySync(client, logout.prepare(client, parameters), parameters)
  return { receipt, event: events[0] }
}

export declare namespace logoutSync {
  type Parameters = logout.Parameters & WaitParameters

  type ReturnType = { receipt: TransactionReceipt; event: AuthorizationsUpdated }

  type ErrorType = logout.ErrorType | loginSync.ErrorType
}
