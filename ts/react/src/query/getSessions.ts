import { type getSessions as action, getSessions, type Session } from 'foc-session-keys'
import type { Config } from 'wagmi'
import { readClient } from '../internal/clients.ts'
import { addressOf, grantsOf, keyOf, type Root } from '../internal/keys.ts'
import { samePolicies } from '../internal/samePolicies.ts'
import type { AppConfig, ChainIdParameter, Query, QueryParameter } from '../internal/types.ts'

/**
 * All sessions of a root, from the chain, for `useQuery` or `queryClient.fetchQuery`. It is asked again when one of them is about
 * to end or ended.
 *
 * @param config - wagmi's.
 * @param options - {@link getSessionsQueryOptions.Options}
 *
 * @example
 * ```ts
 * import { getSessionsQueryOptions } from 'foc-session-keys-react/query'
 *
 * const sessions = await queryClient.fetchQuery(getSessionsQueryOptions(config, { root: '0x…' }))
 * ```
 */
export function getSessionsQueryOptions<config extends Config, selected = Session[]>(
  config: config,
  options: getSessionsQueryOptions.Options<config, selected> = {},
): Query<Session[], selected, ReturnType<typeof getSessionsQueryKey>> {
  const { chainId, query, root, scopeKey: _, ...search } = options
  const { expiringWithin = 1800n } = search
  return {
    refetchInterval: ({ state }) =>
      untilChange(state.data, expiringWithin, readClient(config, chainId).pollingInterval),
    ...query,
    enabled: root === undefined ? false : (query?.enabled ?? true),
    queryFn: async ({ signal }) =>
      (await getSessions(readClient(config, chainId), { ...search, root: root as Root, signal })).map(
        (session) => ({ ...session, policies: samePolicies(session.policies) }),
      ),
    queryKey: getSessionsQueryKey(options),
  }
}

export declare namespace getSessionsQueryOptions {
  type Options<config extends Config = AppConfig, selected = Session[]> = ChainIdParameter<config> &
    Omit<action.Parameters, 'root' | 'signal'> &
    QueryParameter<Session[], selected> & {
      /** The wallet that granted. Nothing is asked until it is known. */
      root?: Root | undefined
    }
}

/** The key of that query; also of all that begin like it. What `source` is, it does not tell: use `scopeKey`. */
export function getSessionsQueryKey(
  options: Pick<
    getSessionsQueryOptions.Options<Config>,
    | 'chainId'
    | 'contractAddress'
    | 'expiringWithin'
    | 'fromBlock'
    | 'policies'
    | 'root'
    | 'scopeKey'
    | 'toBlock'
  > = {},
) {
  const { chainId, contractAddress, expiringWithin, fromBlock, policies, root, scopeKey, toBlock } = options
  return [
    'getSessions',
    keyOf({
      chainId,
      contractAddress: addressOf(contractAddress),
      expiringWithin,
      fromBlock,
      policies: grantsOf(policies),
      root: addressOf(root),
      scopeKey,
      toBlock,
    }),
  ] as const
}

/**
 * Milliseconds until a status may be another, by this machine's clock; where the chain's is behind it, it is asked again
 * at each polling interval until it followed.
 */
function untilChange(
  sessions: readonly Session[] | undefined,
  expiringWithin: bigint,
  pollingInterval: number,
): number | false {
  const seconds = (sessions ?? []).flatMap(({ expirations, status }) => {
    const last = Object.values(expirations).reduce(
      (latest, expiry) => (expiry > latest ? expiry : latest),
      0n,
    )
    return status === 'active' ? [last - expiringWithin] : status === 'expiring' ? [last] : []
  })
  if (seconds.length === 0) return false
  const next = seconds.reduce((first, second) => (second < first ? second : first))
  const wait = (Number(next) + 1) * 1000 - Date.now()
  return Math.min(Math.max(wait, pollingInterval), 2 ** 31 - 1)
}
