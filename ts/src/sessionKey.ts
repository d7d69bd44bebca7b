import {
  type Address,
  BaseError,
  type Chain,
  type Client,
  isAddressEqual,
  type LocalAccount,
  type Transport,
} from 'viem'
import type { getExpirations } from './actions/getExpirations.ts'
import { createClock } from './internal/clock.ts'
import { createEventTarget, type TypedEventTarget } from './internal/eventTarget.ts'
import { pollUpdates } from './internal/pollUpdates.ts'
import { readExpirations } from './internal/readExpirations.ts'
import { registryAddress } from './internal/registry.ts'
import { checkPermission, checkPermissions } from './internal/validate.ts'
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

/** A session key from a client whose account it is. */
export function createSessionKey<chain extends Chain>(parameters: {
  client: Client<Transport, chain, SessionKeyAccount>
  contractAddress?: Address | undefined
  expirations: Expirations
  permissions: readonly Permission[]
}): SessionKey<chain> {
  const { client } = parameters
  const { address, rootAddress } = client.account
  const contractAddress = registryAddress(client.chain, parameters.contractAddress)
  const permissions = checkPermissions(parameters.permissions)
  const clock = createClock()
  const events = createEventTarget<SessionKeyEvents>()

  let expirations = { ...parameters.expirations }
  let watching: ReturnType<typeof startWatching> | undefined

  async function syncExpirations(only: readonly Permission[] = permissions) {
    const read = await readExpirations(client, {
      contractAddress,
      permissions: only,
      root: rootAddress,
      sessionKeyAddress: address,
    } satisfies getExpirations.Parameters)
    clock.set(read.timestamp)
    const before = expirations
    expirations = { ...before, ...read.expirations }
    const changed = (Object.keys(read.expirations) as Permission[]).some(
      (permission) => before[permission] !== expirations[permission],
    )
    if (changed) events.emit('expirationsUpdated', { ...expirations })
  }

  function hasPermission(permission: Permission, { minValidity = 0n }: HasPermissionOptions = {}) {
    const expiry = expirations[checkPermission(permission)] ?? legacyExpiry(permission)
    if (expiry === undefined) throw new SessionKeyNotSyncedError({ address, permission })
    return clock.now() + minValidity <= expiry
  }

  /** `DeleteDataSet` is no longer checked by any contract; who asks for it wants to terminate. */
  function legacyExpiry(permission: Permission) {
    if (permission.toLowerCase() === LegacyPermission.DeleteDataSet)
      return expirations[Permission.TerminateDataSet]
    return undefined
  }

  function startWatching(): { ready: Promise<void>; stop: () => void } {
    const controller = new AbortController()
    let connecting: ReturnType<typeof setTimeout> | undefined
    let connected = false

    function connect() {
      clearTimeout(connecting)
      connecting = undefined
      connected = true
      events.emit('connected', { ...expirations })
    }

    async function start() {
      // Polling begins first, so that nothing is missed between the sync and the first poll.
      await pollUpdates(client, {
        address: contractAddress,
        onError: (error) => events.emit('error', error),
        // An event is only a hint to read again: so the last of several wins, whatever their order.
        onUpdates: async (updates) => {
          if (updates.some(({ args }) => isAddressEqual(args.signer, address))) await syncExpirations()
        },
        root: rootAddress,
        signal: controller.signal,
      })
      await syncExpirations()
      // Later than the microtask in which `await watch()` goes on, where listeners are added.
      if (!controller.signal.aborted) connecting = setTimeout(connect)
    }

    function stop() {
      controller.abort()
      if (connecting !== undefined) connect()
      if (connected) events.emit('disconnected')
    }

    return { ready: start(), stop }
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

  return {
    ...events,
    account: client.account,
    address,
    client,
    get expirations() {
      return { ...expirations }
    },
    hasPermission,
    hasPermissions: (list, options) => list.every((permission) => hasPermission(permission, options)),
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
}
