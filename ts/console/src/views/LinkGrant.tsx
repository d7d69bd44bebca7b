import { isDestructive, type PermissionOrPolicy } from 'foc-session-keys'
import { useState } from 'react'
import { isAddressEqual } from 'viem'
import { DurationField } from '../parts/DurationField.tsx'
import { GrantText } from '../parts/GrantText.tsx'
import { PairingCodeField, usePairing } from '../parts/PairingCodeField.tsx'
import { ScopeField } from '../parts/ScopeField.tsx'
import { useIsOnNetwork } from '../parts/WalletNetwork.tsx'
import type { AuthorizeLink } from '../state/location.ts'
import { useRoot } from '../state/root.tsx'
import { useIsBusy } from '../state/transactions.tsx'
import { useChainTime } from '../state/useChainTime.ts'
import { useGrant } from '../state/useGrant.ts'
import { type Duration, problemOf } from '../words/duration.ts'

/** Grants what a link asks for, or less, once the code of the terminal was typed in. */
export function LinkGrant({ link }: { link: AuthorizeLink }) {
  const { name = '', sessionKeyAddress } = link
  const { address: root, chainId } = useRoot()
  const now = useChainTime(chainId)
  const isOnNetwork = useIsOnNetwork()
  const isBusy = useIsBusy()
  const grant = useGrant()
  const pairing = usePairing(link)
  const [permissions, setPermissions] = useState<readonly PermissionOrPolicy[]>(() =>
    link.permissions.filter((permission) => !isDestructive(permission)),
  )
  const [duration, setDuration] = useState<Duration>('1d')
  const [isDone, setIsDone] = useState(false)

  if (isAddressEqual(root, sessionKeyAddress))
    return (
      <p className="notice danger">
        The key in this link is your wallet itself. A wallet needs no leave to act for itself: something is
        wrong with this link.
      </p>
    )
  if (isDone)
    return (
      <p className="notice success" role="status">
        Done. Go back to your terminal: it goes on by itself.
      </p>
    )
  if (now === undefined) return <p role="status">Reading the chain…</p>
  const isReady =
    pairing.isRight && isOnNetwork && permissions.length > 0 && problemOf(duration, now) === undefined

  async function authorize() {
    const title = `Authorize ${name || sessionKeyAddress}`
    const { state } = await grant({ duration, name, permissions, sessionKeyAddress, title })
    if (state === 'mined') setIsDone(true)
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        void authorize()
      }}
    >
      <ScopeField offered={link.permissions} onChange={setPermissions} value={permissions} />
      <DurationField now={now} onChange={setDuration} value={duration} />
      <PairingCodeField pairing={pairing} />
      <GrantText duration={duration} now={now} permissions={permissions} sessionKey={sessionKeyAddress} />
      <button type="submit" className="primary" disabled={!isReady || isBusy}>
        Authorize
      </button>
    </form>
  )
}
