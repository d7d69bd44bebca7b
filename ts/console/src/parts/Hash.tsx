import type { Hash as TransactionHash } from 'viem'
import { useConfig } from 'wagmi'
import { Copy } from './Copy.tsx'

/** The hash of a transaction, with a link to where it can be looked at. */
export function Hash({ chainId, hash }: { chainId: number; hash: TransactionHash }) {
  const chain = useConfig().chains.find(({ id }) => id === chainId)
  const explorer = chain?.blockExplorers?.default.url
  const short = `${hash.slice(0, 10)}…${hash.slice(-8)}`
  return (
    <span className="hash">
      <span data-volatile>
        {explorer ? (
          <a href={`${explorer}/tx/${hash}`} target="_blank" rel="noreferrer noopener">
            {short}
          </a>
        ) : (
          short
        )}
      </span>
      <Copy text={hash} what="transaction hash" />
    </span>
  )
}
