import type { Network } from 'foc-session-keys'
import { createContext, useContext } from 'react'
import type { Address, Chain, Client, Transport } from 'viem'
import { useConfig } from 'wagmi'
import { chains } from '../networks.ts'

/** The wallet that the page is about, and where. */
export type Root = { address: Address; network: Network }

export const RootContext = createContext<Root | undefined>(undefined)

/** The wallet that the page is about, with its chain and a client that reads it. */
export function useRoot(): Root & { chainId: number; client: Client<Transport, Chain> } {
  const root = useContext(RootContext)
  const config = useConfig()
  if (!root) throw new Error('No wallet is connected.')
  const chainId = chains[root.network].id
  return { ...root, chainId, client: config.getClient({ chainId }) }
}
