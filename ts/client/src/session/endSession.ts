import type { Account, Address, Chain, Client, Transport } from 'viem'
import type { InvalidRootError } from '../internal/validate.ts'
import { exclusive } from '../storage/exclusive.ts'
import { type Ending, end, type SessionNotEndedError } from './end.ts'
import type { loadSession } from './loadSession.ts'
import { settle } from './settle.ts'
import { placeOf, type SessionPlace, type StoredSession, sessionOf } from './storedSession.ts'

/**
 * Ends a session: takes everything back on chain, then forgets the key. Where the root's wallet is not there, or refuses, the
 * key gives itself up, if the registry lets it and somebody pays: the `relayer`, or the key with FIL of its own. When neither
 * works, the key stays stored as `ending`, and it throws. A session that is over or never was is just forgotten.
 *
 * @param client - Client of the root; without one, any client with a chain, and `root`.
 * @param parameters - {@link endSession.Parameters}
 * @returns `undefined`; or what stays stored, because the root was asked for a grant and may still make it.
 * {@link endSession.ReturnType}
 * @throws {@link endSession.ErrorType}
 *
 * @example
 * ```ts
 * import { endSession } from 'foc-session-keys'
 * import { indexedDbStorage } from 'foc-session-keys/storage'
 *
 * await endSession(walletClient, { storage: indexedDbStorage() })
 * ```
 */
export async function endSession<chain extends Chain>(
  client: Client<Transport, chain, Account | undefined>,
  parameters: endSession.Parameters,
): Promise<endSession.ReturnType<chain>> {
  const place = placeOf(client, { ...parameters, root: parameters.root ?? client.account })
  return exclusive(place.storage, place.items[0], async () => {
    const { current, next } = await settle(place)
    const left = next && (await end(client, place, next, parameters))
    const stays = (current && (await end(client, place, current, parameters))) ?? left
    return stays && sessionOf(stays)
  })
}

export declare namespace endSession {
  type Parameters = SessionPlace &
    Ending & {
      /** The wallet that granted: its address or account. Default: the client's account. */
      root?: Address | { address: Address } | undefined
    }

  type ReturnType<chain extends Chain = Chain> = StoredSession<chain> | undefined

  type ErrorType = InvalidRootError | SessionNotEndedError | loadSession.ErrorType
}
