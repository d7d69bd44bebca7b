'use client'

import { type Config, useChainId, useConfig, useConnection } from 'wagmi'
import { type UseQueryReturnType, useQuery } from 'wagmi/query'
import type { AppConfig, ConfigParameter } from '../internal/types.ts'
import { remainingQueryOptions } from '../query/remaining.ts'

/**
 * What is left of the limit of a policy that was granted to a session key, looked at again at each polling interval, and after each
 * login: bytes for `AddPieces`, operations for any other. Null where there is no limit, 0n where it is not granted, or no longer.
 *
 * @param parameters - {@link useRemaining.Parameters}
 * @returns {@link useRemaining.ReturnType}
 *
 * @example
 * ```tsx
 * import type { Policy } from 'foc-session-keys'
 * import { useRemaining } from 'foc-session-keys-react'
 *
 * function Left({ policy, sessionKeyAddress }: { policy: Policy; sessionKeyAddress: `0x${string}` }) {
 *   const { data } = useRemaining({ permission: policy, sessionKeyAddress })
 *   return data == null ? null : <p>{`${data} bytes left`}</p>
 * }
 * ```
 */
export function useRemaining<config extends Config = AppConfig, selected = bigint | null>(
  parameters: useRemaining.Parameters<config, selected> = {},
): useRemaining.ReturnType<selected> {
  const config = useConfig(parameters)
  const chainId = useChainId({ config })
  const { address } = useConnection({ config })
  const { config: _, ...options } = parameters
  return useQuery(
    remainingQueryOptions<Config, selected>(config, {
      ...options,
      chainId: options.chainId ?? chainId,
      root: options.root ?? address,
    }),
  )
}

export declare namespace useRemaining {
  /** `root` is the current account unless given. */
  type Parameters<config extends Config = AppConfig, selected = bigint | null> = ConfigParameter<config> &
    remainingQueryOptions.Options<config, selected>

  type ReturnType<selected = bigint | null> = UseQueryReturnType<selected, Error>
}
