'use client'

import type { SessionKey, SessionKeyEvents } from 'foc-session-keys'
import { useEffect, useRef } from 'react'

type Listeners = {
  [type in keyof SessionKeyEvents as `on${Capitalize<type>}`]?:
    | ((payload: SessionKeyEvents[type]) => void)
    | undefined
}

/**
 * Watches a session key for as long as the component is mounted, and tells what happens on chain. Any number of them take one
 * watcher. {@link useSession} watches its own.
 *
 * @param parameters - {@link useWatchSessionKey.Parameters}
 *
 * @example
 * ```tsx
 * import type { SessionKey } from 'foc-session-keys'
 * import { useWatchSessionKey } from 'foc-session-keys-react'
 * import { useState } from 'react'
 *
 * function Expiring({ sessionKey }: { sessionKey: SessionKey }) {
 *   const [soon, setSoon] = useState(false)
 *   useWatchSessionKey({ sessionKey, onExpiring: () => setSoon(true) })
 *   return soon ? <p>Renew me</p> : null
 * }
 * ```
 */
export function useWatchSessionKey(parameters: useWatchSessionKey.Parameters): void {
  const { enabled = true, sessionKey } = parameters
  const latest = useRef(parameters)
  useEffect(() => {
    latest.current = parameters
  })

  useEffect(() => {
    if (!enabled || !sessionKey) return
    const forget = listen(sessionKey, latest)
    let isMounted = true
    let unwatch: (() => void) | undefined
    void sessionKey.watch().then((leave) => {
      unwatch = leave
      if (!isMounted) leave()
    })
    return () => {
      isMounted = false
      forget()
      unwatch?.()
    }
  }, [enabled, sessionKey])
}

export declare namespace useWatchSessionKey {
  /** A listener for each event of {@link SessionKeyEvents}, such as `onExpiring`. */
  type Parameters = Listeners & {
    /** Default: true. */
    enabled?: boolean | undefined
    /** Nothing is watched until it is known. */
    sessionKey: SessionKey | undefined
  }
}

function listen(sessionKey: SessionKey, latest: { current: Listeners }): () => void {
  const abort = new AbortController()
  const options = { signal: abort.signal }
  sessionKey.addEventListener('connected', (all) => latest.current.onConnected?.(all), options)
  sessionKey.addEventListener('disconnected', () => latest.current.onDisconnected?.(undefined), options)
  sessionKey.addEventListener('error', (error) => latest.current.onError?.(error), options)
  sessionKey.addEventListener(
    'expirationsUpdated',
    (all) => latest.current.onExpirationsUpdated?.(all),
    options,
  )
  sessionKey.addEventListener('expired', (ended) => latest.current.onExpired?.(ended), options)
  sessionKey.addEventListener('expiring', (ending) => latest.current.onExpiring?.(ending), options)
  return () => abort.abort()
}
