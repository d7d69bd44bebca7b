import type { Permission, Session } from 'foc-session-keys'
import { isDestructive, titleOf } from '../words/scopes.ts'
import { timeLeft } from '../words/time.ts'

/** What a key was granted, each with its time left. */
export function Scopes({ now, session }: { now: bigint | undefined; session: Session }) {
  const entries = Object.entries(session.expirations) as [Permission, bigint][]
  return (
    <ul className="scopes">
      {entries.map(([permission, expiry]) => (
        <li key={permission} className={isDestructive(permission) ? 'destructive' : undefined}>
          {titleOf(permission)} <span className="time">{timeLeft(expiry, now)}</span>
        </li>
      ))}
    </ul>
  )
}
