import {
  endSession,
  renewSession,
  type SessionPlace,
  type StoredSession,
  startSession,
} from 'foc-session-keys'
import type { Account, Chain, Client, Transport } from 'viem'
import type { Config } from 'wagmi'
import { isConnected, readClient, walletClient } from '../internal/clients.ts'
import { addressOf, type Root } from '../internal/keys.ts'
import type { AppConfig, ChainIdParameter, Mutation, MutationParameter } from '../internal/types.ts'
import { dataOf, type SessionData } from './loadSession.ts'

/** Where a session is, and what every change of it is given unless told otherwise. */
export type SessionOptions<parameters, config extends Config = AppConfig> = ChainIdParameter<config> &
  Omit<parameters, 'root' | 'transport'> & {
    /** The wallet that grants. Default: the current account. */
    root?: Root | undefined
  }

/** What one change of a session is given beside that. */
export type SessionVariables<parameters> = Omit<parameters, keyof SessionPlace | 'root'> | undefined

type Start = SessionVariables<startSession.Parameters>
type Renew = SessionVariables<renewSession.Parameters>
type End = SessionVariables<endSession.Parameters>

/**
 * `startSession` with the connected wallet, for `useMutation`. What it gives back has no key: `loadSessionQueryOptions` finds it.
 *
 * @example
 * ```ts
 * import { indexedDbStorage } from 'foc-session-keys/storage'
 * import { startSessionMutationOptions } from 'foc-session-keys-react/query'
 *
 * const { mutate } = useMutation(startSessionMutationOptions(config, { storage: indexedDbStorage() }))
 * ```
 */
export function startSessionMutationOptions<config extends Config, context = unknown>(
  config: config,
  options: SessionOptions<startSession.Parameters, config> & MutationParameter<SessionData, Start, context>,
): Mutation<SessionData, Start, context> {
  const { chainId, mutation, root, ...parameters } = options
  return {
    ...mutation,
    mutationFn: async (variables) =>
      dataOf(await startSession(await rootClient(config, chainId, root), { ...parameters, ...variables })),
    mutationKey: ['startSession'],
  }
}

/** `renewSession` with the connected wallet, for `useMutation`. */
export function renewSessionMutationOptions<config extends Config, context = unknown>(
  config: config,
  options: SessionOptions<renewSession.Parameters, config> & MutationParameter<SessionData, Renew, context>,
): Mutation<SessionData, Renew, context> {
  const { chainId, mutation, root, ...parameters } = options
  return {
    ...mutation,
    mutationFn: async (variables) =>
      dataOf(await renewSession(await rootClient(config, chainId, root), { ...parameters, ...variables })),
    mutationKey: ['renewSession'],
  }
}

/**
 * `endSession`, for `useMutation`: with the connected wallet, if it is the root's; else the key gives itself up, where it can.
 * Null, or what stays stored because the root may still grant it.
 */
export function endSessionMutationOptions<config extends Config, context = unknown>(
  config: config,
  options: SessionOptions<endSession.Parameters, config> &
    MutationParameter<SessionData | null, End, context>,
): Mutation<SessionData | null, End, context> {
  const { chainId, mutation, root, ...parameters } = options
  return {
    ...mutation,
    mutationFn: async (variables) => {
      const client: Client<Transport, Chain, Account | undefined> =
        root === undefined || isConnected(config, addressOf(root))
          ? await rootClient(config, chainId, root)
          : readClient<Config>(config, chainId)
      const left: StoredSession | undefined = await endSession(client, { ...parameters, root, ...variables })
      return left ? dataOf(left) : null
    },
    mutationKey: ['endSession'],
  }
}

/** A client of the wallet with that account, and with no other. */
const rootClient = (config: Config, chainId: number | undefined, root: Root | undefined) =>
  walletClient(config, { account: addressOf(root), chainId })
