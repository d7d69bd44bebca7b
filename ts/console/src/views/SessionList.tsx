import type { Session } from 'foc-session-keys'
import { useMemo, useState } from 'react'
import type { Address } from 'viem'
import { ArrangementField } from '../parts/ArrangementField.tsx'
import { Heading } from '../parts/Heading.tsx'
import { KeyAddress } from '../parts/KeyAddress.tsx'
import { SessionRows } from '../parts/SessionRows.tsx'
import { SessionsError } from '../parts/SessionsError.tsx'
import { type Arrangement, arrange } from '../state/arrange.ts'
import { useRoot } from '../state/root.tsx'
import { useIsBusy } from '../state/transactions.tsx'
import { useRevokeKeys } from '../state/useRevokeKeys.ts'
import { useRootSessions } from '../state/useRootSessions.ts'
import { NewKey } from './NewKey.tsx'
import { Renew } from './Renew.tsx'

/** All session keys of the wallet. */
export function SessionList() {
  const { address, chainId } = useRoot()
  const { data: sessions, error, isFetching, refetch } = useRootSessions()
  const [arrangement, setArrangement] = useState<Arrangement>({ order: 'changed', status: 'all', text: '' })
  const [selected, setSelected] = useState<ReadonlySet<Address>>(new Set())
  const [dialog, setDialog] = useState<'new' | Session>()
  const revoke = useRevokeKeys({ account: address, chainId })
  const isBusy = useIsBusy()
  const shown = useMemo(() => arrange(sessions ?? [], arrangement), [arrangement, sessions])
  const chosen = shown.filter(({ sessionKeyAddress }) => selected.has(sessionKeyAddress))
  const revocable = shown.filter(({ permissions }) => permissions.length > 0)

  async function revokeChosen() {
    await revoke(chosen)
    setSelected(new Set())
  }

  return (
    <section>
      <Heading>Your session keys</Heading>
      <p className="root">
        <KeyAddress address={address} what="address of your wallet" />
      </p>
      <button type="button" className="primary" onClick={() => setDialog('new')}>
        New session key
      </button>
      <SessionsError error={error} refetch={refetch} />
      {sessions && sessions.length > 0 && <ArrangementField onChange={setArrangement} value={arrangement} />}
      <p role="status" className="count">
        {sessions
          ? sessions.length === 0
            ? 'This wallet has no session key here, and never had one.'
            : `${shown.length} of ${sessions.length} session keys`
          : isFetching && 'Reading the chain…'}
      </p>
      {shown.length > 0 && (
        <div className="selection">
          <label>
            <input
              type="checkbox"
              checked={revocable.length > 0 && chosen.length === revocable.length}
              disabled={revocable.length === 0}
              onChange={({ target }) =>
                setSelected(
                  new Set(target.checked ? revocable.map(({ sessionKeyAddress }) => sessionKeyAddress) : []),
                )
              }
            />{' '}
            Select all that hold something
          </label>
          <button
            type="button"
            className="danger"
            disabled={chosen.length === 0 || isBusy}
            onClick={revokeChosen}
          >
            Revoke selected ({chosen.length})
          </button>
        </div>
      )}
      <SessionRows
        isBusy={isBusy}
        onRenew={setDialog}
        onRevoke={(session) => revoke([session])}
        onSelect={setSelected}
        selected={selected}
        sessions={shown}
      />
      {dialog === 'new' && <NewKey onClose={() => setDialog(undefined)} />}
      {typeof dialog === 'object' && <Renew session={dialog} onClose={() => setDialog(undefined)} />}
    </section>
  )
}
