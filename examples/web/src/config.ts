/// <reference types="vite/client" />
import { calibration, local, type SynapseChain } from 'foc-session-keys/chains'
import { createConfig, http } from 'wagmi'
import { collectStreams } from './plainHttp.ts'

const rpcUrl: string | undefined = import.meta.env.VITE_RPC_URL

/** Calibration, or, where `VITE_RPC_URL` says where it is, a devnet. */
export const chain: SynapseChain = rpcUrl
  ? { ...local, rpcUrls: { default: { http: [rpcUrl] } } }
  : calibration

if (rpcUrl) collectStreams()

/** Wallets are those that announce themselves. What wagmi keeps is which one was connected. */
export const config = createConfig({
  chains: [chain],
  pollingInterval: 1000,
  transports: { [chain.id]: http() },
})
