import {
  type Expirations,
  loadSession,
  type Permission,
  type Policy,
  type SessionKey,
  type SessionPlace,
  type SessionState,
  type StoredSession,
} from 'foc-session-keys'
import type { Address, Chain } from 'viem'
import type { Config } from 'wagmi'
import { structuralSharing } from 'wagmi/query'
import { readClient } from '../internal/clients.ts'
import { addressOf, keyOf, type Root } from '../internal/keys.ts'
import { samePolicies } from '../internal/samePolicies.ts'
import type { AppConfig, ChainIdParameter, Query, QueryParameter } from '../internal/types.ts'

/** What there is to tell about a stored session, without its key: {@link sessionKeyOf} has that, outside of any cache. */
export type SessionData = {
  /** When each permission ends, in Unix seconds, inclusive, as of when it was read; 0n when there is no grant. */
  expirations: Expirations
  /** The last expiry that the root was asked for, in Unix seconds, inclusive. */
  expiry: bigint
  /** What the root was asked for: of policies, the hashes. */
  permissions: readonly Permission[]
  /** The policies among `permissions`. */
  policies: readonly Policy[]
  root: Address
  sessionKeyAddress: Address
  state: SessionState
}

const sessionKeys = new WeakMap<object, SessionKey>()

/**
 * The session key of what `loadSessionQueryOptions` found; `undefined` where that came from elsewhere, as from a server or a cache
 * that was kept.
 */
export function sessionKeyOf(data: SessionData): SessionKey | undefined {
  return sessionKeys.get(data)
}

export const dataOf = ({ expiry, permissions, policies, sessionKey, state }: StoredSession): SessionData => ({
  expirations: sessionKey.expirations,
  expiry,
  permissions,
  policies: samePolicies(policies),
  root: sessionKey.rootAddress,
  sessionKeyAddress: sessionKey.address,
  state,
})

/**
 * The session that is stored, for `useQuery` or `queryClient.fetchQuery`; null when there is none.
 *
 * @param config - wagmi's.
 * @param options - {@link loadSessionQueryOptions.Options}
 *
 * @example
 * ```ts
 * import { indexedDbStorage } from 'foc-session-keys/storage'
 * import { loadSessionQueryOptions, sessionKeyOf } from 'foc-session-keys-react/query'
 *
 * const storage = indexedDbStorage()
 * const session = await queryClient.fetchQuery(loadSessionQueryOptions(config, { root: '0x…', storage }))
 * const sessionKey = session && sessionKeyOf(session)
 * ```
 */
export function loadSessionQueryOptions<config extends Config>(
  config: config,
  options: loadSessionQueryOptions.Options<config>,
): Query<SessionData | null, SessionData | null, ReturnType<typeof loadSessionQueryKey>> {
  const { chainId, contractAddress, expiringWithin, query, root, storage } = options
  return {
    ...query,
    enabled: root === undefined ? false : (query?.enabled ?? true),
    queryFn: async () => {
      const client = readClient<Config>(config, chainId)
      const place = { contractAddress, expiringWithin, root: root as Root, storage }
      const session = await loadSession<Chain>(client, place)
      if (!session) return null
      const data = dataOf(session)
      sessionKeys.set(data, session.sessionKey)
      return data
    },
    queryKey: loadSessionQueryKey(options),
    // What is the same stays with the key that it came with, which may be watched.
    structuralSharing: (before, after) =>
      sessionKeys.has(Object(before)) && structuralSharing(before, after) === before ? before : after,
  }
}

export declare namespace loadSessionQueryOptions {
  type Options<config extends Config = AppConfig> = ChainIdParameter<config> &
    Omit<SessionPlace, 'transport'> & {
      query?:
        | Omit<NonNullable<QueryParameter<SessionData | null>['query']>, 'select' | 'structuralSharing'>
        | undefined
      /** The wallet that granted. Nothing is read until it is known. */
      root?: Root | undefined
      scopeKey?: string | undefined
    }
}

/** The key of that query; without `storage`, also of all that begin like it. Storages are told apart by number, for as long as the page is open. */
export function loadSessionQueryKey(
  options: Partial<Omit<loadSessionQueryOptions.Options<Config>, 'query'>> = {},
) {
  const { chainId, contractAddress, expiringWithin, root, scopeKey, storage } = options
  return [
    'loadSession',
    keyOf({
      chainId,
      contractAddress: addressOf(contractAddress),
      expiringWithin,
      root: addressOf(root),
      scopeKey,
      storage: storage && numberOf(storage),
    }),
  ] as const
}

const numbers = new WeakMap<object, number>()
let counted = 0

function numberOf(storage: object): number {
  const number = numbers.get(storage) ?? ++counted
  numbers.set(storage, number)
  return number
}
