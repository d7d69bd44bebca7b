import type { MutationOptions, QueryFunction, QueryKey, UseQueryOptions } from '@tanstack/react-query'
import type { Config, ResolvedRegister } from 'wagmi'

/** The configuration of the app, where it is registered with wagmi. */
export type AppConfig = ResolvedRegister['config']

export type ConfigParameter<config extends Config> = {
  /** Default: that of the nearest `WagmiProvider`. */
  config?: Config | config | undefined
}

export type ChainIdParameter<config extends Config> = {
  /** Default: the current chain. */
  chainId?: config['chains'][number]['id'] | undefined
}

export type QueryParameter<data, selected = data> = {
  /** As of TanStack Query. */
  query?:
    | Omit<UseQueryOptions<data, Error, selected, QueryKey>, 'queryFn' | 'queryKey' | 'queryKeyHashFn'>
    | undefined
  /** Sets apart what has the same parameters otherwise. */
  scopeKey?: string | undefined
}

export type MutationParameter<data, variables, context> = {
  /** As of TanStack Query. */
  mutation?: Omit<MutationOptions<data, Error, variables, context>, 'mutationFn' | 'mutationKey'> | undefined
}

/** What a query of this package is made from. */
export type Query<data, selected, key extends QueryKey> = Omit<
  UseQueryOptions<data, Error, selected, QueryKey>,
  'queryFn' | 'queryKey'
> & { queryFn: QueryFunction<data, QueryKey>; queryKey: key }

/** What a mutation of this package is made from. */
export type Mutation<data, variables, context> = MutationOptions<data, Error, variables, context> & {
  mutationFn: (variables: variables) => Promise<data>
  mutationKey: readonly [name: string]
}
