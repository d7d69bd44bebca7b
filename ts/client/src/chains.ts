import { type Address, type Chain, defineChain } from 'viem'
import { filecoin, filecoinCalibration } from 'viem/chains'
import { sessionKeyRegistryAddress } from './abi.ts'

/** A chain that says where its session key registry is, and Multicall3. */
export type SessionKeyChain = Chain & {
  contracts: Record<'multicall3' | 'sessionKeyRegistry', { address: Address; blockCreated?: number }>
}

const multicall3 = { address: '0xcA11bde05977b3631167028862bE2a173976CA11' } as const

/** An explorer that has an API, which `explorerLogs` asks. */
const blockscout = (url: string) => ({ default: { apiUrl: `${url}/api`, name: 'Blockscout', url } })

/** Filecoin mainnet, with the session key registry that is live there. */
export const mainnet: SessionKeyChain = /*#__PURE__*/ defineChain({
  ...filecoin,
  blockExplorers: blockscout('https://filecoin.blockscout.com'),
  contracts: {
    multicall3,
    // Some weeks before it was deployed: where searches begin.
    sessionKeyRegistry: { address: sessionKeyRegistryAddress[314], blockCreated: 5_380_000 },
  },
})

/** The Filecoin calibration testnet, with the session key registry that is live there. */
export const calibration: SessionKeyChain = /*#__PURE__*/ defineChain({
  ...filecoinCalibration,
  blockExplorers: blockscout('https://filecoin-testnet.blockscout.com'),
  contracts: {
    multicall3,
    // Some weeks before it was deployed: where searches begin.
    sessionKeyRegistry: { address: sessionKeyRegistryAddress[314159], blockCreated: 3_100_000 },
  },
})

/** A chain on this machine, with this package's registry where `script/Deploy.s.sol` puts it. */
export const local: SessionKeyChain = /*#__PURE__*/ defineChain({
  id: 31415926,
  name: 'Filecoin local',
  nativeCurrency: { name: 'Filecoin', symbol: 'FIL', decimals: 18 },
  rpcUrls: { default: { http: ['http://127.0.0.1:8545'] } },
  contracts: {
    multicall3,
    sessionKeyRegistry: { address: sessionKeyRegistryAddress[31415926] },
  },
  testnet: true,
})
