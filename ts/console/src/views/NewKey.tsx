import { DefaultFwssPermissions, type Permission, UploadPermissions } from 'foc-session-keys'
import { useState } from 'react'
import type { Address } from 'viem'
import { takesLimits } from '../networks.ts'
import { AddressField, addressIn } from '../parts/AddressField.tsx'
import { Dialog } from '../parts/Dialog.tsx'
import { DurationField } from '../parts/DurationField.tsx'
import { GrantText } from '../parts/GrantText.tsx'
import { LatestTransaction } from '../parts/LatestTransaction.tsx'
import { LimitField } from '../parts/LimitField.tsx'
import { ScopeField } from '../parts/ScopeField.tsx'
import { useRoot } from '../state/root.tsx'
import { useIsBusy } from '../state/transactions.tsx'
import { useChainTime } from '../state/useChainTime.ts'
import { useGrant } from '../state/useGrant.ts'
import { type Duration, problemOf } from '../words/duration.ts'
import { problemOf as problemOfLimits, suggestedLimits, withLimits } from '../words/limits.ts'
import { SaveKey } from './SaveKey.tsx'

/** Lets a key in: a new one, which is saved before anything is granted to it, or one that exists. */
export function NewKey({ onClose }: { onClose: () => void }) {
  const { address: root, chainId, network } = useRoot()
  const now = useChainTime(chainId)
  const [isNew, setIsNew] = useState(true)
  const [given, setGiven] = useState('')
  const [name, setName] = useState('')
  const [chosen, setChosen] = useState<readonly Permission[]>(UploadPermissions)
  const [limits, setLimits] = useState(suggestedLimits)
  const [duration, setDuration] = useState<Duration>('1d')
  const [isSaving, setIsSaving] = useState(false)
  const [isAsked, setIsAsked] = useState(false)
  const isBusy = useIsBusy()
  const grant = useGrant()
  if (now === undefined)
    return (
      <Dialog title="New session key" onClose={onClose}>
        <p role="status">Reading the chain…</p>
      </Dialog>
    )

  const known = addressIn(given, root)
  const problem = takesLimits(network) ? problemOfLimits(limits, chosen, addressIn) : undefined
  const permissions = takesLimits(network) && !problem ? withLimits(chosen, limits) : chosen
  const isReady =
    permissions.length > 0 &&
    problem === undefined &&
    problemOf(duration, now) === undefined &&
    (isNew || known !== undefined)

  async function authorize(sessionKeyAddress: Address) {
    setIsAsked(true)
    const title = `Authorize ${name || sessionKeyAddress}`
    const { state } = await grant({ duration, name, permissions, sessionKeyAddress, title })
    if (state === 'mined') onClose()
  }
  const asked = isAsked && <LatestTransaction />
  const text = (sessionKey: string) =>
    problem ? (
      <p className="notice">{problem}</p>
    ) : (
      <GrantText duration={duration} now={now} permissions={permissions} sessionKey={sessionKey} />
    )

  if (isSaving)
    return (
      <SaveKey
        isBusy={isBusy}
        onAuthorize={authorize}
        onClose={onClose}
        permissions={permissions}
        text={text}
      >
        {asked}
      </SaveKey>
    )
  return (
    <Dialog title="New session key" onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (isNew) setIsSaving(true)
          else if (known) void authorize(known)
        }}
      >
        <fieldset className="duration">
          <legend>Which key</legend>
          <label>
            <input type="radio" name="which" checked={isNew} onChange={() => setIsNew(true)} /> Make a new one
            here
          </label>
          <label>
            <input type="radio" name="which" checked={!isNew} onChange={() => setIsNew(false)} /> One that
            exists, by its address
          </label>
          {!isNew && <AddressField label="Address" onChange={setGiven} root={root} value={given} />}
        </fieldset>
        <label className="field">
          Name{' '}
          <input
            type="text"
            maxLength={64}
            autoComplete="off"
            aria-describedby="name-hint"
            value={name}
            onChange={({ target }) => setName(target.value)}
          />
        </label>
        <p id="name-hint" className="hint">
          So that you know it again. It goes on chain: public, and for ever.
        </p>
        <ScopeField offered={DefaultFwssPermissions} onChange={setChosen} value={chosen} />
        <LimitField chosen={chosen} onChange={setLimits} value={limits} />
        <DurationField now={now} onChange={setDuration} value={duration} />
        {text(isNew ? 'The new key' : (known ?? 'The key'))}
        {asked}
        <button type="submit" className="primary" disabled={!isReady || isBusy}>
          {isNew ? 'Make the key' : 'Authorize'}
        </button>
      </form>
    </Dialog>
  )
}
