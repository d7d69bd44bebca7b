import { explorerLogs, type LogSource, type Network, rpcLogs } from 'foc-session-keys'
import { calibration, local, mainnet, type SynapseChain } from 'foc-session-keys/chains'
import { createConfig, createStorage, http } from 'wagmi'

/** How the page names networks, in the order in which it offers them. */
export const networkNames: Record<Network, string> = {
  mainnet: 'Mainnet',
  calibration: 'Calibration',
  devnet: 'Devnet (this machine)',
}

export const networks = Object.keys(networkNames) as Network[]

export const chains: Record<Network, SynapseChain> = { calibration, devnet: local, mainnet }

export const isNetwork = (name: string | null): name is Network => networks.some((one) => one === name)

/** Whether the storage service there takes keys with limits. */
export const takesLimits = (network: Network): boolean =>
  chains[network].contracts.sessionKeyAuthorizer !== undefined

/** What a wallet stands on, for people. */
export function chainName(chainId: number): string {
  const network = networks.find((name) => chains[name].id === chainId)
  return network ? networkNames[network] : `a chain with id ${chainId}`
}

/** The node of the devnet: one on this machine, or none. */
export function devnetUrl(rpc: string | null): string | undefined {
  if (rpc === null) return local.rpcUrls.default.http[0]
  if (!URL.canParse(rpc)) return undefined
  const { hostname, href, protocol } = new URL(rpc)
  return protocol === 'http:' && ['127.0.0.1', 'localhost'].includes(hostname) ? href : undefined
}

/** Where sessions are searched: an explorer where there is one, since nodes of Filecoin forget. */
export function sourceOf(network: Network, fromNode: boolean): LogSource {
  return fromNode || !chains[network].blockExplorers ? rpcLogs() : explorerLogs()
}

/** Wallets are those that announce themselves. What is kept is which one, until the tab is closed. */
export const createConsoleConfig = (rpc: string | undefined) =>
  createConfig({
    chains: [mainnet, calibration, local],
    pollingInterval: { [mainnet.id]: 10_000, [calibration.id]: 10_000, [local.id]: 1000 },
    storage: createStorage({ key: 'foc-session-keys-console', storage: sessionStorage }),
    transports: { [mainnet.id]: http(), [calibration.id]: http(), [local.id]: http(rpc) },
  })
