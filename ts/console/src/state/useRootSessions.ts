import { useSessions, useWatchSessions } from 'foc-session-keys-react'
import { useMemo, useState } from 'react'
import { sourceOf } from '../networks.ts'
import { useRoot } from './root.ts'

/** The wallet's sessions, live, from an explorer where nodes forget; `askNode` searches through the node all the same. */
export function useRootSessions() {
  const { address, chainId, network } = useRoot()
  const [fromNode, setFromNode] = useState(false)
  const source = useMemo(() => sourceOf(network, fromNode), [fromNode, network])
  const query = useSessions({ chainId, root: address, scopeKey: fromNode ? 'node' : 'explorer', source })
  useWatchSessions({ chainId, root: address })
  return { ...query, askNode: () => setFromNode(true) }
}
