'use client'

import type { UseMutationResult } from '@tanstack/react-query'
import type { revoke, revokeSync } from 'foc-session-keys'
import { type Config, useConfig } from 'wagmi'
import type { AppConfig, ConfigParameter, MutationParameter } from '../internal/types.ts'
import { untilMined, useWrite } from '../internal/useWrite.ts'
import { revokeMutationOptions, revokeSyncMutationOptions, type WriteVariables } from '../query/writes.ts'

/**
 * Takes permissions back from a session key of the connected wallet, as `revoke` does. Its `data` is the hash of the transaction.
 *
 * @param parameters - {@link useRevoke.Parameters}
 * @returns {@link useRevoke.ReturnType}
 *
 * @example
 * ```tsx
 * import { useRevoke } from 'foc-session-keys-react'
 *
 * function Revoke({ sessionKeyAddress }: { sessionKeyAddress: `0x${string}` }) {
 *   const { isPending, mutate } = useRevoke()
 *   return (
 *     <button type="button" disabled={isPending} onClick={() => mutate({ sessionKeyAddress })}>
 *       Revoke
 *     </button>
 *   )
 * }
 * ```
 */
export function useRevoke<config extends Config = AppConfig, context = unknown>(
  parameters: useRevoke.Parameters<config, context> = {},
): useRevoke.ReturnType<context> {
  const config = useConfig(parameters)
  return useWrite(revokeMutationOptions(config, parameters), untilMined(config))
}

export declare namespace useRevoke {
  type Parameters<config extends Config = AppConfig, context = unknown> = ConfigParameter<config> &
    MutationParameter<revoke.ReturnType, Variables, context>

  type Variables = WriteVariables<revoke.Parameters>

  type ReturnType<context = unknown> = UseMutationResult<revoke.ReturnType, Error, Variables, context>
}

/**
 * {@link useRevoke}, and waits until it is mined. Its `data` is the receipt, and what the registry said.
 *
 * @param parameters - {@link useRevokeSync.Parameters}
 * @returns {@link useRevokeSync.ReturnType}
 */
export function useRevokeSync<config extends Config = AppConfig, context = unknown>(
  parameters: useRevokeSync.Parameters<config, context> = {},
): useRevokeSync.ReturnType<context> {
  const config = useConfig(parameters)
  return useWrite(revokeSyncMutationOptions(config, parameters))
}

export declare namespace useRevokeSync {
  type Parameters<config extends Config = AppConfig, context = unknown> = ConfigParameter<config> &
    MutationParameter<revokeSync.ReturnType, Variables, context>

  type Variables = WriteVariables<revokeSync.Parameters>

  type ReturnType<context = unknown> = UseMutationResult<revokeSync.ReturnType, Error, Variables, context>
}
