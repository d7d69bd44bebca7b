import type { Address } from 'viem'
import { type ReadContractErrorType, readContract } from 'viem/actions'
import { coreAbi } from '../internal/abi.ts'
import {
  type MissingChainContractError,
  type ReadClient,
  registryAddress,
  withoutAccount,
} from '../internal/registry.ts'
import {
  checkPermission,
  checkRoot,
  checkSessionKeyAddress,
  type InvalidPermissionError,
  type InvalidRootError,
  type InvalidSessionKeyAddressError,
  type PermissionOrPolicy,
} from '../internal/validate.ts'

/**
 * When a permission of a session key ends. A grant holds up to and in that second.
 *
 * @param client - Any client with a chain. If it has an account, that is left out of the request.
 * @param parameters - {@link authorizationExpiry.Parameters}
 * @returns Unix seconds, inclusive; 0n when there is no grant. {@link authorizationExpiry.ReturnType}
 * @throws {@link authorizationExpiry.ErrorType}
 *
 * @example
 * ```ts
 * import { authorizationExpiry, Permission } from 'foc-session-keys'
 *
 * const expiry = await authorizationExpiry(client, {
 *   permission: Permission.AddPieces,
 *   root: '0x…',
 *   sessionKeyAddress: '0x…',
 * })
 * ```
 */
export async function authorizationExpiry(
  client: ReadClient,
  parameters: authorizationExpiry.Parameters,
): Promise<authorizationExpiry.ReturnType> {
  return readContract(withoutAccount(client), authorizationExpiry.prepare(client, parameters))
}

/** The call without sending it, for `readContract` or `multicall`. */
authorizationExpiry.prepare = (client: ReadClient, parameters: authorizationExpiry.Parameters) => {
  const { contractAddress, permission, root, sessionKeyAddress } = parameters
  return {
    abi: coreAbi,
    address: registryAddress(client.chain, contractAddress),
    args: [checkRoot(root), checkSessionKeyAddress(sessionKeyAddress), checkPermission(permission)],
    functionName: 'authorizationExpiry',
  } as const
}

export declare namespace authorizationExpiry {
  type Parameters = {
    /** Address of the registry. Default: the chain's. */
    contractAddress?: Address | undefined
    /** What the key may do. */
    permission: PermissionOrPolicy
    /** The wallet that granted: its address or account. */
    root: Address | { address: Address }
    /** Address of the session key. */
    sessionKeyAddress: Address
  }

  type ReturnType = bigint

  type ErrorType =
    | InvalidPermissionError
    | InvalidRootError
    | InvalidSessionKeyAddressError
    | MissingChainContractError
    | ReadContractErrorType
}
