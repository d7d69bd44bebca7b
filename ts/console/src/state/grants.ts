import { operationOf, type Permission, type PermissionOrPolicy, type Session } from 'foc-session-keys'

/** Something that a key was granted. */
export type Grant = {
  /** In Unix seconds, inclusive; 0n when it was taken back. */
  expiry: bigint
  /** As what it is revoked. */
  hash: Permission
  /** Whether it holds now. */
  holds: boolean
  /** The policy, where it is one that is known. */
  permission: PermissionOrPolicy
}

/** All that a key was ever granted. */
export function grantsOf({ expirations, permissions, policies }: Session): Grant[] {
  return (Object.entries(expirations) as [Permission, bigint][]).map(([hash, expiry]) => ({
    expiry,
    hash,
    holds: permissions.includes(hash),
    permission: policies.find((one) => one.hash === hash) ?? hash,
  }))
}

/**
 * What a renewal grants again: what holds; and what ended, unless the same ends later in another way, so that a limit is not renewed
 * together with what was granted without one before.
 */
export function renewable(session: Session): PermissionOrPolicy[] {
  const grants = grantsOf(session).filter(({ expiry }) => expiry > 0n)
  const isFollowed = ({ expiry, permission }: Grant) =>
    grants.some((one) => operationOf(one.permission) === operationOf(permission) && one.expiry > expiry)
  return grants.filter((one) => one.holds || !isFollowed(one)).map(({ permission }) => permission)
}
