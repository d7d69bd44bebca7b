import { useQuery } from '@tanstack/react-query'
import { findRoots } from 'foc-session-keys'
import type { Address } from 'viem'
import { KeyAddress } from '../parts/KeyAddress.tsx'
import { Status } from '../parts/Status.tsx'
import { useRoot } from '../state/root.tsx'
import { failureOf } from '../words/outcome.ts'

/** Who else granted to a session key: found when it is asked for. */
export function OtherRoots({ sessionKeyAddress }: { sessionKeyAddress: Address }) {
  const { address, chainId, client, source } = useRoot()
  const found = useQuery({
    enabled: false,
    queryFn: ({ signal }) => findRoots(client, { sessionKeyAddress, signal, source }),
    queryKey: ['findRoots', chainId, sessionKeyAddress],
  })
  const others = found.data?.filter(({ root }) => root !== address)
  return (
    <section aria-labelledby="others">
      <h2 id="others">Who else granted to this key?</h2>
      <p>
        One key should act for one wallet. If it acts for more, who holds it can choose whose deposit pays.
      </p>
      <button type="button" disabled={found.isFetching} onClick={() => found.refetch()}>
        {found.isFetching ? 'Searching…' : 'Search the registry'}
      </button>
      <div role="status">
        {found.error && <p>{failureOf(found.error).message}</p>}
        {others?.length === 0 && <p>No other wallet.</p>}
        {others && others.length > 0 && (
          <ul className="grants">
            {others.map(({ root, status }) => (
              <li key={root}>
                <KeyAddress address={root} what="address of the wallet" /> <Status status={status} />
              </li>
            ))}
          </ul>
        )}
      </div>
    </section>
  )
}
