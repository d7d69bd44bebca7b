import {
  amountInWords,
  isPolicy,
  Permission,
  type PermissionOrPolicy,
  type Policy,
  permissionInWords,
  permissionName,
  scopeOf,
} from 'foc-session-keys'
import type { Json } from '../output/envelope.ts'
import { hashOf } from './policies.ts'

/** How programs and command lines name it: by its scope, else by its hash. */
export const nameOf = (permission: PermissionOrPolicy): string => scopeOf(permission) ?? hashOf(permission)

/** How people are told: a policy in words, a permission by its scope. What is neither is said to be unknown. */
export function inWords(permission: PermissionOrPolicy): string {
  if (isPolicy(permission)) return permissionInWords(permission)
  const name = scopeOf(permission) ?? permissionName(permission)
  return name ?? `${permission} (unknown: limits that nobody told, or anything else)`
}

/** Several of them in one line. */
export const listInWords = (permissions: readonly PermissionOrPolicy[]): string =>
  permissions.map(inWords).join(permissions.some(isPolicy) ? '; ' : ', ')

/** How much is left of a limit. */
export function leftInWords({ limit = 0n, operation }: Policy, left: bigint): string {
  const words = (amount: bigint) =>
    operation === Permission.AddPieces ? amountInWords(operation, amount) : `${amount}`
  return `${words(left)} of ${words(limit)} left`
}

/** The terms of a policy for programs; `null` is no such term. */
export const policyData = ({ dataSetId, hash, limit, operation, provider }: Policy): Json => ({
  dataSetId: dataSetId === undefined ? null : `${dataSetId}`,
  hash,
  limit: limit === undefined ? null : `${limit}`,
  operation: nameOf(operation),
  provider: provider ?? null,
})
