import { type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query'
import type { Hash } from 'viem'
import type { Config } from 'wagmi'
import { waitForTransactionReceipt } from 'wagmi/actions'
import type { WalletParameters } from './clients.ts'
import { invalidate } from './invalidate.ts'
import { tellTabs } from './tabs.ts'
import type { Mutation } from './types.ts'

/**
 * A mutation after which everything is read again, here and in other tabs: also if it failed, since what it sent may have come
 * through.
 *
 * @param untilChanged - For a mutation that ends before: waits until there is something new to be read.
 */
export function useWrite<data, variables, context>(
  { mutationFn, ...options }: Mutation<data, variables, context>,
  untilChanged?: (data: data, variables: variables) => Promise<unknown>,
): UseMutationResult<data, Error, variables, context> {
  const queryClient = useQueryClient()
  const readAgain = async () => {
    tellTabs()
    await invalidate(queryClient)
  }
  return useMutation({
    ...options,
    mutationFn: async (variables) => {
      try {
        const data = await mutationFn(variables)
        if (untilChanged) void untilChanged(data, variables).then(readAgain, readAgain)
        return data
      } finally {
        if (!untilChanged) await readAgain()
      }
    },
  })
}

/** For a mutation whose data is a hash: waits until that is mined, or another in its place. */
export const untilMined =
  (config: Config) =>
  (hash: Hash, { chainId }: WalletParameters) =>
    waitForTransactionReceipt(config, { chainId, hash })
