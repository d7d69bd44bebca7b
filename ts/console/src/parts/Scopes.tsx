import { isDestructive, isPolicy, type Session } from 'foc-session-keys'
import { grantsOf } from '../state/grants.ts'
import { titleOf } from '../words/scopes.ts'
import { timeLeft } from '../words/time.ts'
import { Remaining } from './Remaining.tsx'

/** What a key was granted, each with its time left, and what is left of its limit. */
export function Scopes({ now, session }: { now: bigint | undefined; session: Session }) {
  return (
    <ul className="scopes">
      {grantsOf(session).map(({ expiry, hash, holds, permission }) => (
        <li key={hash} className={isDestructive(permission) ? 'destructive' : undefined}>
          {titleOf(permission)} <span className="time">{timeLeft(expiry, now)}</span>
          {holds && isPolicy(permission) && (
            <Remaining policy={permission} sessionKeyAddress={session.sessionKeyAddress} />
          )}
        </li>
      ))}
    </ul>
  )
}
