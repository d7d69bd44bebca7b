'use client'

import type { Session } from 'foc-session-keys'
import { type Config, useChainId, useConfig } from 'wagmi'
import { type UseQueryReturnType, useQuery } from 'wagmi/query'
import type { AppConfig, ConfigParameter } from '../internal/types.ts'
import { getSessionsQueryOptions } from '../query/getSessions.ts'

/**
 * All sessions that a wallet ever granted, from the chain. See `getSessions` of `foc-session-keys` for what is searched, and
 * {@link useWatchSessions} for what changes elsewhere.
 *
 * @param parameters - {@link useSessions.Parameters}
 * @returns {@link useSessions.ReturnType}
 *
 * @example
 * ```tsx
 * import { useSessions } from 'foc-session-keys-react'
 * import { useConnection } from 'wagmi'
 *
 * function Sessions() {
 *   const { address } = useConnection()
 *   const { data = [] } = useSessions({ root: address })
 *   return data.map(({ name, sessionKeyAddress, status }) => (
 *     <p key={sessionKeyAddress}>
 *       {name}: {status}
 *     </p>
 *   ))
 * }
 * ```
 */
export function useSessions<config extends Config = AppConfig, selected = Session[]>(
  parameters: useSessions.Parameters<config, selected> = {},
): useSessions.ReturnType<selected> {
  const config = useConfig(parameters)
  const chainId = useChainId({ config })
  const { config: _, ...options } = parameters
  return useQuery(
    getSessionsQueryOptions<Config, selected>(config, { ...options, chainId: options.chainId ?? chainId }),
  )
}

export declare namespace useSessions {
  type Parameters<config extends Config = AppConfig, selected = Session[]> = ConfigParameter<config> &
    getSessionsQueryOptions.Options<config, selected>

  type ReturnType<selected = Session[]> = UseQueryReturnType<selected, Error>
}
