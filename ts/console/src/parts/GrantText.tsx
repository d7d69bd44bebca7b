import type { PermissionOrPolicy } from 'foc-session-keys'
import { useRoot } from '../state/root.tsx'
import { type Duration, problemOf } from '../words/duration.ts'
import { costSentence, grantSentence } from '../words/grant.ts'

/** What is about to be granted and what it can cost, in plain sentences. */
export function GrantText({
  duration,
  now,
  permissions,
  sessionKey,
}: {
  duration: Duration
  now: bigint
  permissions: readonly PermissionOrPolicy[]
  sessionKey: string
}) {
  const { address: root, network } = useRoot()
  if (permissions.length === 0)
    return <p className="notice">Choose at least one thing that the key may do.</p>
  if (problemOf(duration, now)) return <p className="notice">Choose for how long.</p>
  return (
    <div className="notice grant">
      <p>{grantSentence({ duration, network, permissions, root, sessionKey })}</p>
      <p>{costSentence(permissions)}</p>
    </div>
  )
}
