import {
  DestructivePermissions,
  type Permission,
  type PermissionOrPolicy,
  type Policy,
} from 'foc-session-keys'

export const isPolicy = (permission: PermissionOrPolicy): permission is Policy =>
  typeof permission === 'object'

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

/** What it allows, limited or not. */
export const operationOf = (permission: PermissionOrPolicy): Permission =>
  isPolicy(permission) ? permission.operation : permission

export const isDestructive = (permission: PermissionOrPolicy): boolean =>
  DestructivePermissions.some((one) => one === operationOf(permission).toLowerCase())
