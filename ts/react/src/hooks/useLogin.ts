'use client'

import type { UseMutationResult } from '@tanstack/react-query'
import type { login, loginSync } from 'foc-session-keys'
import { type Config, useConfig } from 'wagmi'
import type { AppConfig, ConfigParameter, MutationParameter } from '../internal/types.ts'
import { untilMined, useWrite } from '../internal/useWrite.ts'
import { loginMutationOptions, loginSyncMutationOptions, type WriteVariables } from '../query/writes.ts'

/**
 * Lets a session key act for the connected wallet, as `login` does. Its `data` is the hash of the transaction.
 *
 * @param parameters - {@link useLogin.Parameters}
 * @returns {@link useLogin.ReturnType}
 *
 * @example
 * ```tsx
 * import { useLogin } from 'foc-session-keys-react'
 *
 * function Authorize({ sessionKeyAddress }: { sessionKeyAddress: `0x${string}` }) {
 *   const { isPending, mutate } = useLogin()
 *   return (
 *     <button type="button" disabled={isPending} onClick={() => mutate({ sessionKeyAddress })}>
 *       Authorize
 *     </button>
 *   )
 * }
 * ```
 */
export function useLogin<config extends Config = AppConfig, context = unknown>(
  parameters: useLogin.Parameters<config, context> = {},
): useLogin.ReturnType<context> {
  const config = useConfig(parameters)
  return useWrite(loginMutationOptions(config, parameters), untilMined(config))
}

export declare namespace useLogin {
  type Parameters<config extends Config = AppConfig, context = unknown> = ConfigParameter<config> &
    MutationParameter<login.ReturnType, Variables, context>

  type Variables = WriteVariables<login.Parameters>

  type ReturnType<context = unknown> = UseMutationResult<login.ReturnType, Error, Variables, context>
}

/**
 * {@link useLogin}, and waits until it is mined. Its `data` is the receipt, and what the registry said.
 *
 * @param parameters - {@link useLoginSync.Parameters}
 * @returns {@link useLoginSync.ReturnType}
 */
export function useLoginSync<config extends Config = AppConfig, context = unknown>(
  parameters: useLoginSync.Parameters<config, context> = {},
): useLoginSync.ReturnType<context> {
  const config = useConfig(parameters)
  return useWrite(loginSyncMutationOptions(config, parameters))
}

export declare namespace useLoginSync {
  type Parameters<config extends Config = AppConfig, context = unknown> = ConfigParameter<config> &
    MutationParameter<loginSync.ReturnType, Variables, context>

  type Variables = WriteVariables<loginSync.Parameters>

  type ReturnType<context = unknown> = UseMutationResult<loginSync.ReturnType, Error, Variables, context>
}
