import type { Permission, Session } from 'foc-session-keys'
import { useState } from 'react'
import { Dialog } from '../parts/Dialog.tsx'
import { DurationField } from '../parts/DurationField.tsx'
import { GrantText } from '../parts/GrantText.tsx'
import { LatestTransaction } from '../parts/LatestTransaction.tsx'
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
  const permissions = (Object.entries(session.expirations) as [Permission, bigint][])
    .filter(([, expiry]) => expiry > 0n)
    .map(([permission]) => permission)
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
