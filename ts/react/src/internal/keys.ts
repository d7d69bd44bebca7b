import type { PermissionOrPolicy } from 'foc-session-keys'
import { type Address, getAddress, isAddress } from 'viem'

/** A wallet: its address or account. */
export type Root = Address | { address: Address }

/**
 * An address for a query key: the same in whatever case it was given; nothing if it is none, since what somebody gave in its place
 * may be a secret.
 */
export function addressOf(given: Root | undefined): Address | undefined {
  const address = typeof given === 'object' ? given.address : given
  return isAddress(address ?? '', { strict: false }) ? getAddress(address as Address) : undefined
}

/** What is granted, for a query key: of a policy its hash, which is of no other. */
export const grantOf = (permission: PermissionOrPolicy | undefined): string | undefined =>
  permission && `${permission}`.toLowerCase()

/** Several of them: the same in whatever order they were given, and how often. */
export const grantsOf = (permissions: readonly PermissionOrPolicy[] | undefined): string | undefined =>
  permissions && [...new Set(permissions.map(grantOf))].sort().join()

/** The parameters that a query key is told by: without what is not known, and with numbers that JSON has. */
export function keyOf<parameters extends Record<string, bigint | number | string | undefined>>(
  parameters: parameters,
): { [name in keyof parameters]?: number | string } {
  const known = Object.entries(parameters).filter(([, value]) => value !== undefined)
  const named = known.map(([name, value]) => [name, typeof value === 'bigint' ? `${value}` : value])
  return Object.fromEntries(named)
}
