'use client'

import { type Config, useChainId, useConfig, useConnection } from 'wagmi'
import { type UseQueryReturnType, useQuery } from 'wagmi/query'
import type { AppConfig, ConfigParameter } from '../internal/types.ts'
import { isAuthorizedQueryOptions } from '../query/isAuthorized.ts'

/**
 * Whether a session key has a permission now, by the chain's clock, looked at again at each polling interval.
 *
 * @param parameters - {@link useHasPermission.Parameters}
 * @returns {@link useHasPermission.ReturnType}
 *
 * @example
 * ```tsx
 * import { Permission } from 'foc-session-keys'
 * import { useHasPermission } from 'foc-session-keys-react'
 *
 * function MayUpload({ sessionKeyAddress }: { sessionKeyAddress: `0x${string}` }) {
 *   const { data } = useHasPermission({ permission: Permission.AddPieces, sessionKeyAddress })
 *   return data ? <p>May upload</p> : null
 * }
 * ```
 */
export function useHasPermission<config extends Config = AppConfig, selected = boolean>(
  parameters: useHasPermission.Parameters<config, selected> = {},
): useHasPermission.ReturnType<selected> {
  const config = useConfig(parameters)
  const chainId = useChainId({ config })
  const { address } = useConnection({ config })
  const { config: _, ...options } = parameters
  return useQuery(
    isAuthorizedQueryOptions<Config, selected>(config, {
      ...options,
      chainId: options.chainId ?? chainId,
      root: options.root ?? address,
    }),
  )
}

export declare namespace useHasPermission {
  /** `root` is the current account unless given. */
  type Parameters<config extends Config = AppConfig, selected = boolean> = ConfigParameter<config> &
    isAuthorizedQueryOptions.Options<config, selected>

  type ReturnType<selected = boolean> = UseQueryReturnType<selected, Error>
}
