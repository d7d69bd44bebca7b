'use client'

import type { UseMutationResult } from '@tanstack/react-query'
import type { revokeAll, revokeAllSync } from 'foc-session-keys'
import { type Config, useConfig } from 'wagmi'
import type { AppConfig, ConfigParameter, MutationParameter } from '../internal/types.ts'
import { untilMined, useWrite } from '../internal/useWrite.ts'
import {
  revokeAllMutationOptions,
  revokeAllSyncMutationOptions,
  type WriteVariables,
} from '../query/writes.ts'

/**
 * Takes everything back from session keys of the connected wallet, in one transaction, as `revokeAll` does. Its `data` is the hash of the transaction.
 *
 * @param parameters - {@link useRevokeAll.Parameters}
 * @returns {@link useRevokeAll.ReturnType}
 *
 * @example
 * ```tsx
 * import { useRevokeAll } from 'foc-session-keys-react'
 *
 * function RevokeAll({ sessionKeyAddress }: { sessionKeyAddress: `0x${string}` }) {
 *   const { isPending, mutate } = useRevokeAll()
 *   return (
 *     <button type="button" disabled={isPending} onClick={() => mutate({ sessionKeyAddresses: [sessionKeyAddress] })}>
 *       Revoke
 *     </button>
 *   )
 * }
 * ```
 */
export function useRevokeAll<config extends Config = AppConfig, context = unknown>(
  parameters: useRevokeAll.Parameters<config, context> = {},
): useRevokeAll.ReturnType<context> {
  const config = useConfig(parameters)
  return useWrite(revokeAllMutationOptions(config, parameters), untilMined(config))
}

export declare namespace useRevokeAll {
  type Parameters<config extends Config = AppConfig, context = unknown> = ConfigParameter<config> &
    MutationParameter<revokeAll.ReturnType, Variables, context>

  type Variables = WriteVariables<revokeAll.Parameters>

  type ReturnType<context = unknown> = UseMutationResult<revokeAll.ReturnType, Error, Variables, context>
}

/**
 * {@link useRevokeAll}, and waits until it is mined. Its `data` is the receipt, and what the registry said.
 *
 * @param parameters - {@link useRevokeAllSync.Parameters}
 * @returns {@link useRevokeAllSync.ReturnType}
 */
export function useRevokeAllSync<config extends Config = AppConfig, context = unknown>(
  parameters: useRevokeAllSync.Parameters<config, context> = {},
): useRevokeAllSync.ReturnType<context> {
  const config = useConfig(parameters)
  return useWrite(revokeAllSyncMutationOptions(config, parameters))
}

export declare namespace useRevokeAllSync {
  type Parameters<config extends Config = AppConfig, context = unknown> = ConfigParameter<config> &
    MutationParameter<revokeAllSync.ReturnType, Variables, context>

  type Variables = WriteVariables<revokeAllSync.Parameters>

  type ReturnType<context = unknown> = UseMutationResult<revokeAllSync.ReturnType, Error, Variables, context>
}
