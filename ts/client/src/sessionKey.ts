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
import { createClock } from './internal/clock.ts'
import type { Endpoint } from './internal/endpoint.ts'
import { createEventTarget, type TypedEventTarget } from './internal/eventTarget.ts'
import { answersFor, withLegacy } from './internal/legacy.ts'
import { readSession, type SessionAnswer, type SessionQuery } from './internal/readSessions.ts'
import { registryAddress, withoutAccount } from './internal/registry.ts'
import { checkPermission, checkPermissions } from './internal/validate.ts'
import { joinWatcher, type Membership } from './internal/watcher.ts'
import { DefaultFwssPermissions, type Expirations, type Permission, permissionName } from './permissions.ts'
import { SessionKeyError } from './sessionKeyError.ts'

/** Thrown when a permission is asked for that was never read from the chain. */
export class SessionKeyNotSyncedError extends SessionKeyError {
  declare readonly permission: Permission
  declare readonly sessionKeyAddress: Address

  constructor({ permissions, ...values }: NotSynced) {
    const { permission, sessionKeyAddress } = values
    const name = permissionName(permission) ?? permission
    super(
      'SessionKeyNotSyncedError',
      `Session key ${sessionKeyAddress} does not know yet whether it may ${name}.`,
      permissions.includes(permission)
        ? 'Call `await sessionKey.syncExpirations()` first.'
        : `It was made for other permissions. Make it with \`permissions\` that include this one, or call \`await sessionKey.syncExpirations(['${permission}'])\` first.`,
      values,
    )
  }
}

type NotSynced = {
  permission: Permission
  /** What it was made with. */
  permissions: readonly Permission[]
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
  keyType: 'Secp256k1'
  /** The wallet that it acts for. */
  rootAddress: Address
  sign: NonNullable<LocalAccount['sign']>
  signAuthorization: NonNullable<LocalAccount['signAuthorization']>
}

/** What the listeners of a session key are given. */
export type SessionKeyEvents = {
  /** Watching began; all expirations. */
  connected: Expirations
  /** Watching ended. */
  disconnected: undefined
  /** Something went wrong while watching, which goes on. */
  error: Error
  /** Permissions that ended just now by the chain's clock, heard while watching. */
  expired: readonly Permission[]
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
  hasPermission(permission: Permission, options?: HasPermissionOptions): boolean
  /**
   * Whether all of these grants hold.
   * @throws {@link SessionKeyNotSyncedError}
   */
  hasPermissions(permissions: readonly Permission[], options?: HasPermissionOptions): boolean
  /**
   * Reads expirations from the chain.
   * @param permissions - Default: `sessionKey.permissions`.
   */
  syncExpirations(permissions?: readonly Permission[]): Promise<void>
  /**
   * Gives up all that it holds from its root, without asking the root. Needs this package's registry, and FIL for gas: without,
   * let somebody else submit what `signLogout` signs.
   * @returns Hash of the transaction; the permissions are gone when it is mined.
   * @throws {@link SessionKeyWithoutGasError}
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
  /** Ends watching. */
  unwatch(): void
  /**
   * Syncs, and goes on to follow what happens on chain. Listeners added right after it still hear `connected`.
   * @returns A function that ends watching.
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
  /** Syncs with what `read` reads; if it is watched, with its watcher. */
  sync: (read: ReadSession) => Promise<void>
}

const handles = new WeakMap<object, SessionKeyHandle>()

/** What `syncAll` needs of a session key; `undefined` if it was made elsewhere. */
export function handleOf(sessionKey: object): SessionKeyHandle | undefined {
  return handles.get(sessionKey)
}

/** `setTimeout` takes no more milliseconds than this. */
const longestTimeout = 2 ** 31 - 1

const entries = (expirations: Expirations) => Object.entries(expirations) as [Permission, bigint][]

type Watching = Partial<Membership> & {
  connected?: true
  /** Set once it may be connected. */
  connecting?: ReturnType<typeof setTimeout>
  ready?: Promise<void>
}

/** What a session key is made from, apart from what it signs with and for whom. */
export type SessionKeyOptions<chain extends Chain = Chain> = {
  /** One of `foc-session-keys/chains`, or any chain with `contracts.sessionKeyRegistry`. */
  chain: chain
  /** Address of the registry. Default: the chain's. */
  contractAddress?: Address | undefined
  /** Expirations that are known already, such as from an earlier run. */
  expirations?: Expirations | undefined
  /** What `syncExpirations` and `watch` read; at least one. Default: {@link DefaultFwssPermissions}. */
  permissions?: readonly Permission[] | undefined
  /** How often `watch` asks the chain, in milliseconds. Default: viem's for the chain. */
  pollingInterval?: number | undefined
  /** Default: HTTP to the chain's own endpoint. */
  transport?: Transport | undefined
}

/** A session key from the account that it signs with. */
export function createSessionKey<chain extends Chain>(
  account: SessionKeyAccount,
  options: SessionKeyOptions<chain>,
): SessionKey<chain> {
  const { chain, pollingInterval, transport = http() } = options
  const { address, rootAddress } = account
  const client = createClient({ account, chain, pollingInterval, transport })
  const contractAddress = registryAddress(chain, options.contractAddress)
  const endpoint = { client, contractAddress, transport }
  const permissions = checkPermissions(options.permissions ?? DefaultFwssPermissions)
  const clock = createClock()
  const events = createEventTarget<SessionKeyEvents>()

  const expirations: Expirations = {}
  for (const [permission, expiry] of entries(options.expirations ?? {}))
    expirations[checkPermission(permission)] = expiry
  /** All that watching reads: what it was made with, and what was ever synced. */
  const known = new Set([...permissions, ...(Object.keys(expirations) as Permission[])])
  /** How many reads began. */
  let begun = 0
  /** The last of them that was taken, and as of when it is. */
  let taken = 0
  let asOf = 0n
  /** Permissions whose end was told, or was before there was anybody to tell. */
  const ended = new Set<Permission>()
  let expiring: ReturnType<typeof setTimeout> | undefined
  let watching: Watching | undefined

  function take({ expirations: answered, timestamp }: SessionAnswer, read = ++begun) {
    taken = read
    asOf = timestamp
    clock.observe(timestamp)
    let changed = false
    for (const [permission, expiry] of entries(answered)) {
      // Read along, and not granted.
      if (expiry === 0n && !known.has(permission) && expirations[permission] === undefined) continue
      changed ||= expirations[permission] !== expiry
      expirations[permission] = expiry
    }
    if (changed) events.emit('expirationsUpdated', { ...expirations })
    tellExpired()
  }

  async function sync(asked: readonly Permission[], readSession: ReadSession) {
    const list = withLegacy(asked)
    for (const permission of asked) known.add(permission)
    let again = false
    for (;;) {
      const watched = watching
      if (watched) {
        await watched.ready
        await watched.refresh?.()
        if (watching === watched) return
        continue
      }
      const read = ++begun
      const answer = await readSession({ permissions: list, root: rootAddress, sessionKeyAddress: address })
      // Overtaken by another, or by the watcher, which alone is believed from its first answer on.
      if (read < taken) continue
      // Older than the last answer, though asked later: from a node that lags behind, or, if that is said again, after a reorg.
      if (again || answer.timestamp >= asOf) return take(answer, read)
      again = true
    }
  }

  const syncExpirations = async (only: readonly Permission[] = permissions) =>
    sync(checkPermissions(only), (query) => readSession(client, { contractAddress, ...query }))

  function hasPermission(permission: Permission, { minValidity = 0n }: HasPermissionOptions = {}) {
    const checked = checkPermission(permission)
    const answers = answersFor(checked).flatMap((one) => expirations[one] ?? [])
    if (answers.length === 0)
      throw new SessionKeyNotSyncedError({ permission: checked, permissions, sessionKeyAddress: address })
    return answers.some((expiry) => clock.now() + minValidity <= expiry)
  }

  async function giveUp({ origin }: Pick<logout.Parameters, 'origin'> = {}): Promise<Hash> {
    const renunciation = { contractAddress, origin, root: rootAddress }
    // Throws where the registry has no such function, before anything is sent.
    logout.prepare(client, renunciation)
    if ((await getBalance(withoutAccount(client), { address })) === 0n)
      throw new SessionKeyWithoutGasError({ sessionKeyAddress: address })
    return logout(client, renunciation)
  }

  /** Tells which permissions ended since it last did, and comes back when the next one ends. */
  function tellExpired() {
    clearTimeout(expiring)
    if (!watching) return
    const now = clock.now()
    const over: Permission[] = []
    let wait = longestTimeout
    for (const [permission, expiry] of entries(expirations))
      if (now <= expiry) {
        ended.delete(permission)
        wait = Math.min(wait, clock.until(expiry + 1n))
      } else if (expiry > 0n && !ended.has(permission)) {
        ended.add(permission)
        over.push(permission)
      }
    expiring = setTimeout(tellExpired, wait)
    if (over.length > 0 && watching.connected) events.emit('expired', over)
  }

  function connect(mine: Watching) {
    mine.connected = true
    events.emit('connected', { ...expirations })
  }

  async function start(mine: Watching) {
    const membership = await joinWatcher(endpoint, {
      interval: client.pollingInterval,
      onAnswer: (answer) => take(answer),
      onBlock: (timestamp) => {
        clock.observe(timestamp)
        tellExpired()
      },
      onError: (error) => {
        if (mine.connecting) events.emit('error', error)
      },
      get permissions() {
        return withLegacy([...known])
      },
      root: rootAddress,
      sessionKeyAddress: address,
    })
    if (watching !== mine) return membership.leave()
    Object.assign(mine, membership)
    await membership.refresh()
    // Later than the microtask in which `await watch()` goes on, where listeners are added.
    if (watching === mine) mine.connecting = setTimeout(connect, 0, mine)
  }

  async function watch() {
    const mine = watching ?? {}
    watching = mine
    mine.ready ??= start(mine)
    try {
      await mine.ready
    } catch (error) {
      if (watching === mine) unwatch()
      throw error
    }
    return unwatch
  }

  function unwatch() {
    const mine = watching
    if (!mine) return
    watching = undefined
    mine.leave?.()
    clearTimeout(expiring)
    if (!mine.connecting) return
    clearTimeout(mine.connecting)
    if (!mine.connected) connect(mine)
    events.emit('disconnected')
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
    permissions,
    rootAddress,
    syncExpirations,
    toJSON: () => ({
      address,
      chainId: chain.id,
      expirations: Object.fromEntries(
        entries(expirations).map(([permission, expiry]) => [permission, `${expiry}`]),
      ),
      rootAddress,
      type: 'Secp256k1',
    }),
    type: 'Secp256k1',
    unwatch,
    watch,
  }
  handles.set(sessionKey, { ...endpoint, sync: (read) => sync(permissions, read) })
  return sessionKey
}
