import {
  type Address,
  type Chain,
  type Client,
  createClient,
  type Hash,
  http,
  type LocalAccount,
  type Transport,
} from 'viem'
import { getBalance } from 'viem/actions'
import { logout } from './actions/logout.ts'
import { createCache, entriesOf } from './internal/cache.ts'
import { createClock } from './internal/clock.ts'
import type { Endpoint } from './internal/endpoint.ts'
import { createEventTarget, type TypedEventTarget } from './internal/eventTarget.ts'
import { createExpiryTimer } from './internal/expiryTimer.ts'
import { answersFor, withLegacy } from './internal/legacy.ts'
import { readSession, type SessionAnswer, type SessionQuery } from './internal/readSessions.ts'
import { registryAddress, withoutAccount } from './internal/registry.ts'
import { checkUint, InvalidNumberError } from './internal/uint.ts'
import { checkPermission, checkPermissions, isPolicy, type PermissionOrPolicy } from './internal/validate.ts'
import { createWatch, type Watch } from './internal/watch.ts'
import { joinWatcher } from './internal/watcher.ts'
import type { Policy } from './limits/policy.ts'
import { DefaultFwssPermissions, type Expirations, type Permission, permissionName } from './permissions.ts'
import { SessionKeyError } from './sessionKeyError.ts'

/** Thrown when a permission is asked for that was never read from the chain. */
export class SessionKeyNotSyncedError extends SessionKeyError {
  declare readonly permission: Permission
  /** What was asked for, where it is a policy. */
  declare readonly policy: Policy | undefined
  declare readonly sessionKeyAddress: Address

  constructor({ permissions, ...values }: NotSynced) {
    const { permission, policy, sessionKeyAddress } = values
    const name = policy?.inWords ?? permissionName(permission) ?? permission
    super(
      'SessionKeyNotSyncedError',
      `Session key ${sessionKeyAddress} does not know yet whether it may ${name}.`,
      permissions.includes(permission)
        ? 'Call `await sessionKey.syncExpirations()` first.'
        : 'Make it with that, or pass that to `syncExpirations`.',
      values,
    )
  }
}

type NotSynced = {
  permission: Permission
  /** What it was made with. */
  permissions: readonly Permission[]
  policy: Policy | undefined
  sessionKeyAddress: Address
}

/** Thrown when a session key is to send a transaction and has nothing to pay it with. */
export class SessionKeyWithoutGasError extends SessionKeyError {
  declare readonly sessionKeyAddress: Address

  constructor(values: { sessionKeyAddress: Address }) {
    super(
      'SessionKeyWithoutGasError',
      `Session key ${values.sessionKeyAddress} has no FIL for gas.`,
      'Let another account `sendSigned` what `signLogout` signs.',
      values,
    )
  }
}

/** The account of a session key: it signs, and it knows for whom. */
export type SessionKeyAccount = LocalAccount<'sessionKey'> & {
  /** `P-256` if it is a key of `fromP256`. */
  curve?: 'P-256' | undefined
  /** What the Synapse SDK calls every key that signs for its root. */
  keyType: 'Secp256k1'
  /** The wallet that it acts for. */
  rootAddress: Address
  sign: NonNullable<LocalAccount['sign']>
  signAuthorization: NonNullable<LocalAccount['signAuthorization']>
}

/** What the listeners of a session key are given. */
export type SessionKeyEvents = {
  /** Watching began, and was right once; all expirations. */
  connected: Expirations
  /** Watching ended. */
  disconnected: undefined
  /** Something went wrong while watching, which goes on; or a listener threw. */
  error: Error
  /** Permissions that ended just now by the chain's clock, heard while watching. */
  expired: readonly Permission[]
  /** Permissions that end within `expiringWithin`, heard while watching, once for each expiry, also when it began that late. */
  expiring: readonly Permission[]
  /** Something changed on chain; all expirations. */
  expirationsUpdated: Expirations
}

/** A temporary key, the wallet it acts for, and what it may do. */
export type SessionKey<chain extends Chain = Chain> = TypedEventTarget<SessionKeyEvents> & {
  /** Signs for the session key. */
  readonly account: SessionKeyAccount
  /** Address of the session key. */
  readonly address: Address
  /** viem client of the session key. */
  readonly client: Client<Transport, chain, SessionKeyAccount>
  /** When each permission ends, in Unix seconds, inclusive, as of the last sync; 0n when there is no grant. */
  readonly expirations: Expirations
  /** What `syncExpirations` and `watch` read. */
  readonly permissions: readonly Permission[]
  /** Address of the wallet that it acts for, and that pays. */
  readonly rootAddress: Address
  readonly type: 'Secp256k1'
  /**
   * Whether the grant holds, as of the last sync and by the chain's clock: up to and in the second of its expiry.
   * @throws {@link SessionKeyNotSyncedError}
   */
  hasPermission(permission: PermissionOrPolicy, options?: HasPermissionOptions): boolean
  /**
   * Whether all of these grants hold.
   * @throws {@link SessionKeyNotSyncedError}
   */
  hasPermissions(permissions: readonly PermissionOrPolicy[], options?: HasPermissionOptions): boolean
  /**
   * Reads expirations from the chain, as of whatever block the node is at: `syncAll` can be told `atLeast` which. While the key is watched, waits for the watcher's next look, which begins once the one under
   * way is over. While watching, what is read beyond `sessionKey.permissions` is followed until it ends.
   * @param permissions - Default: `sessionKey.permissions`.
   * @throws What the action `getExpirations` throws. What is known stays as it was.
   */
  syncExpirations(permissions?: readonly PermissionOrPolicy[]): Promise<void>
  /**
   * Gives up all that it holds from its root, without asking the root. Needs this package's registry, and FIL for gas: without,
   * let somebody else submit what `signLogout` signs.
   * @returns Hash of the transaction; the permissions are gone when it is mined.
   * @throws {@link SessionKeyWithoutGasError}, and what the action `logout` throws.
   */
  logout(options?: Pick<logout.Parameters, 'origin'>): Promise<Hash>
  /** What there is to tell about it, without secrets. */
  toJSON(): {
    address: Address
    chainId: number
    expirations: Record<Permission, string>
    rootAddress: Address
    type: 'Secp256k1'
  }
  /** Ends watching, whoever began it. */
  unwatch(): void
  /**
   * Syncs, and goes on to follow what happens on chain. Waits for the first look at the chain, which takes a minute at most; if it
   * is in vain, that is heard as `error`, `hasPermission` throws, and it goes on to look. Listeners added right after it still hear
   * `connected`, or that error. Throws nothing.
   * @returns A function that ends it for this caller. Watching ends with the last of them.
   */
  watch(): Promise<() => void>
}

export type HasPermissionOptions = {
  /** For how many seconds more the grant must hold. Default: 0n. */
  minValidity?: bigint | undefined
}

/** Reads one session, alone or together with others. */
export type ReadSession = (query: Omit<SessionQuery, 'onAnswer'>) => Promise<SessionAnswer>

/** What `syncAll` needs of a session key. */
export type SessionKeyHandle = Endpoint & {
  /**
   * Syncs with what `read` reads; if it is watched, with its watcher.
   * @returns The number of the block, if the watcher read it.
   */
  sync: (read: ReadSession) => Promise<bigint | undefined>
}

const handles = new WeakMap<object, SessionKeyHandle>()

/** What `syncAll` needs of a session key; `undefined` if it was made elsewhere. */
export function handleOf(sessionKey: object): SessionKeyHandle | undefined {
  return handles.get(sessionKey)
}

/** What a session key is made from, apart from what it signs with and for whom. */
export type SessionKeyOptions<chain extends Chain = Chain> = {
  /** One of `foc-session-keys/chains`, viem's `filecoin` or `filecoinCalibration`, or any with `contracts.sessionKeyRegistry`. */
  chain: chain
  /** Address of the registry. Default: the chain's. */
  contractAddress?: Address | undefined
  /** Expirations that are known already, such as from an earlier run: also as `toJSON` wrote them. */
  expirations?: Readonly<Record<Permission, bigint | string>> | undefined
  /** How long before the end of a permission `expiring` is told, in seconds. Default: 1800n. */
  expiringWithin?: bigint | undefined
  /**
   * What `syncExpirations` and `watch` read, and under which policies it signs; at least one.
   * Default: {@link DefaultFwssPermissions}.
   */
  permissions?: readonly PermissionOrPolicy[] | undefined
  /** How often `watch` asks the chain, in milliseconds. Default: viem's for the chain. */
  pollingInterval?: number | undefined
  /** Default: HTTP to the chain's own endpoint. */
  transport?: Transport | undefined
}

/** To the chain's own endpoint, without anything of a caller: shared by all session keys that name no other. */
const plain = /*#__PURE__*/ http()

/** An expiry as it is kept, or as `toJSON` writes it. */
function secondsOf(permission: string, expiry: bigint | string): bigint {
  const decimal = typeof expiry === 'string' && /^\d+$/.test(expiry)
  return checkUint(`expirations[${permission}]`, decimal ? BigInt(expiry) : (expiry as bigint))
}

/** A session key from the account that it signs with. */
export function createSessionKey<chain extends Chain>(
  account: SessionKeyAccount,
  options: SessionKeyOptions<chain>,
): SessionKey<chain> {
  const { chain, pollingInterval, transport = plain } = options
  const ahead = checkUint('expiringWithin', options.expiringWithin ?? 1800n)
  const { address, rootAddress } = account
  if (pollingInterval !== undefined && !(Number.isFinite(pollingInterval) && pollingInterval > 0))
    throw new InvalidNumberError(
      { parameter: 'pollingInterval', value: pollingInterval },
      'milliseconds above zero',
    )
  const client = createClient({ account, chain, pollingInterval, transport })
  const contractAddress = registryAddress(chain, options.contractAddress)
  const endpoint = { client, contractAddress, transport }
  const permissions = checkPermissions(options.permissions ?? DefaultFwssPermissions)
  const clock = createClock()
  const events = createEventTarget<SessionKeyEvents>()

  const expirations: Expirations = {}
  for (const [permission, expiry] of Object.entries(options.expirations ?? {}))
    expirations[checkPermission(permission as Permission)] = secondsOf(permission, expiry)
  const always = [...permissions, ...(Object.keys(expirations) as Permission[])]
  /** What is asked for by syncs that are under way. */
  const asked = new Set<readonly Permission[]>()
  /** All that watching reads. Of what was synced beyond the rest, what holds: else it could be revoked unheard. */
  const watched = () => {
    const holding = entriesOf(expirations).filter(([, expiry]) => clock.now() <= expiry)
    return [...new Set([...always, ...holding.map(([permission]) => permission), ...[...asked].flat()])]
  }

  /** For all listeners, so that none can change it for the others. */
  const told = () => Object.freeze({ ...expirations })

  const cache = createCache(
    expirations,
    (permission) => watched().includes(permission),
    ({ timestamp }, changed) => {
      clock.observe(timestamp)
      if (changed) events.emit('expirationsUpdated', told())
      lookAtTime()
    },
  )
  const ending = createExpiryTimer(expirations, clock, 0n, (over) => {
    // What ended before there was anybody to tell is no news.
    if (watching?.state === 'connected') events.emit('expired', Object.freeze(over))
  })
  const warning = createExpiryTimer(expirations, clock, ahead, (over) => {
    const soon = over.filter((permission) => hasPermission(permission))
    if (soon.length > 0) events.emit('expiring', Object.freeze(soon))
  })
  let watching: Watch | undefined

  function lookAtTime() {
    if (!watching) return
    ending.start()
    if (watching.state === 'connected') warning.start()
  }

  /** @returns The number of the block, if the watcher read it. */
  async function sync(list: readonly Permission[], read: ReadSession): Promise<bigint | undefined> {
    asked.add(list)
    try {
      let older = false
      for (;;) {
        const watch = watching
        if (watch) {
          const blockNumber = await watch.refresh()
          if (watch.state !== 'ended') return blockNumber
        } else {
          const take = cache.begin()
          const answer = await read({
            permissions: withLegacy(list),
            root: rootAddress,
            sessionKeyAddress: address,
          })
          const taken = take(answer, older)
          if (taken) return undefined
          older ||= taken === false
        }
      }
    } finally {
      asked.delete(list)
    }
  }

  async function syncExpirations(only: readonly PermissionOrPolicy[] = permissions) {
    await sync(checkPermissions(only), (query) => readSession(client, { contractAddress, ...query }))
  }

  function hasPermission(permission: PermissionOrPolicy, { minValidity = 0n }: HasPermissionOptions = {}) {
    const checked = checkPermission(permission)
    const answers = answersFor(checked).flatMap((one) => expirations[one] ?? [])
    if (answers.length === 0)
      throw new SessionKeyNotSyncedError({
        permission: checked,
        permissions,
        policy: [permission].find(isPolicy),
        sessionKeyAddress: address,
      })
    const until = clock.now() + checkUint('minValidity', minValidity)
    return answers.some((expiry) => until <= expiry)
  }

  async function giveUp({ origin }: Pick<logout.Parameters, 'origin'> = {}): Promise<Hash> {
    const renunciation = { contractAddress, origin, root: rootAddress }
    // Throws where the registry has no such function, before anything is sent.
    logout.prepare(client, renunciation)
    if ((await getBalance(withoutAccount(client), { address })) === 0n)
      throw new SessionKeyWithoutGasError({ sessionKeyAddress: address })
    return logout(client, renunciation)
  }

  function beginWatch(): Watch {
    const membership = joinWatcher(endpoint, {
      interval: client.pollingInterval,
      onAnswer: (answer) => {
        cache.begin()(answer, true)
        watch.onAnswer()
      },
      onBlock: (timestamp) => {
        clock.observe(timestamp)
        lookAtTime()
      },
      onError: (error) => watch.onError(error),
      get permissions() {
        return withLegacy(watched())
      },
      root: rootAddress,
      sessionKeyAddress: address,
    })
    const watch = createWatch(membership, {
      onConnected: () => {
        events.emit('connected', told())
        lookAtTime()
      },
      onDisconnected: () => events.emit('disconnected'),
      onError: (error) => events.emit('error', error),
      onLeft: unwatch,
    })
    return watch
  }

  async function watch() {
    watching ??= beginWatch()
    return watching.enter()
  }

  function unwatch() {
    const last = watching
    watching = undefined
    ending.stop()
    warning.stop()
    last?.end()
  }

  const sessionKey: SessionKey<chain> = {
    ...events,
    account,
    address,
    client,
    get expirations() {
      return { ...expirations }
    },
    hasPermission,
    hasPermissions: (list, options) => list.every((permission) => hasPermission(permission, options)),
    logout: giveUp,
    get permissions() {
      return [...permissions]
    },
    rootAddress,
    syncExpirations,
    toJSON: () => ({
      address,
      chainId: chain.id,
      expirations: Object.fromEntries(
        entriesOf(expirations).map(([permission, expiry]) => [permission, `${expiry}`]),
      ),
      rootAddress,
      type: 'Secp256k1',
    }),
    type: 'Secp256k1',
    unwatch,
    watch,
  }
  handles.set(sessionKey, { ...endpoint, sync: (read) => sync([...permissions], read) })
  return sessionKey
}
