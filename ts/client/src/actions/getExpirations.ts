import type { MulticallErrorType } from 'viem/actions'
import { readSession, type SessionAnswer } from '../internal/readSessions.ts'
import { type ReadClient, registryAddress } from '../internal/registry.ts'
import {
  checkPermissions,
  checkRoot,
  checkSessionKeyAddress,
  type NoPermissionsError,
  type PermissionOrPolicy,
} from '../internal/validate.ts'
import { DefaultFwssPermissions, type Expirations } from '../permissions.ts'
import type { authorizationExpiry } from './authorizationExpiry.ts'

/**
 * When several permissions of a session key end, in one request.
 *
 * @param client - Any client with a chain. If it has an account, that is left out of the request.
 * @param parameters - {@link getExpirations.Parameters}
 * @returns Unix seconds for each permission, inclusive; 0n when there is no grant. {@link getExpirations.ReturnType}
 * @throws {@link getExpirations.ErrorType}
 *
 * @example
 * ```ts
 * import { getExpirations, Permission } from 'foc-session-keys'
 *
 * const expirations = await getExpirations(client, { root: '0x…', sessionKeyAddress: '0x…' })
 * console.log(expirations[Permission.AddPieces])
 * ```
 */
export async function getExpirations(
  client: ReadClient,
  parameters: getExpirations.Parameters,
): Promise<getExpirations.ReturnType> {
  return (await readExpirations(client, parameters)).expirations
}

export declare namespace getExpirations {
  type Parameters = Omit<authorizationExpiry.Parameters, 'permission'> & {
    /** Which permissions; at least one. Default: {@link DefaultFwssPermissions}. */
    permissions?: readonly PermissionOrPolicy[] | undefined
  }

  type ReturnType = Expirations

  type ErrorType = authorizationExpiry.ErrorType | MulticallErrorType | NoPermissionsError
}

/** The expirations of one session with the block that they are as of. */
export async function readExpirations(
  client: ReadClient,
  parameters: getExpirations.Parameters,
): Promise<SessionAnswer> {
  const { contractAddress, permissions = DefaultFwssPermissions, root, sessionKeyAddress } = parameters
  return readSession(client, {
    contractAddress: registryAddress(client.chain, contractAddress),
    permissions: checkPermissions(permissions),
    root: checkRoot(root),
    sessionKeyAddress: checkSessionKeyAddress(sessionKeyAddress),
  })
}
