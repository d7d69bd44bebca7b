import { indexedDbStorage } from 'foc-session-keys/storage'
import { useSession } from 'foc-session-keys-react'
import type { Address } from 'viem'
import { config } from './config.ts'
import { Left } from './Left.tsx'
import { Problem } from './Problem.tsx'
import { permissions, uploads } from './permissions.ts'
import { Uploads } from './Uploads.tsx'

/** Where the key is kept: in this browser, as a handle that no script can take away; where the chain takes no such key, encrypted. */
const storage = indexedDbStorage()

const words: Record<ReturnType<typeof useSession>['status'], string> = {
  active: 'Your session is active.',
  error: 'Your session could not be read.',
  expired: 'Your session is over.',
  expiring: 'Your session ends soon.',
  loading: 'Looking for your session…',
  none: 'You have no session yet.',
  pending: 'Your session is not granted yet.',
  revoked: 'Your session was revoked.',
}

export function Session({ root }: { root: Address }) {
  const { end, expiresAt, query, renew, sessionKey, start, status } = useSession({
    config,
    duration: 'web',
    origin: 'Uploads with one prompt',
    permissions,
    root,
    storage,
  })
  const holds = status === 'active' || status === 'expiring'
  const isPending = start.isPending || renew.isPending || end.isPending
  return (
    <>
      <section aria-labelledby="session">
        <h2 id="session">Session</h2>
        <p role="status">
          {isPending ? 'Confirm in your wallet, and wait until it is mined…' : words[status]}
        </p>
        <dl>
          <dt>Wallet</dt>
          <dd data-volatile="">{root}</dd>
          {sessionKey && (
            <>
              <dt>Session key</dt>
              <dd data-volatile="">{sessionKey.address}</dd>
            </>
          )}
          {holds && (
            <>
              <dt>Ends</dt>
              <dd data-volatile="">{timeOf(expiresAt)}</dd>
            </>
          )}
          {holds && sessionKey && uploads && (
            <Left of={uploads[1]} root={root} sessionKeyAddress={sessionKey.address} />
          )}
        </dl>
        {!holds && (
          <button type="button" disabled={isPending || status === 'loading'} onClick={() => start.mutate()}>
            Start a session
          </button>
        )}
        {status === 'expiring' && (
          <button type="button" disabled={isPending} onClick={() => renew.mutate()}>
            Renew
          </button>
        )}
        {holds && (
          <button type="button" className="quiet" disabled={isPending} onClick={() => end.mutate()}>
            End the session
          </button>
        )}
        <Problem error={start.error ?? renew.error ?? end.error ?? query.error} />
      </section>
      {holds && sessionKey && <Uploads root={root} sessionKey={sessionKey} />}
    </>
  )
}

const timeOf = (seconds = 0n) => new Date(Number(seconds) * 1000).toLocaleTimeString()
