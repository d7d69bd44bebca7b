'use client'

import { type QueryKey, type UseMutationResult, useQueryClient } from '@tanstack/react-query'
import type { endSession, renewSession, SessionKey, startSession, statusOf } from 'foc-session-keys'
import { useEffect, useState } from 'react'
import { type Config, useChainId, useConfig, useConnection } from 'wagmi'
import { type UseQueryReturnType, useQuery } from 'wagmi/query'
import { invalidate } from '../internal/invalidate.ts'
import { hearTabs } from '../internal/tabs.ts'
import type { AppConfig, ConfigParameter, MutationParameter } from '../internal/types.ts'
import { useSessionKeyState } from '../internal/useSessionKeyState.ts'
import { useWrite } from '../internal/useWrite.ts'
import { loadSessionQueryOptions, type SessionData, sessionKeyOf } from '../query/loadSession.ts'
import {
  endSessionMutationOptions,
  renewSessionMutationOptions,
  type SessionVariables,
  startSessionMutationOptions,
} from '../query/sessionChanges.ts'
import { useWatchSessionKey } from './useWatchSessionKey.ts'

/**
 * The life of the session that a page keeps for the connected wallet: found again after a reload, watched on chain, and started,
 * renewed and ended by the wallet. Several tabs have the same one.
 *
 * @param parameters - {@link useSession.Parameters}
 * @returns {@link useSession.ReturnType}
 *
 * @example
 * ```tsx
 * import { UploadPermissions } from 'foc-session-keys'
 * import { indexedDbStorage } from 'foc-session-keys/storage'
 * import { useSession } from 'foc-session-keys-react'
 *
 * const storage = indexedDbStorage()
 *
 * function Session() {
 *   const { end, sessionKey, start, status } = useSession({ permissions: UploadPermissions, storage })
 *   if (status === 'active')
 *     return (
 *       <button type="button" onClick={() => end.mutate()}>
 *         End the session of {sessionKey?.address}
 *       </button>
 *     )
 *   return (
 *     <button type="button" disabled={start.isPending} onClick={() => start.mutate()}>
 *       Start a session
 *     </button>
 *   )
 * }
 * ```
 */
export function useSession<config extends Config = AppConfig>(
  parameters: useSession.Parameters<config>,
): useSession.ReturnType<config> {
  const { contractAddress, duration, expiringWithin, key, mutation, origin, permissions, query, scopeKey } =
    parameters
  const config = useConfig(parameters)
  const currentChainId = useChainId({ config })
  const connection = useConnection({ config })
  const queryClient = useQueryClient()
  // One that is made while rendering is another each time.
  const [storage] = useState(() => parameters.storage)

  const root = parameters.root ?? connection.address
  const chainId = parameters.chainId ?? currentChainId
  const place = { chainId, contractAddress, expiringWithin, root, storage }
  const stored = useQuery<SessionData | null, Error, SessionData | null, QueryKey>(
    loadSessionQueryOptions<Config>(config, { ...place, query, scopeKey }),
  )
  const session = stored.data ?? undefined
  const sessionKey = session && (sessionKeyOf(session) as SessionKey<config['chains'][number]> | undefined)
  const state = useSessionKeyState(
    session && sessionKey && { sessionKey, state: session.state },
    expiringWithin,
  )

  const readAgain = () => void invalidate(queryClient)
  useWatchSessionKey({ onExpirationsUpdated: readAgain, onExpired: readAgain, sessionKey })
  useEffect(() => hearTabs(() => void invalidate(queryClient)), [queryClient])
  // What came from a server, or a cache that was kept, has no key.
  const isWithoutKey = session !== undefined && !sessionKey
  const { refetch } = stored
  useEffect(() => {
    if (isWithoutKey) void refetch()
  }, [isWithoutKey, refetch])

  const asked = { ...place, duration, key, mutation, origin, permissions }
  return {
    end: useWrite(endSessionMutationOptions<Config>(config, { ...place, mutation, origin })),
    expiresAt: state.expiresAt,
    query: stored,
    renew: useWrite(renewSessionMutationOptions<Config>(config, asked)),
    session,
    sessionKey,
    start: useWrite(startSessionMutationOptions<Config>(config, asked)),
    status: sessionKey ? state.status : statusWithoutKey(),
  }

  function statusWithoutKey() {
    if (root === undefined && connection.status === 'disconnected') return 'none'
    if (stored.data === null) return 'none'
    return stored.isError ? 'error' : 'loading'
  }
}

export declare namespace useSession {
  type Parameters<config extends Config = AppConfig> = ConfigParameter<config> &
    loadSessionQueryOptions.Options<config> &
    MutationParameter<SessionData | null, SessionVariables<renewSession.Parameters>, unknown> &
    Pick<startSession.Parameters, 'duration' | 'key' | 'origin' | 'permissions'>

  type ReturnType<config extends Config = AppConfig> = {
    /** Takes everything back on chain, then forgets the key. */
    end: UseMutationResult<SessionData | null, Error, SessionVariables<endSession.Parameters>, unknown>
    /** When the last of its permissions ends, in Unix seconds, inclusive. */
    expiresAt: bigint | undefined
    /** What is stored, as it was read last. */
    query: UseQueryReturnType<SessionData | null, Error>
    renew: UseMutationResult<SessionData, Error, SessionVariables<renewSession.Parameters>, unknown>
    session: SessionData | undefined
    /** Signs without asking the wallet; what `Synapse.create` takes. Watched, and in no cache. */
    sessionKey: SessionKey<config['chains'][number]> | undefined
    start: UseMutationResult<SessionData, Error, SessionVariables<startSession.Parameters>, unknown>
    /** As of `statusOf`; `loading` until that is known, `error` when it could not be read: see `query`. */
    status: statusOf.ReturnType | 'error' | 'loading'
  }
}
