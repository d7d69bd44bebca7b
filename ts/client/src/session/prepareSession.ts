import type { Address, Chain, Client, Transport } from 'viem'
import type { getExpirations } from '../actions/getExpirations.ts'
import type { login } from '../actions/login.ts'
import { exclusive } from '../storage/exclusive.ts'
import { SessionNotEndedError } from './end.ts'
import { newKey, prepare } from './grant.ts'
import { askedOf, find, isEnough, type startSession } from './startSession.ts'
import { open, placeOf, type StoredSession, sessionOf, wasGranted } from './storedSession.ts'

/**
 * The first half of {@link startSession}, for where the wallet is elsewhere, as with a server: stores a key as pending, and says
 * what the root has to grant to it, by `login`, in a batch, or with `signLogin`. Then `loadSession` finds it granted. Called
 * again, it is the same key.
 *
 * @param client - Any client with a chain.
 * @param parameters - {@link prepareSession.Parameters}
 * @returns {@link prepareSession.ReturnType}
 * @throws {@link prepareSession.ErrorType}
 *
 * @example
 * ```ts
 * const { grant } = await prepareSession(client, { duration: 'backend', root: user.wallet, storage })
 * if (grant) return { chainId: client.chain.id, ...encode(login.prepare(client, grant)) }
 * ```
 */
export async function prepareSession<chain extends Chain>(
  client: Client<Transport, chain>,
  parameters: prepareSession.Parameters,
): Promise<prepareSession.ReturnType<chain>> {
  const place = placeOf(client, parameters)
  const asked = askedOf(parameters)
  return exclusive(place.storage, place.items[0], async () => {
    const found = await find(place)
    if (found?.entry.state === 'ending' && wasGranted(found)) throw new SessionNotEndedError(found)
    if (found && isEnough(found, asked)) return { session: sessionOf(found) }
    const opened = found ?? (await newKey(place, place.items[0], asked))
    const { grant, prepared } = await prepare(place, opened, asked)
    return { grant, session: sessionOf(await open(place, prepared.item, prepared.entry)) }
  })
}

export declare namespace prepareSession {
  type Parameters = startSession.Parameters & {
    /** The wallet that is to grant: its address or account. */
    root: Address | { address: Address }
  }

  type ReturnType<chain extends Chain = Chain> = {
    /** What the root has to grant; nothing when all of it is granted already. */
    grant?: (login.PrepareParameters & { expiry: bigint }) | undefined
    session: StoredSession<chain>
  }

  type ErrorType = getExpirations.ErrorType | Exclude<startSession.ErrorType, login.ErrorType>
}
