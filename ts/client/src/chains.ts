import { type Address, type Chain, type ChainContract, defineChain } from 'viem'
import { filecoin, filecoinCalibration } from 'viem/chains'
import {
  filecoinPayAbi,
  filecoinPayAddress,
  filecoinWarmStorageServiceAbi,
  filecoinWarmStorageServiceAddress,
  filecoinWarmStorageServiceStateViewAbi,
  filecoinWarmStorageServiceStateViewAddress,
  pdpVerifierAbi,
  pdpVerifierAddress,
  providerIdSetAbi,
  providerIdSetAddress,
  serviceProviderRegistryAbi,
  serviceProviderRegistryAddress,
  sessionKeyAuthorizerAbi,
  sessionKeyAuthorizerAddress,
  sessionKeyRegistryAbi,
  sessionKeyRegistryAddress,
  usdfcAbi,
  usdfcAddress,
} from './abi.ts'

/** A contract of Filecoin Onchain Cloud on some chain. */
export type SynapseContract = {
  /**
   * For calls whose types are inferred, take the constant of `foc-session-keys/abi`. Here it can be of no narrower type:
   * each release of the Synapse SDK asks for the very type of its own.
   */
  // biome-ignore lint/suspicious/noExplicitAny: the only type that goes into `Synapse.create` of every release
  abi: any
  address: Address
  /** Where searches for its events begin. */
  blockCreated?: number
}

/** A chain as `Synapse.create` of the Synapse SDK takes it, and this package. */
export interface SynapseChain extends Chain {
  contracts: {
    endorsements: SynapseContract
    filecoinPay: SynapseContract
    fwss: SynapseContract
    fwssView: SynapseContract
    multicall3: ChainContract
    pdp: SynapseContract
    serviceProviderRegistry: SynapseContract
    /** Takes P-256 keys and limits, where the Filecoin Warm Storage Service does. */
    sessionKeyAuthorizer?: SynapseContract
    sessionKeyRegistry: SynapseContract
    usdfc: SynapseContract
  }
  /** Where FilBeam delivers content; `null` where it does not. */
  filbeam: { retrievalDomain: string } | null
  /** When epoch 0 began, in Unix seconds. */
  genesisTimestamp: number
}

/** An explorer that has an API, which `explorerLogs` asks. */
const blockscout = (url: string) => ({ default: { apiUrl: `${url}/api`, name: 'Blockscout', url } })

const contractsOf = (chainId: 314 | 314159 | 31415926) => ({
  endorsements: { abi: providerIdSetAbi, address: providerIdSetAddress[chainId] },
  filecoinPay: { abi: filecoinPayAbi, address: filecoinPayAddress[chainId] },
  fwss: { abi: filecoinWarmStorageServiceAbi, address: filecoinWarmStorageServiceAddress[chainId] },
  fwssView: {
    abi: filecoinWarmStorageServiceStateViewAbi,
    address: filecoinWarmStorageServiceStateViewAddress[chainId],
  },
  multicall3: { address: '0xcA11bde05977b3631167028862bE2a173976CA11' as const },
  pdp: { abi: pdpVerifierAbi, address: pdpVerifierAddress[chainId] },
  serviceProviderRegistry: {
    abi: serviceProviderRegistryAbi,
    address: serviceProviderRegistryAddress[chainId],
  },
  usdfc: { abi: usdfcAbi, address: usdfcAddress[chainId] },
})

/** Filecoin mainnet, with the contracts that are live there. */
export const mainnet: SynapseChain = /*#__PURE__*/ defineChain({
  ...filecoin,
  blockExplorers: blockscout('https://filecoin.blockscout.com'),
  contracts: {
    .../*#__PURE__*/ contractsOf(314),
    sessionKeyRegistry: {
      abi: sessionKeyRegistryAbi,
      address: sessionKeyRegistryAddress[314],
      blockCreated: 5_459_604,
    },
  },
  filbeam: { retrievalDomain: 'filbeam.io' },
  genesisTimestamp: 1_598_306_400,
})

/** The Filecoin calibration testnet, with the contracts that are live there. */
export const calibration: SynapseChain = /*#__PURE__*/ defineChain({
  ...filecoinCalibration,
  blockExplorers: blockscout('https://filecoin-testnet.blockscout.com'),
  contracts: {
    .../*#__PURE__*/ contractsOf(314159),
    sessionKeyRegistry: {
      abi: sessionKeyRegistryAbi,
      address: sessionKeyRegistryAddress[314159],
      blockCreated: 3_185_523,
    },
  },
  filbeam: { retrievalDomain: 'calibration.filbeam.io' },
  genesisTimestamp: 1_667_326_380,
})

/** A chain on this machine, with the contracts of this project where `foc-session-keys-devnet` has them. */
export const local: SynapseChain = /*#__PURE__*/ defineChain({
  id: 31415926,
  name: 'Filecoin local',
  nativeCurrency: { name: 'Filecoin', symbol: 'FIL', decimals: 18 },
  rpcUrls: { default: { http: ['http://127.0.0.1:8545'] } },
  contracts: {
    .../*#__PURE__*/ contractsOf(31415926),
    sessionKeyAuthorizer: { abi: sessionKeyAuthorizerAbi, address: sessionKeyAuthorizerAddress[31415926] },
    sessionKeyRegistry: { abi: sessionKeyRegistryAbi, address: sessionKeyRegistryAddress[31415926] },
  },
  filbeam: null,
  // Unknown until it runs, and used for dates only.
  genesisTimestamp: 0,
  testnet: true,
})
