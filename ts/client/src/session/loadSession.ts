import type { Address, Chain, Client, Transport } from 'viem'
import type { getExpirations } from '../actions/getExpirations.ts'
import { exclusive } from '../storage/exclusive.ts'
import type { InvalidStoredSessionError } from '../storage/invalidStoredSessionError.ts'
import { inForce, look, settle } from './settle.ts'
import {
  placeOf,
  type SessionNotStoredError,
  type SessionPlace,
  type StoredSession,
  sessionOf,
} from './storedSession.ts'

/**
 * The session that is stored, after a reload, a closed tab or a crash, as the chain says that it is. One whose grant was mined
 * while nobody looked is granted; one that was refused is gone.
 *
 * @param client - Any client with a chain.
 * @param parameters - {@link loadSession.Parameters}
 * @returns The session, synced; `undefined` when there is none. Ask `statusOf` what it is worth. {@link loadSession.ReturnType}
 * @throws {@link loadSession.ErrorType}
 *
 * @example
 * ```ts
 * import { loadSession, statusOf } from 'foc-session-keys'
 * import { indexedDbStorage } from 'foc-session-keys/storage'
 *
 * const session = await loadSession(client, { root: '0x…', storage: indexedDbStorage() })
 * if (statusOf(session) === 'active') await upload(session.sessionKey)
 * ```
 */
export async function loadSession<chain extends Chain>(
  client: Client<Transport, chain>,
  parameters: loadSession.Parameters,
): Promise<loadSession.ReturnType<chain>> {
  const place = placeOf(client, parameters)
  const pair = (await look(place)) ?? (await exclusive(place.storage, place.items[0], () => settle(place)))
  const found = inForce(pair)
  return found && sessionOf(found)
}

export declare namespace loadSession {
  type Parameters = SessionPlace & {
    /** The wallet that granted: its address or account. */
    root: Address | { address: Address }
  }

  type ReturnType<chain extends Chain = Chain> = StoredSession<chain> | undefined

  type ErrorType = InvalidStoredSessionError | SessionNotStoredError | getExpirations.ErrorType
}
