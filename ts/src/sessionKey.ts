import {
  type Address,
  BaseError,
  type Chain,
  type Client,
  type Hash,
  type LocalAccount,
  type Transport,
} from 'viem'
import { getBalance } from 'viem/actions'
import { logout } from './actions/logout.ts'
import { signLogout } from './actions/signLogout.ts'
import { coreAbi } from './internal/abi.ts'
import { createClock } from './internal/clock.ts'
import { createEventTarget, type TypedEventTarget } from './internal/eventTarget.ts'
import { readSessions, type SessionAnswer, type SessionQuery } from './internal/readSessions.ts'
import { registryAddress, withoutAccount } from './internal/registry.ts'
import type { SignedLogout } from './internal/signed.ts'
import { checkPermission, checkPermissions } from './internal/validate.ts'
import type { Member, Membership } from './internal/watcher.ts'
import { type Expirations, LegacyPermission, Permission, permissionName } from './permissions.ts'

/** Thrown when a permission is asked for that was never read from the chain. */
export class SessionKeyNotSyncedError extends BaseError {
  constructor({ address, permission }: { address: Address; permission: Permission }) {
    super(
      `Session key ${address} does not know yet whether it may ${permissionName(permission) ?? permission}.`,
      {
        metaMessages: [
          'Call `await sessionKey.syncExpirations()` after login, and before anything that asks.',
        ],
        name: 'SessionKeyNotSyncedError',
      },
    )
  }
}

/** Thrown when a session key is to send a transaction and has nothing to pay it with. */
export class SessionKeyWithoutGasError extends BaseError {
  constructor({ address }: { address: Address }) {
    super(`Session key ${address} has no FIL to pay gas with.`, {
      metaMessages: [
        'Let another account pay: `sessionKey.logout({ submit: (signed) => sendSigned(relayerClient, signed) })`.',
      ],
      name: 'SessionKeyWithoutGasError',
    })
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

export type SessionKeyLogoutOptions = {
  /** Text that everybody can read, such as the name of the app. Default: `foc-session-keys`. */
  origin?: string | undefined
  /**
   * Submits what the session key signed, such as `(signed) => sendSigned(relayerClient, signed)`, for a session key without
   * FIL. Default: the session key sends the transaction itself.
   */
  submit?: ((signed: SignedLogout) => Promise<Hash>) | undefined
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
   * Gives up all that it holds from its root, without asking the root. Needs this package's registry.
   * @returns Hash of the transaction; the permissions are gone when it is mined.
   * @throws {@link SessionKeyWithoutGasError}
   */
  logout(options?: SessionKeyLogoutOptions): Promise<Hash>
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

/** What `syncAll` needs of a session key. */
export type SessionKeyHandle = {
  client: Client<Transport, Chain>
  contractAddress: Address
  /** What all session keys have in common whose reads can be one. */
  endpoint: () => Promise<string>
  query: () => SessionQuery
  /** Begins a sync. @returns What takes the answer, and says whether that was the newest. */
  begin: () => (answer: SessionAnswer) => boolean
  watched: () => boolean
}

const handles = new WeakMap<object, SessionKeyHandle>()

/** What `syncAll` needs of a session key; `undefined` if it was made elsewhere. */
export function handleOf(sessionKey: object): SessionKeyHandle | undefined {
  return handles.get(sessionKey)
}

/** `setTimeout` takes no more milliseconds than this. */
const longestTimeout = 2 ** 31 - 1

/** A session key from a client whose account it is. */
export function createSessionKey<chain extends Chain>(parameters: {
  client: Client<Transport, chain, SessionKeyAccount>
  contractAddress?: Address | undefined
  expirations: Expirations
  permissions: readonly Permission[]
  transport: Transport
}): SessionKey<chain> {
  const { client, transport } = parameters
  const { address, rootAddress } = client.account
  const contractAddress = registryAddress(client.chain, parameters.contractAddress)
  const permissions = checkPermissions(parameters.permissions)
  const clock = createClock()
  const events = createEventTarget<SessionKeyEvents>()

  const expirations: Expirations = { ...parameters.expirations }
  /** The block that each expiration is as of. */
  let readAt: Record<Permission, bigint> = {}
  /** Syncs begun so far, and how many that was when an answer was last taken. */
  let begun = 0
  let taken = 0
  /** Expirations whose end was told. */
  const ended: Expirations = {}
  let expiring: ReturnType<typeof setTimeout> | undefined
  let watching: ReturnType<typeof startWatching> | undefined

  /** What only watching and syncing many take is loaded with it. */
  const loadWatcher = () => import('./internal/watcher.ts')

  const query = (list: readonly Permission[]): SessionQuery => ({
    permissions: list,
    root: rootAddress,
    sessionKeyAddress: address,
  })

  /** Takes what the chain said, except where it said something newer already. */
  function take({ expirations: read, number, timestamp }: SessionAnswer) {
    clock.observe({ number, timestamp })
    taken = begun
    let changed = false
    for (const [permission, expiry] of Object.entries(read) as [Permission, bigint][]) {
      if (number < (readAt[permission] ?? 0n)) continue
      readAt[permission] = number
      changed ||= expirations[permission] !== expiry
      expirations[permission] = expiry
    }
    if (changed) events.emit('expirationsUpdated', { ...expirations })
    tellExpired()
  }

  function rollBack() {
    readAt = {}
    clock.reset()
  }

  /** Begins a sync. */
  function begin() {
    const mine = ++begun
    let older = false
    return (answer: SessionAnswer) => {
      const permissions = Object.keys(answer.expirations) as Permission[]
      const isOlder = permissions.some((permission) => answer.number < (readAt[permission] ?? 0n))
      // Asked later and answered from earlier: by a node that lags behind, or, if repeated, after a reorg.
      if (isOlder && mine > taken && !watching) {
        if (!older) {
          older = true
          return false
        }
        rollBack()
      }
      take(answer)
      return true
    }
  }

  async function syncExpirations(only: readonly Permission[] = permissions) {
    const list = checkPermissions(only)
    const finish = begin()
    for (let done = false; !done; ) {
      if (await watching?.refresh(list)) return
      const [answer] = await readSessions(client, { contractAddress, queries: [query(list)] })
      // Once it is watched, what is true comes from the watcher alone.
      if (answer && !watching) done = finish(answer)
    }
  }

  function hasPermission(permission: Permission, { minValidity = 0n }: HasPermissionOptions = {}) {
    const expiry = expirations[checkPermission(permission)] ?? legacyExpiry(permission)
    if (expiry === undefined) throw new SessionKeyNotSyncedError({ address, permission })
    return clock.now() + minValidity <= expiry
  }

  async function giveUp({ origin, submit }: SessionKeyLogoutOptions = {}): Promise<Hash> {
    const renunciation = { contractAddress, origin, root: rootAddress }
    if (submit) return submit(await signLogout(client, renunciation))
    logout.call(client, renunciation)
    if ((await getBalance(withoutAccount(client), { address })) === 0n)
      throw new SessionKeyWithoutGasError({ address })
    return logout(client, renunciation)
  }

  /** `DeleteDataSet` is no longer checked by any contract; who asks for it wants to terminate. */
  function legacyExpiry(permission: Permission) {
    if (permission.toLowerCase() === LegacyPermission.DeleteDataSet)
      return expirations[Permission.TerminateDataSet]
    return undefined
  }

  /** Tells which permissions ended since it last did, and comes back when the next one ends. */
  function tellExpired() {
    clearTimeout(expiring)
    if (!watching) return
    const now = clock.now()
    const over: Permission[] = []
    let next: bigint | undefined
    for (const [permission, expiry] of Object.entries(expirations) as [Permission, bigint][]) {
      if (now <= expiry) {
        if (next === undefined || expiry < next) next = expiry
      } else if (expiry > 0n && ended[permission] !== expiry) {
        ended[permission] = expiry
        over.push(permission)
      }
    }
    if (next !== undefined)
      expiring = setTimeout(tellExpired, Math.min(clock.until(next + 1n), longestTimeout))
    if (over.length > 0 && watching.connected()) events.emit('expired', over)
  }

  function startWatching() {
    const extra = new Set<Permission>()
    const member: Member = {
      onAnswer: take,
      onBlock: (block) => {
        clock.observe(block)
        tellExpired()
      },
      onError: (error) => {
        if (connected || connecting !== undefined) events.emit('error', error)
      },
      onRollback: rollBack,
      query: () =>
        query([...new Set([...permissions, ...(Object.keys(expirations) as Permission[]), ...extra])]),
    }
    let connected = false
    let connecting: ReturnType<typeof setTimeout> | undefined
    let stopped = false
    let membership: Membership | undefined

    function connect() {
      clearTimeout(connecting)
      connecting = undefined
      connected = true
      events.emit('connected', { ...expirations })
    }

    async function start() {
      const { joinWatcher } = await loadWatcher()
      const interval = client.pollingInterval
      const tools = { coreAbi, reader: withoutAccount(client), readSessions }
      membership = await joinWatcher(client, { contractAddress, interval, tools, transport }, member)
      if (stopped) return membership.leave()
      rollBack()
      await membership.refresh()
      // Later than the microtask in which `await watch()` goes on, where listeners are added.
      if (!stopped) connecting = setTimeout(connect)
    }

    const ready = start()

    return {
      connected: () => connected,
      ready,
      /** Reads through the watcher. @returns Whether that was done, or watching ended instead. */
      refresh: async (list: readonly Permission[]) => {
        for (const permission of list) extra.add(permission)
        await ready
        return stopped || !membership ? false : membership.refresh()
      },
      stop: () => {
        stopped = true
        membership?.leave()
        clearTimeout(expiring)
        if (connecting !== undefined) connect()
        if (connected) events.emit('disconnected')
      },
    }
  }

  async function watch() {
    watching ??= startWatching()
    const started = watching
    try {
      await started.ready
    } catch (error) {
      if (watching === started) unwatch()
      throw error
    }
    return unwatch
  }

  function unwatch() {
    const ending = watching
    watching = undefined
    ending?.stop()
  }

  const sessionKey: SessionKey<chain> = {
    ...events,
    account: client.account,
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
      chainId: client.chain.id,
      expirations: Object.fromEntries(
        Object.entries(expirations).map(([permission, expiry]) => [permission, expiry.toString()]),
      ),
      rootAddress,
      type: 'Secp256k1',
    }),
    type: 'Secp256k1',
    unwatch,
    watch,
  }
  handles.set(sessionKey, {
    begin,
    client,
    contractAddress,
    endpoint: async () => (await loadWatcher()).endpointOf(client, { contractAddress, transport }),
    query: () => query(permissions),
    watched: () => watching !== undefined,
  })
  return sessionKey
}
