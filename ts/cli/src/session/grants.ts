import {
  DefaultFwssPermissions,
  DestructivePermissions,
  type Permission,
  type SessionKey,
  scopeOf,
} from 'foc-session-keys'
import type { Json } from '../output/envelope.ts'
import type { Output } from '../output/output.ts'
import { describeTime, isoOf } from '../output/time.ts'

/** One permission of a key, as of a block. */
export type Grant = {
  /** Unix seconds, inclusive; 0n when it is not granted. */
  expiry: bigint
  isDestructive: boolean
  permission: Permission
  scope: string
  status: 'active' | 'expired' | 'expiring' | 'none'
}

/** What a key may do, of all that the service asks for. Reads the chain. */
export async function readGrants(
  sessionKey: Pick<SessionKey, 'expirations' | 'hasPermission' | 'syncExpirations'>,
  minValidity: bigint,
): Promise<Grant[]> {
  await sessionKey.syncExpirations(DefaultFwssPermissions)
  return DefaultFwssPermissions.map((permission) => {
    const expiry = sessionKey.expirations[permission] ?? 0n
    const status =
      expiry === 0n
        ? 'none'
        : !sessionKey.hasPermission(permission)
          ? 'expired'
          : sessionKey.hasPermission(permission, { minValidity })
            ? 'active'
            : 'expiring'
    return {
      expiry,
      isDestructive: isDestructive(permission),
      permission,
      scope: nameOf(permission),
      status,
    } as const
  })
}

export const nameOf = (permission: Permission): string => scopeOf(permission) ?? permission

export const isDestructive = (permission: Permission): boolean =>
  DestructivePermissions.some((one) => one === permission.toLowerCase())

/** Grants for programs, by scope. */
export const grantsData = (grants: readonly Grant[]): Json =>
  Object.fromEntries(
    grants.map(({ expiry, scope, status }) => [
      scope,
      { endsAt: expiry > 0n ? isoOf(expiry) : null, expiry: `${expiry}`, status },
    ]),
  )

/** Grants for people, a line each; what was never granted is left out, unless it was asked for. */
export function grantLines(
  grants: readonly Grant[],
  asked: readonly Permission[],
  now: bigint,
  style: Output['style'],
): string[] {
  return grants.flatMap(({ expiry, isDestructive, permission, scope, status }) => {
    if (status === 'none' && !asked.includes(permission)) return []
    const name = `${scope}${isDestructive ? ' (destructive)' : ''}`.padEnd(22)
    if (status === 'none') return `  ${style.bad('✗')} ${name} not granted`
    const when = describeTime(expiry, now)
    if (status === 'expired') return `  ${style.bad('✗')} ${name} ended ${when}`
    return `  ${status === 'active' ? style.good('✓') : style.warn('!')} ${name} ends ${when}`
  })
}
