import { isPolicy, type Permission, type PermissionOrPolicy } from 'foc-session-keys'

/** What is granted: of a policy, its hash. */
export const hashOf = (permission: PermissionOrPolicy): Permission =>
  isPolicy(permission) ? permission.hash : permission

/** Whether a list has it. */
export const includes = (
  permissions: readonly PermissionOrPolicy[],
  permission: PermissionOrPolicy,
): boolean => permissions.some((one) => hashOf(one) === hashOf(permission))

/** Each once. */
export const eachOnce = <permission extends PermissionOrPolicy>(
  permissions: readonly permission[],
): permission[] => [...new Map(permissions.map((one) => [hashOf(one), one])).values()]
