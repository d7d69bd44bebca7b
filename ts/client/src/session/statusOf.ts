import type { StoredSession } from './storedSession.ts'

/**
 * What a session is worth now, by the chain's clock and as of the last sync or, while its key watches, the last block.
 *
 * @param session - From `startSession`, `loadSession` or `renewSession`.
 * @param options - {@link statusOf.Options}
 * @returns {@link statusOf.ReturnType}
 *
 * @example
 * ```ts
 * import { loadSession, statusOf } from 'foc-session-keys'
 *
 * const session = await loadSession(client, { root: '0x…', storage })
 * if (statusOf(session, { expiringWithin: 600n }) === 'expiring') await renewSession(walletClient, { storage })
 * ```
 */
export function statusOf(
  session: Pick<StoredSession, 'sessionKey' | 'state'> | undefined,
  { expiringWithin = 1800n }: statusOf.Options = {},
): statusOf.ReturnType {
  if (!session) return 'none'
  const { sessionKey, state } = session
  const { expirations, permissions } = sessionKey
  const held = permissions.filter((permission) => sessionKey.hasPermission(permission))
  if (held.length > 0) {
    const minValidity = expiringWithin + 1n
    return held.some((permission) => sessionKey.hasPermission(permission, { minValidity }))
      ? 'active'
      : 'expiring'
  }
  if (permissions.some((permission) => (expirations[permission] ?? 0n) > 0n)) return 'expired'
  return state === 'pending' ? 'pending' : 'revoked'
}

export declare namespace statusOf {
  type Options = {
    /** A session whose permissions all end within so many seconds is `expiring`. Default: 1800n. */
    expiringWithin?: bigint | undefined
  }

  /** `none` is no session, `pending` one that is not granted yet, `expired` one that is over, `revoked` one taken back. */
  type ReturnType = 'active' | 'expired' | 'expiring' | 'none' | 'pending' | 'revoked'
}
