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
import { readSession, type SessionAnswer, type SessionQuery } from './internal/readSessions.ts'
import { registryAddress, withoutAccount } from './internal/registry.ts'
import { checkPermission, checkPermissions } from './internal/validate.ts'
import { createWatch, type Watch } from './internal/watch.ts'
import { joinWatcher } from './internal/watcher.ts'
import {
  DefaultFwssPermissions,
  type Expirations,
  LegacyPermission,
  Permission,
  permissionName,
} from './permissions.ts'
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

/** What a session key is made from, apart from what it signs with and for whom. */
export type SessionKeyOptions<chain extends Chain = Chain> = {
  /** One of `foc-session-keys/chains`, viem's `filecoin` or `filecoinCalibration`, or any with `contracts.sessionKeyRegistry`. */
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
  for (const [permission, expiry] of entriesOf(options.expirations ?? {}))
    expirations[checkPermission(permission)] = expiry
  /** All that watching reads: what it was made with, and what was ever synced. */
  const known = new Set([...permissions, ...(Object.keys(expirations) as Permission[])])

  const cache = createCache(expirations, ({ timestamp }, changed) => {
    clock.observe(timestamp)
    if (changed) events.emit('expirationsUpdated', { ...expirations })
    if (watching) timer.start()
  })
  const timer = createExpiryTimer(expirations, clock, (over) => {
    // What ended before there was anybody to tell is no news.
    if (watching?.state === 'connected') events.emit('expired', over)
  })
  let watching: Watch | undefined

  async function sync(list: readonly Permission[], readSession: ReadSession) {
    for (const permission of list) known.add(permission)
    let older = false
    for (;;) {
      const watch = watching
      if (watch) {
        await watch.ready
        await watch.refresh()
        if (watch.state !== 'ended') return
        continue
      }
      const take = cache.begin()
      const answer = await readSession({ permissions: list, root: rootAddress, sessionKeyAddress: address })
      const verdict = take(answer, { older })
      if (verdict === 'taken') return
      if (verdict === 'older') older = true
    }
  }

  const syncExpirations = async (only: readonly Permission[] = permissions) =>
    sync(checkPermissions(only), (query) => readSession(client, { contractAddress, ...query }))

  function hasPermission(permission: Permission, { minValidity = 0n }: HasPermissionOptions = {}) {
    const checked = checkPermission(permission)
    // `DeleteDataSet` is no longer checked by any contract; who asks for it wants to terminate.
    const also = checked === LegacyPermission.DeleteDataSet ? Permission.TerminateDataSet : checked
    const expiry = expirations[checked] ?? expirations[also]
    if (expiry === undefined)
      throw new SessionKeyNotSyncedError({ permission: checked, permissions, sessionKeyAddress: address })
    return clock.now() + minValidity <= expiry
  }

  async function giveUp({ origin }: Pick<logout.Parameters, 'origin'> = {}): Promise<Hash> {
    const renunciation = { contractAddress, origin, root: rootAddress }
    // Throws where the registry has no such function, before anything is sent.
    logout.prepare(client, renunciation)
    if ((await getBalance(withoutAccount(client), { address })) === 0n)
      throw new SessionKeyWithoutGasError({ sessionKeyAddress: address })
    return logout(client, renunciation)
  }

  const join = (onError: (error: Error) => void) =>
    joinWatcher(endpoint, {
      interval: client.pollingInterval,
      onAnswer: (answer) => void cache.begin()(answer, { older: true }),
      onBlock: (timestamp) => {
        clock.observe(timestamp)
        if (watching) timer.start()
      },
      onError,
      get permissions() {
        return [...known]
      },
      root: rootAddress,
      sessionKeyAddress: address,
    })

  async function watch() {
    watching ??= createWatch(join, {
      onConnected: () => events.emit('connected', { ...expirations }),
      onDisconnected: () => events.emit('disconnected'),
      onError: (error) => events.emit('error', error),
    })
    const mine = watching
    try {
      await mine.ready
    } catch (error) {
      if (mine.state !== 'ended') unwatch()
      throw error
    }
    return unwatch
  }

  function unwatch() {
    const last = watching
    watching = undefined
    timer.stop()
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
    permissions,
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
  handles.set(sessionKey, { ...endpoint, sync: (read) => sync(permissions, read) })
  return sessionKey
}
