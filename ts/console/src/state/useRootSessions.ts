import { useSessions, useWatchSessions } from 'foc-session-keys-react'
import { useRoot } from './root.tsx'

/** The wallet's sessions, live. */
export function useRootSessions() {
  const { address, chainId, source, sourceName } = useRoot()
  useWatchSessions({ chainId, root: address })
  return useSessions({ chainId, root: address, scopeKey: sourceName, source })
}
