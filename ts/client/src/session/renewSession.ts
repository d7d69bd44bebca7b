import type { Account, Address, Chain, Client, Transport } from 'viem'
import { checkPermissions } from '../internal/validate.ts'
import { SessionKeyError } from '../sessionKeyError.ts'
import { exclusive } from '../storage/exclusive.ts'
import { end } from './end.ts'
import { type Asked, ask, newKey, settleSent } from './grant.ts'
import { expiryAfter, secondsOf } from './sessionDuration.ts'
import { inForce, isRevoked, look, type Pair, settle } from './settle.ts'
import { askedOf, type startSession } from './startSession.ts'
import { grantsOf, type Opened, type Place, placeOf, type StoredSession, sessionOf } from './storedSession.ts'

/** Thrown when there is no session to renew. */
export class SessionNotFoundError extends SessionKeyError {
  declare readonly root: Address

  constructor(values: { root: Address }) {
    super('SessionNotFoundError', `No session of ${values.root} is stored.`, 'Call `startSession`.', values)
  }
}

/**
 * Lets a session of the client's account last longer: the same key gets a later expiry; or, with `newKey`, a new key takes its
 * place, and the old one is revoked, which the wallet is asked for, too. It never shortens. Called twice at the same time, also
 * in other tabs or processes, the wallet is asked once. Interrupted, call it again.
 *
 * @param client - Client of the root.
 * @param parameters - {@link renewSession.Parameters}
 * @returns The session, granted and synced. {@link renewSession.ReturnType}
 * @throws {@link renewSession.ErrorType}
 *
 * @example
 * ```ts
 * import { renewSession, statusOf } from 'foc-session-keys'
 *
 * if (statusOf(session) === 'expiring') session = await renewSession(walletClient, { storage })
 * ```
 */
export async function renewSession<chain extends Chain>(
  client: Client<Transport, chain, Account>,
  parameters: renewSession.Parameters,
): Promise<renewSession.ReturnType<chain>> {
  const { duration = 'web', newKey: replace = false, permissions } = parameters
  const place = placeOf(client, { ...parameters, root: client.account.address })
  secondsOf(duration)
  const seen = inForce((await look(place)) ?? {})
  return exclusive(place.storage, place.items[0], async () => {
    const pair = await settleSent(place)
    const found = inForce(pair)
    if (!found || found.entry.state === 'ending') throw new SessionNotFoundError({ root: place.root })
    const asked = askedOf({ ...parameters, permissions: permissions ?? grantsOf(found.entry) })
    if (!replace && !isRevoked(found) && !pair.next) {
      const least = leastOf(found, asked)
      const isRenewed = seen && least > leastOf(seen, asked)
      if (isRenewed || least >= expiryAfter(found.timestamp, duration)) return sessionOf(found)
      return sessionOf(await ask(client, place, found, asked, found.entry))
    }
    if (seen && seen.sessionKey.address !== found.sessionKey.address && !pair.next) return sessionOf(found)
    return sessionOf(await replaceKey(client, place, pair, asked))
  })
}

export declare namespace renewSession {
  type Parameters = startSession.Parameters & {
    /** Whether a new key takes the place of the old one. Default: only if the old one was revoked. */
    newKey?: boolean | undefined
  }

  type ReturnType<chain extends Chain = Chain> = StoredSession<chain>

  type ErrorType = SessionNotFoundError | startSession.ErrorType
}

/** Goes on from wherever it was interrupted: a new key that is stored is asked for, one that is granted makes the old one end. */
async function replaceKey<chain extends Chain>(
  client: Client<Transport, chain, Account>,
  place: Place<chain>,
  { current, next }: Pair<chain>,
  asked: Asked,
): Promise<Opened<chain>> {
  if (next?.entry.state !== 'granted') {
    const opened = next ?? (await newKey(place, place.items[1], asked))
    await ask(client, place, opened, asked, next?.entry)
  }
  if (current) await end(client, place, current, asked)
  const found = inForce(await settle(place))
  if (!found) throw new SessionNotFoundError({ root: place.root })
  return found
}

/** When the first of these permissions ends; 0n when one is not granted. */
function leastOf({ sessionKey }: Opened, { permissions }: Asked): bigint {
  const expiries = checkPermissions(permissions).map((one) => sessionKey.expirations[one] ?? 0n)
  return expiries.reduce((least, expiry) => (expiry < least ? expiry : least))
}
