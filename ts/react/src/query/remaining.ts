import { type remaining as action, type Policy, remaining } from 'foc-session-keys'
import type { Address } from 'viem'
import type { Config } from 'wagmi'
import { readClient } from '../internal/clients.ts'
import { addressOf, grantOf, keyOf, type Root } from '../internal/keys.ts'
import type { AppConfig, ChainIdParameter, Query, QueryParameter } from '../internal/types.ts'

/**
 * What is left of the limit of a policy, by the chain's count: null where it is granted without a limit, 0n where it is not granted.
 * It is asked again at the client's `pollingInterval`: whoever has the key may use it up.
 *
 * @param config - wagmi's.
 * @param options - {@link remainingQueryOptions.Options}
 *
 * @example
 * ```ts
 * import { uploadLimits } from 'foc-session-keys'
 * import { remainingQueryOptions } from 'foc-session-keys-react/query'
 *
 * const [, permission] = uploadLimits({ bytes: 1024n ** 3n })
 * const options = remainingQueryOptions(config, { permission, root: '0x…', sessionKeyAddress: '0x…' })
 * const bytes = await queryClient.fetchQuery(options)
 * ```
 */
export function remainingQueryOptions<config extends Config, selected = bigint | null>(
  config: config,
  options: remainingQueryOptions.Options<config, selected> = {},
): Query<bigint | null, selected, ReturnType<typeof remainingQueryKey>> {
  const { chainId, permission, query, root, service, sessionKeyAddress } = options
  const isKnown = permission !== undefined && root !== undefined && sessionKeyAddress !== undefined
  return {
    refetchInterval: () => readClient(config, chainId).pollingInterval,
    ...query,
    enabled: isKnown ? (query?.enabled ?? true) : false,
    queryFn: async () => {
      const left = await remaining(readClient(config, chainId), {
        permission: permission as Policy,
        root: root as Root,
        service,
        sessionKeyAddress: sessionKeyAddress as Address,
      })
      return left ?? null
    },
    queryKey: remainingQueryKey(options),
  }
}

export declare namespace remainingQueryOptions {
  type Options<config extends Config = AppConfig, selected = bigint | null> = ChainIdParameter<config> &
    QueryParameter<bigint | null, selected> & {
      [name in keyof action.Parameters]?: action.Parameters[name] | undefined
    }
}

/** The key of that query; also of all that begin like it. */
export function remainingQueryKey(options: Omit<remainingQueryOptions.Options<Config>, 'query'> = {}) {
  const { chainId, permission, root, scopeKey, service, sessionKeyAddress } = options
  return [
    'remaining',
    keyOf({
      chainId,
      permission: grantOf(permission),
      root: addressOf(root),
      scopeKey,
      service: addressOf(service),
      sessionKeyAddress: addressOf(sessionKeyAddress),
    }),
  ] as const
}
