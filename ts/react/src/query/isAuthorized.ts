import { type isAuthorized as action, isAuthorized, type PermissionOrPolicy } from 'foc-session-keys'
import type { Address } from 'viem'
import type { Config } from 'wagmi'
import { readClient } from '../internal/clients.ts'
import { addressOf, grantOf, keyOf, type Root } from '../internal/keys.ts'
import type { AppConfig, ChainIdParameter, Query, QueryParameter } from '../internal/types.ts'

/**
 * Whether a session key has a permission or a policy, by the chain's clock. It is asked again at the client's `pollingInterval`: a grant ends
 * without a word.
 *
 * @param config - wagmi's.
 * @param options - {@link isAuthorizedQueryOptions.Options}
 *
 * @example
 * ```ts
 * import { Permission } from 'foc-session-keys'
 * import { isAuthorizedQueryOptions } from 'foc-session-keys-react/query'
 *
 * const options = isAuthorizedQueryOptions(config, {
 *   permission: Permission.AddPieces,
 *   root: '0x…',
 *   sessionKeyAddress: '0x…',
 * })
 * const may = await queryClient.fetchQuery(options)
 * ```
 */
export function isAuthorizedQueryOptions<config extends Config, selected = boolean>(
  config: config,
  options: isAuthorizedQueryOptions.Options<config, selected> = {},
): Query<boolean, selected, ReturnType<typeof isAuthorizedQueryKey>> {
  const { chainId, contractAddress, permission, query, root, sessionKeyAddress } = options
  const isKnown = permission !== undefined && root !== undefined && sessionKeyAddress !== undefined
  return {
    refetchInterval: () => readClient(config, chainId).pollingInterval,
    ...query,
    enabled: isKnown ? (query?.enabled ?? true) : false,
    queryFn: async () =>
      isAuthorized(readClient(config, chainId), {
        contractAddress,
        permission: permission as PermissionOrPolicy,
        root: root as Root,
        sessionKeyAddress: sessionKeyAddress as Address,
      }),
    queryKey: isAuthorizedQueryKey(options),
  }
}

export declare namespace isAuthorizedQueryOptions {
  type Options<config extends Config = AppConfig, selected = boolean> = ChainIdParameter<config> &
    QueryParameter<boolean, selected> & {
      [name in keyof action.Parameters]?: action.Parameters[name] | undefined
    }
}

/** The key of that query; also of all that begin like it. */
export function isAuthorizedQueryKey(options: Omit<isAuthorizedQueryOptions.Options<Config>, 'query'> = {}) {
  const { chainId, contractAddress, permission, root, scopeKey, sessionKeyAddress } = options
  return [
    'isAuthorized',
    keyOf({
      chainId,
      contractAddress: addressOf(contractAddress),
      permission: grantOf(permission),
      root: addressOf(root),
      scopeKey,
      sessionKeyAddress: addressOf(sessionKeyAddress),
    }),
  ] as const
}
