import { readSessions, type SessionAnswer, type SessionQuery } from '../internal/readSessions.ts'
import { handleOf, type SessionKey, type SessionKeyHandle } from '../sessionKey.ts'
import type { getExpirations } from './getExpirations.ts'

/**
 * `syncExpirations` of many session keys, in as few requests as it takes: one for about 500 permissions of all keys that
 * share registry and transport.
 *
 * @param sessionKeys - From `fromSecp256k1`.
 * @throws {@link syncAll.ErrorType} after all others were synced.
 *
 * @example
 * ```ts
 * import { Permission, syncAll } from 'foc-session-keys'
 *
 * await syncAll(sessionKeys)
 * const ready = sessionKeys.filter((key) => key.hasPermission(Permission.AddPieces))
 * ```
 */
export async function syncAll(sessionKeys: readonly SessionKey[]): Promise<void> {
  const alone: Promise<void>[] = []
  const groups = new Map<string, SessionKeyHandle[]>()
  const known = await Promise.all(
    [...new Set(sessionKeys)].map(async (sessionKey) => {
      const handle = handleOf(sessionKey)
      return { endpoint: await handle?.endpoint(), handle, sessionKey }
    }),
  )
  for (const { endpoint, handle, sessionKey } of known) {
    // What is watched has its watcher to read it, together with all others.
    if (!handle || !endpoint || handle.watched()) alone.push(sessionKey.syncExpirations())
    else {
      const group = groups.get(endpoint)
      if (group) group.push(handle)
      else groups.set(endpoint, [handle])
    }
  }
  const results = await Promise.allSettled([...alone, ...[...groups.values()].map(syncGroup)])
  for (const result of results) if (result.status === 'rejected') throw result.reason
}

export declare namespace syncAll {
  type ErrorType = getExpirations.ErrorType
}

async function syncGroup(handles: SessionKeyHandle[]) {
  const [first] = handles
  if (!first) return
  const finish = new Map<SessionQuery, (answer: SessionAnswer) => boolean>(
    handles.map((handle) => [handle.query(), handle.begin()]),
  )
  // An answer from an earlier block than one before is asked for again, once, and then believed.
  for (let attempt = 0; finish.size > 0 && attempt < 2; attempt++)
    await readSessions(first.client, {
      contractAddress: first.contractAddress,
      onAnswer: (query, answer) => {
        if (finish.get(query)?.(answer)) finish.delete(query)
      },
      queries: [...finish.keys()],
    })
}
