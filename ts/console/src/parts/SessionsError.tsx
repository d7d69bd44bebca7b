import { ExplorerError } from 'foc-session-keys'
import { useRoot } from '../state/root.tsx'
import type { useRootSessions } from '../state/useRootSessions.ts'
import { failureOf } from '../words/outcome.ts'

/** Why the sessions could not be read, and what to do. */
export function SessionsError({
  error,
  refetch,
}: Pick<ReturnType<typeof useRootSessions>, 'error' | 'refetch'>) {
  const { askNode } = useRoot()
  if (!error) return null
  return (
    <div className="notice danger" role="alert">
      <p>The sessions could not be read. {failureOf(error).message}</p>
      <button type="button" onClick={() => refetch()}>
        Try again
      </button>
      {error instanceof ExplorerError && (
        <button type="button" onClick={askNode}>
          Search through the node instead
        </button>
      )}
    </div>
  )
}
