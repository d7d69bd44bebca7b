import { login, loginSync, revoke, revokeAll, revokeAllSync, revokeSync } from 'foc-session-keys'
import type { Account, Chain, Client, Transport } from 'viem'
import type { Config } from 'wagmi'
import { type WalletParameters, walletClient } from '../internal/clients.ts'
import type { Mutation, MutationParameter } from '../internal/types.ts'

/** What a write is given: what the action of that name takes, and which wallet is to be asked. */
export type WriteVariables<parameters> = Omit<parameters, keyof WalletParameters> & WalletParameters

type RootClient = Client<Transport, Chain, Account>

/** Turns an action that writes to the registry into what `useMutation` takes. */
const mutationOptionsOf =
  <parameters, data>(name: string, action: (client: RootClient, parameters: parameters) => Promise<data>) =>
  <context = unknown>(
    config: Config,
    { mutation }: MutationParameter<data, WriteVariables<parameters>, context> = {},
  ): Mutation<data, WriteVariables<parameters>, context> => ({
    ...mutation,
    mutationFn: async ({ account, chainId, connector, ...parameters }) =>
      action(await walletClient(config, { account, chainId, connector }), parameters as parameters),
    mutationKey: [name],
  })

/** `login` with the connected wallet, for `useMutation`. The others are alike. */
export const loginMutationOptions = mutationOptionsOf('login', login)
export const loginSyncMutationOptions = mutationOptionsOf('loginSync', loginSync)
export const revokeMutationOptions = mutationOptionsOf('revoke', revoke)
export const revokeSyncMutationOptions = mutationOptionsOf('revokeSync', revokeSync)
export const revokeAllMutationOptions = mutationOptionsOf('revokeAll', revokeAll)
export const revokeAllSyncMutationOptions = mutationOptionsOf('revokeAllSync', revokeAllSync)
