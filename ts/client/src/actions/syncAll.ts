import type { Address } from 'viem'
import { type NodeBehindError, readAtLeast, untilBlock } from '../internal/atLeast.ts'
import { type Endpoint, keyOf } from '../internal/endpoint.ts'
import { readSessions, type SessionQuery } from '../internal/readSessions.ts'
import { checkUint, type InvalidNumberError } from '../internal/uint.ts'
import { handleOf, type ReadSession, type SessionKey } from '../sessionKey.ts'
import { SessionKeyError } from '../sessionKeyError.ts'
import type { getExpirations } from './getExpirations.ts'

/** A session key that could not be synced, and why. */
export type SyncFailure = {
  error: getExpirations.ErrorType | NodeBehindError
  rootAddress: Address
  sessionKeyAddress: Address
}

/** Thrown when some session keys could not be synced. All others were. */
export class SyncAllError extends SessionKeyError {
  declare readonly failures: readonly SyncFailure[]

  constructor({ count, failures }: { count: number; failures: readonly [SyncFailure, ...SyncFailure[]] }) {
    const [{ error, rootAddress, sessionKeyAddress }] = failures
    super(
      'SyncAllError',
      `${failures.length} of ${count} session keys could not be synced, the first of them ${sessionKeyAddress} of root ${rootAddress}: ${error.message}`,
      'See `failures` for which, and why. Sync these again; what is known of them is as it was.',
      { cause: error, failures },
    )
  }
}

/**
 * `syncExpirations` of many session keys, in as few requests as it takes: one for about 600 permissions of all keys that
 * share registry and transport.
 *
 * @param sessionKeys - From `fromSecp256k1`.
 * @param options - {@link syncAll.Options}
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
export async function syncAll(
  sessionKeys: readonly SessionKey[],
  options: syncAll.Options = {},
): Promise<void> {
  const atLeast = checkUint('atLeast', options.atLeast)
  const reads = new Map<string, ReadSession>()
  const failures: SyncFailure[] = []
  const different = [...new Set(sessionKeys)]
  await Promise.all(
    different.map(async (sessionKey) => {
      const { address: sessionKeyAddress, rootAddress } = sessionKey
      try {
        const handle = handleOf(sessionKey)
        if (!handle) return await sessionKey.syncExpirations()
        const key = keyOf(handle)
        const read = reads.get(key) ?? readTogether(handle, atLeast)
        reads.set(key, read)
        await untilBlock(handle.client, atLeast ?? 0n, async () => ({
          blockNumber: (await handle.sync(read)) ?? atLeast ?? 0n,
        }))
      } catch (error) {
        failures.push({ error: error as SyncFailure['error'], rootAddress, sessionKeyAddress })
      }
    }),
  )
  const [first, ...more] = failures
  if (first) throw new SyncAllError({ count: different.length, failures: [first, ...more] })
}

export declare namespace syncAll {
  type Options = {
    /**
     * The number of a block, such as that of the receipt of `loginSync`: what is read is no older. A node that is behind is given a
     * minute. Default: whatever the node says, and behind a balancer one that lags may answer.
     */
    atLeast?: bigint | undefined
  }

  type ErrorType = InvalidNumberError | SyncAllError
}

/** Reads what is asked for at the same time in one go. */
function readTogether({ client, contractAddress }: Endpoint, atLeast: bigint | undefined): ReadSession {
  let queries: (SessionQuery & { onError: (error: unknown) => void })[] = []

  async function readAll() {
    const batch = queries
    queries = []
    try {
      await readAtLeast(client, atLeast, (block) =>
        readSessions(client, { block, contractAddress, queries: batch }),
      )
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
