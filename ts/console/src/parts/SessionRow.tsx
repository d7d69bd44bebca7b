import type { Session } from 'foc-session-keys'
import { memo } from 'react'
import type { Address } from 'viem'
import { useRoot } from '../state/root.tsx'
import { changeOf } from '../words/change.ts'
import { KeyAddress } from './KeyAddress.tsx'
import { Scopes } from './Scopes.tsx'
import { Status } from './Status.tsx'

/** One session in the list. While others scroll by, it is not drawn again. */
export const SessionRow = memo(function SessionRow({
  isBusy,
  isSelected,
  now,
  onRenew,
  onRevoke,
  onSelect,
  session,
}: {
  isBusy: boolean
  isSelected: boolean
  now: bigint | undefined
  onRenew: (session: Session) => void
  onRevoke: (session: Session) => void
  onSelect: (sessionKeyAddress: Address, isSelected: boolean) => void
  session: Session
}) {
  const { network } = useRoot()
  const { firstChange, lastChange, permissions, sessionKeyAddress, status } = session
  const name = session.name || 'Without a name'
  const short = `${name}, ${sessionKeyAddress.slice(0, 6)}…${sessionKeyAddress.slice(-4)}`
  const holds = permissions.length > 0
  return (
    <article className="row" aria-label={short}>
      <input
        type="checkbox"
        aria-label={`Select ${short}`}
        checked={isSelected}
        disabled={!holds}
        onChange={({ target }) => onSelect(sessionKeyAddress, target.checked)}
      />
      <div className="who">
        <h2>
          <a href={`#${sessionKeyAddress}`}>{name}</a> <Status status={status} />
        </h2>
        <KeyAddress address={sessionKeyAddress} what={`address of ${short}`} />
        <p className="hint">
          First {changeOf(firstChange, network)}, last {changeOf(lastChange, network)}
        </p>
      </div>
      <Scopes now={now} session={session} />
      <div className="actions">
        <button
          type="button"
          aria-label={`Renew ${short}`}
          disabled={isBusy || status === 'revoked'}
          onClick={() => onRenew(session)}
        >
          Renew
        </button>
        <button
          type="button"
          className="danger"
          aria-label={`Revoke ${short}`}
          disabled={isBusy || !holds}
          onClick={() => onRevoke(session)}
        >
          Revoke
        </button>
      </div>
    </article>
  )
})
