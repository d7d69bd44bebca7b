import { type Endpoint, keyOf } from '../internal/endpoint.ts'
import { readSessions, type SessionQuery } from '../internal/readSessions.ts'
import { handleOf, type ReadSession, type SessionKey } from '../sessionKey.ts'
import type { getExpirations } from './getExpirations.ts'

/**
 * `syncExpirations` of many session keys, in as few requests as it takes: one for about 600 permissions of all keys that
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
  const reads = new Map<string, ReadSession>()
  const results = await Promise.allSettled(
    [...new Set(sessionKeys)].map(async (sessionKey) => {
      const handle = handleOf(sessionKey)
      if (!handle) return sessionKey.syncExpirations()
      const key = await keyOf(handle)
      const read = reads.get(key) ?? readTogether(handle)
      reads.set(key, read)
      return handle.sync(read)
    }),
  )
  for (const result of results) if (result.status === 'rejected') throw result.reason
}

export declare namespace syncAll {
  type ErrorType = getExpirations.ErrorType
}

/** Reads what is asked for at the same time in one go. */
function readTogether({ client, contractAddress }: Endpoint): ReadSession {
  let queries: (SessionQuery & { onError: (error: unknown) => void })[] = []

  async function readAll() {
    const batch = queries
    queries = []
    try {
      await readSessions(client, { contractAddress, queries: batch })
    } catch (error) {
      // Only for those that were not answered.
      for (const { onError } of batch) onError(error)
    }
  }

  return (query) =>
    new Promise((onAnswer, onError) => {
      if (queries.push({ ...query, onAnswer, onError }) === 1) setTimeout(readAll)
    })
}
