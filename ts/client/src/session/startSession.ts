import type { Account, Chain, Client, Transport } from 'viem'
import type { loginSync } from '../actions/login.ts'
import { checkPermissions, type PermissionOrPolicy } from '../internal/validate.ts'
import type { WaitParameters } from '../internal/writeRegistrySync.ts'
import type { MissingAuthorizerError } from '../limits/authorizer.ts'
import { DefaultFwssPermissions } from '../permissions.ts'
import { exclusive } from '../storage/exclusive.ts'
import type { InvalidStoredSessionError } from '../storage/invalidStoredSessionError.ts'
import { end, type SessionNotEndedError } from './end.ts'
import { type Asked, ask, type KeyKind, newKey, settleSent } from './grant.ts'
import type { SessionDuration, SessionTooLongError } from './sessionDuration.ts'
import { forget, inForce, isOver, isRevoked } from './settle.ts'
import {
  type KeyPairNotStorableError,
  type Opened,
  type Place,
  placeOf,
  type SessionNotStoredError,
  type SessionPlace,
  type StoredSession,
  sessionOf,
  wasGranted,
} from './storedSession.ts'

/**
 * A session of the client's account: the one that is stored, or a new one. A new key is stored before the wallet is asked, so
 * it is not lost, whatever happens then. Called twice, also in other tabs or processes, the wallet is asked once.
 *
 * A session whose permissions are not all those asked for is granted the others; one that ended is followed by a new key.
 *
 * @param client - Client of the root.
 * @param parameters - {@link startSession.Parameters}
 * @returns The session, granted and synced. {@link startSession.ReturnType}
 * @throws {@link startSession.ErrorType}
 *
 * @example
 * ```ts
 * import { startSession, UploadPermissions } from 'foc-session-keys'
 * import { indexedDbStorage } from 'foc-session-keys/storage'
 *
 * const { sessionKey } = await startSession(walletClient, {
 *   duration: 'web',
 *   origin: 'My app',
 *   permissions: UploadPermissions,
 *   storage: indexedDbStorage(),
 * })
 * ```
 */
export async function startSession<chain extends Chain>(
  client: Client<Transport, chain, Account>,
  parameters: startSession.Parameters,
): Promise<startSession.ReturnType<chain>> {
  const place = placeOf(client, { ...parameters, root: client.account.address })
  const asked = askedOf(parameters)
  return exclusive(place.storage, place.items[0], async () => {
    let found = await find(place)
    if (found?.entry.state === 'ending' && wasGranted(found)) {
      await end(client, place, found, parameters)
      found = undefined
    }
    if (found && isEnough(found, asked)) return sessionOf(found)
    const opened = found ?? (await newKey(place, place.items[0], asked))
    return sessionOf(await ask(client, place, opened, asked, found?.entry))
  })
}

export declare namespace startSession {
  type Parameters = SessionPlace &
    WaitParameters & {
      /** How long: by where the key lives, or for so long. Default: `web`, one hour. {@link SessionDuration} */
      duration?: SessionDuration | undefined
      /**
       * Which kind of key a new session gets. Default: in a browser `P-256`, which no script can take away, where the chain's contracts
       * take it and the storage keeps it; else `secp256k1`.
       */
      key?: KeyKind | undefined
      /** Text that everybody can read, such as the name of the app. Default: `foc-session-keys`. */
      origin?: string | undefined
      /** What the key may do; at least one. Default: {@link DefaultFwssPermissions}. */
      permissions?: readonly PermissionOrPolicy[] | undefined
    }

  type ReturnType<chain extends Chain = Chain> = StoredSession<chain>

  type ErrorType =
    | InvalidStoredSessionError
    | KeyPairNotStorableError
    | MissingAuthorizerError
    | SessionNotEndedError
    | SessionNotStoredError
    | SessionTooLongError
    | loginSync.ErrorType
}

export const askedOf = ({
  duration = 'web',
  key,
  permissions = DefaultFwssPermissions,
  ...rest
}: startSession.Parameters): Asked => {
  checkPermissions(permissions)
  return { ...rest, duration, key, permissions }
}

/** The session in force; nothing if it ended. Takes the lock. */
export async function find<chain extends Chain>(place: Place<chain>): Promise<Opened<chain> | undefined> {
  const found = inForce(await settleSent(place))
  if (found?.entry.state !== 'granted' || !(isOver(found) || isRevoked(found))) return found
  await forget(place, found)
  return
}

/** Whether it may do what is asked for. */
export const isEnough = ({ entry, sessionKey }: Opened, { permissions }: Asked) =>
  entry.state === 'granted' &&
  checkPermissions(permissions).every(
    (permission) => entry.permissions.includes(permission) && sessionKey.hasPermission(permission),
  )
