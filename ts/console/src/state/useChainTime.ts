import { useBlock, useConfig } from 'wagmi'

/** The chain's time, in Unix seconds: that of its newest block. */
export function useChainTime(chainId: number): bigint | undefined {
  const config = useConfig()
  const { data } = useBlock({
    chainId,
    query: {
      refetchInterval: config.getClient({ chainId }).pollingInterval,
      select: ({ timestamp }) => timestamp,
    },
  })
  return data
}
