import { answersFor } from '../internal/legacy.ts'
import type { ReadClient } from '../internal/registry.ts'
import { checkPermission } from '../internal/validate.ts'
import type { authorizationExpiry } from './authorizationExpiry.ts'
import { type getExpirations, readExpirations } from './getExpirations.ts'

/**
 * Whether a session key has a permission now, by the chain's clock: up to and in the second of its expiry.
 *
 * @param client - Any client with a chain. If it has an account, that is left out of the request.
 * @param parameters - {@link isAuthorized.Parameters}
 * @returns {@link isAuthorized.ReturnType}
 * @throws {@link isAuthorized.ErrorType}
 *
 * @example
 * ```ts
 * import { isAuthorized, Permission } from 'foc-session-keys'
 *
 * await isAuthorized(client, { permission: Permission.AddPieces, root: '0x…', sessionKeyAddress: '0x…' })
 * ```
 */
export async function isAuthorized(
  client: ReadClient,
  parameters: isAuthorized.Parameters,
): Promise<isAuthorized.ReturnType> {
  const { permission, ...rest } = parameters
  const permissions = answersFor(checkPermission(permission))
  const { expirations, timestamp } = await readExpirations(client, { ...rest, permissions })
  return Object.values(expirations).some((expiry) => timestamp <= expiry)
}

export declare namespace isAuthorized {
  type Parameters = authorizationExpiry.Parameters

  type ReturnType = boolean

  type ErrorType = getExpirations.ErrorType
}
