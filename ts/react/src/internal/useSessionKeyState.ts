import { type SessionKey, type SessionState, statusOf } from 'foc-session-keys'
import { useCallback, useSyncExternalStore } from 'react'

/** Everything after which a session key may say something else. */
const events = ['connected', 'expirationsUpdated', 'expired', 'expiring'] as const

/** What a session is worth as of now, and when it ends. */
export function useSessionKeyState(
  session: { sessionKey: SessionKey; state: SessionState } | undefined,
  expiringWithin: bigint | undefined,
): { expiresAt: bigint | undefined; status: statusOf.ReturnType } {
  const sessionKey = session?.sessionKey
  const subscribe = useCallback(
    (onChange: () => void) => {
      const abort = new AbortController()
      for (const event of events) sessionKey?.addEventListener(event, onChange, { signal: abort.signal })
      return () => abort.abort()
    },
    [sessionKey],
  )
  const read = <value>(snapshot: () => value) => [subscribe, snapshot, snapshot] as const
  const expiresAt = useSyncExternalStore(...read(() => sessionKey && lastOf(sessionKey)))
  const status = useSyncExternalStore(...read(() => statusOf(session, { expiringWithin })))
  return { expiresAt, status }
}

/** When the last of its permissions ends, in Unix seconds; nothing when none is granted. */
function lastOf({ expirations, permissions }: SessionKey): bigint | undefined {
  const expiries = permissions.map((permission) => expirations[permission] ?? 0n)
  return expiries.reduce((last, expiry) => (expiry > last ? expiry : last), 0n) || undefined
}
