import type { Session } from 'foc-session-keys'
import { useRevokeSync } from 'foc-session-keys-react'
import { useState } from 'react'
import type { Address } from 'viem'
import { networkNames } from '../networks.ts'
import { GrantRow } from '../parts/GrantRow.tsx'
import { Hash } from '../parts/Hash.tsx'
import { Heading } from '../parts/Heading.tsx'
import { KeyAddress } from '../parts/KeyAddress.tsx'
import { SessionsError } from '../parts/SessionsError.tsx'
import { Status } from '../parts/Status.tsx'
import { type Grant, grantsOf } from '../state/grants.ts'
import { useRoot } from '../state/root.tsx'
import { useIsBusy, useTransactions } from '../state/transactions.tsx'
import { useChainTime } from '../state/useChainTime.ts'
import { useRevokeKeys } from '../state/useRevokeKeys.ts'
import { useRootSessions } from '../state/useRootSessions.ts'
import { changeOf } from '../words/change.ts'
import { titleOf } from '../words/scopes.ts'
import { OtherRoots } from './OtherRoots.tsx'
import { Renew } from './Renew.tsx'

/** One session key: what it holds, and what can be taken back. */
export function SessionKeyView({ address: sessionKeyAddress }: { address: Address }) {
  const { address, network } = useRoot()
  const { data: sessions, error, refetch } = useRootSessions()
  const session = sessions?.find((one) => one.sessionKeyAddress === sessionKeyAddress)
  return (
    <section>
      <p>
        <a href="#all">All session keys</a>
      </p>
      <Heading>{session?.name || 'Session key'}</Heading>
      <p>
        <KeyAddress address={sessionKeyAddress} what="address of the session key" />
      </p>
      <SessionsError error={error} refetch={refetch} />
      {!sessions && !error && <p role="status">Reading the chain…</p>}
      {sessions && !session && (
        <p className="notice warning">
          This key is not known: the wallet {address} never granted it anything on {networkNames[network]}. Is
          it the right wallet, and the right network?
        </p>
      )}
      {session && <Known session={session} />}
      {(sessions || error) && <OtherRoots sessionKeyAddress={sessionKeyAddress} />}
    </section>
  )
}

function Known({ session }: { session: Session }) {
  const { address, chainId, network } = useRoot()
  const { firstChange, lastChange, name, permissions, sessionKeyAddress, status } = session
  const now = useChainTime(chainId)
  const isBusy = useIsBusy()
  const revokeKeys = useRevokeKeys({ account: address, chainId })
  const revoke = useRevokeSync()
  const { run } = useTransactions()
  const [isRenewing, setIsRenewing] = useState(false)

  const revokeScope = ({ hash, permission }: Grant) =>
    run({ chainId, title: `Revoke "${titleOf(permission)}" of ${name || sessionKeyAddress}` }, (onHash) =>
      revoke.mutateAsync({ chainId, onHash, permissions: [hash], sessionKeyAddress }),
    )

  return (
    <>
      <p>
        <Status status={status} />
      </p>
      <ul className="grants">
        {grantsOf(session).map((grant) => (
          <GrantRow
            key={grant.hash}
            grant={grant}
            isBusy={isBusy}
            now={now}
            onRevoke={() => revokeScope(grant)}
            sessionKeyAddress={sessionKeyAddress}
          />
        ))}
      </ul>
      <p className="actions">
        <button type="button" disabled={isBusy || status === 'revoked'} onClick={() => setIsRenewing(true)}>
          Renew
        </button>
        <button
          type="button"
          className="danger"
          disabled={isBusy || permissions.length === 0}
          onClick={() => revokeKeys([session])}
        >
          Revoke everything
        </button>
      </p>
      <dl className="changes">
        <dt>First change</dt>
        <dd>
          {changeOf(firstChange, network)}: <Hash chainId={chainId} hash={firstChange.transactionHash} />
        </dd>
        <dt>Last change</dt>
        <dd>
          {changeOf(lastChange, network)}: <Hash chainId={chainId} hash={lastChange.transactionHash} />
        </dd>
      </dl>
      {isRenewing && <Renew session={session} onClose={() => setIsRenewing(false)} />}
    </>
  )
}
