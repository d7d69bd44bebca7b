'use client'

import { useQueryClient } from '@tanstack/react-query'
import { watchSessions } from 'foc-session-keys'
import { useEffect, useRef } from 'react'
import { type Config, useChainId, useConfig } from 'wagmi'
import { readClient } from '../internal/clients.ts'
import { invalidate } from '../internal/invalidate.ts'
import { addressOf, type Root } from '../internal/keys.ts'
import type { AppConfig, ChainIdParameter, ConfigParameter } from '../internal/types.ts'

/**
 * Follows all sessions of a wallet for as long as the component is mounted: whatever any page or program changes, {@link useSessions}
 * and the like are read again.
 *
 * @param parameters - {@link useWatchSessions.Parameters}
 *
 * @example
 * ```tsx
 * import { useSessions, useWatchSessions } from 'foc-session-keys-react'
 *
 * function Count({ root }: { root: `0x${string}` }) {
 *   useWatchSessions({ root })
 *   const { data } = useSessions({ root })
 *   return <p>{data?.length}</p>
 * }
 * ```
 */
export function useWatchSessions<config extends Config = AppConfig>(
  parameters: useWatchSessions.Parameters<config>,
): void {
  const { contractAddress, enabled = true, pollingInterval } = parameters
  const config = useConfig(parameters)
  const currentChainId = useChainId({ config })
  const chainId = parameters.chainId ?? currentChainId
  const queryClient = useQueryClient()
  const root = addressOf(parameters.root)
  const latest = useRef(parameters)
  useEffect(() => {
    latest.current = parameters
  })

  useEffect(() => {
    if (!enabled || !root) return
    return watchSessions(readClient<Config>(config, chainId), {
      contractAddress,
      onChange: () => {
        void invalidate(queryClient)
        latest.current.onChange?.()
      },
      onError: (error) => latest.current.onError?.(error),
      pollingInterval,
      root,
    })
  }, [chainId, config, contractAddress, enabled, pollingInterval, queryClient, root])
}

export declare namespace useWatchSessions {
  type Parameters<config extends Config = AppConfig> = ChainIdParameter<config> &
    ConfigParameter<config> &
    Partial<Omit<watchSessions.Parameters, 'root'>> & {
      /** Default: true. */
      enabled?: boolean | undefined
      /** The wallet that granted. Nothing is watched until it is known. */
      root: Root | undefined
    }
}
