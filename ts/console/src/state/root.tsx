import type { LogSource, Network } from 'foc-session-keys'
import { createContext, type ReactNode, useContext, useMemo, useState } from 'react'
import type { Address, Chain, Client, Transport } from 'viem'
import { useConfig } from 'wagmi'
import { chains, sourceOf } from '../networks.ts'

/** The wallet that the page is about, and how its chain is read. */
export type Root = {
  address: Address
  /** Searches through the node from now on, although nodes forget. */
  askNode: () => void
  chainId: number
  client: Client<Transport, Chain>
  network: Network
  /** Where sessions are searched. */
  source: LogSource
  /** What tells it apart from another. */
  sourceName: 'default' | 'node'
}

const Context = createContext<Root | undefined>(undefined)

export function RootProvider({
  address,
  children,
  network,
}: Pick<Root, 'address' | 'network'> & { children: ReactNode }) {
  const config = useConfig()
  const [sourceName, setSourceName] = useState<Root['sourceName']>('default')
  const value = useMemo(() => {
    const chainId = chains[network].id
    return {
      address,
      askNode: () => setSourceName('node'),
      chainId,
      client: config.getClient({ chainId }),
      network,
      source: sourceOf(network, sourceName === 'node'),
      sourceName,
    }
  }, [address, config, network, sourceName])
  return <Context value={value}>{children}</Context>
}

export const useIsConnected = () => useContext(Context) !== undefined

/** The wallet that the page is about. */
export function useRoot(): Root {
  const root = useContext(Context)
  if (!root) throw new Error('No wallet is connected.')
  return root
}
