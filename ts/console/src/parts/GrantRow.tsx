import { isPolicy } from 'foc-session-keys'
import type { Address } from 'viem'
import type { Grant } from '../state/grants.ts'
import { meaningOf, titleOf } from '../words/scopes.ts'
import { date, timeLeft } from '../words/time.ts'
import { Remaining } from './Remaining.tsx'

/** One thing that a key was granted: what it is, until when, what is left of it; and a button that takes it back. */
export function GrantRow({
  grant,
  isBusy,
  now,
  onRevoke,
  sessionKeyAddress,
}: {
  grant: Grant
  isBusy: boolean
  now: bigint | undefined
  onRevoke: () => void
  sessionKeyAddress: Address
}) {
  const { expiry, holds, permission } = grant
  return (
    <li>
      <div>
        <strong>{titleOf(permission)}</strong> <span className="time">{timeLeft(expiry, now)}</span>
        {holds && isPolicy(permission) && (
          <Remaining policy={permission} sessionKeyAddress={sessionKeyAddress} />
        )}
        <p className="hint">
          {meaningOf(permission)} {expiry > 0n && `Until ${date(expiry)}.`}
        </p>
      </div>
      <button
        type="button"
        className="danger"
        aria-label={`Revoke ${titleOf(permission)}`}
        disabled={isBusy || !holds}
        onClick={onRevoke}
      >
        Revoke
      </button>
    </li>
  )
}
