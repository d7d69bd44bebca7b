import { isPolicy, type Session } from 'foc-session-keys'
import { useState } from 'react'
import { Dialog } from '../parts/Dialog.tsx'
import { DurationField } from '../parts/DurationField.tsx'
import { GrantText } from '../parts/GrantText.tsx'
import { LatestTransaction } from '../parts/LatestTransaction.tsx'
import { renewable } from '../state/grants.ts'
import { useRoot } from '../state/root.tsx'
import { useIsBusy } from '../state/transactions.tsx'
import { useChainTime } from '../state/useChainTime.ts'
import { useGrant } from '../state/useGrant.ts'
import { type Duration, problemOf } from '../words/duration.ts'

/** Grants again what a key has or had, and was not taken back. */
export function Renew({ onClose, session }: { onClose: () => void; session: Session }) {
  const { name, origin, sessionKeyAddress } = session
  const now = useChainTime(useRoot().chainId)
  const [duration, setDuration] = useState<Duration>('1d')
  const [isAsked, setIsAsked] = useState(false)
  const isBusy = useIsBusy()
  const grant = useGrant()
  const permissions = renewable(session)
  const isLimited = permissions.some((one) => isPolicy(one) && one.limit !== undefined)
  const title = `Renew ${name || sessionKeyAddress}`
  if (now === undefined)
    return (
      <Dialog title={title} onClose={onClose}>
        <p role="status">Reading the chain…</p>
      </Dialog>
    )

  async function renew() {
    setIsAsked(true)
    const { state } = await grant({ duration, name: origin, permissions, sessionKeyAddress, title })
    if (state === 'mined') onClose()
  }

  return (
    <Dialog title={title} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void renew()
        }}
      >
        <p>Everything that it has gets this end, also what would have lasted longer.</p>
        {isLimited && (
          <p className="notice">
            A renewal is a fresh budget: what it used of its limits until now does not count any more.
          </p>
        )}
        <DurationField now={now} onChange={setDuration} value={duration} />
        <GrantText duration={duration} now={now} permissions={permissions} sessionKey={sessionKeyAddress} />
        {isAsked && <LatestTransaction />}
        <button type="submit" className="primary" disabled={isBusy || problemOf(duration, now) !== undefined}>
          Renew
        </button>
      </form>
    </Dialog>
  )
}
