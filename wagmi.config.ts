import { readdirSync, readFileSync } from 'node:fs'
import { type ContractConfig, defineConfig } from '@wagmi/cli'

const read = (path: string) => JSON.parse(readFileSync(path, 'utf8'))

const deployments: [number, Record<string, `0x${string}`>][] = readdirSync('script/deployments').map(
  (file) => [Number.parseInt(file, 10), read(`script/deployments/${file}`)],
)

/** A contract as forge compiled it from a source of that name, and where it is on each chain that has it. */
function contract(name: string, source: string, deployment: string): ContractConfig {
  const address = deployments.flatMap(([chainId, { [deployment]: one }]) => (one ? [[chainId, one]] : []))
  return { abi: read(`out/${source}.sol/${source}.json`).abi, address: Object.fromEntries(address), name }
}

const contracts: ContractConfig[] = [
  contract('FilecoinPay', 'FilecoinPay', 'filecoinPay'),
  contract('FilecoinWarmStorageService', 'FilecoinWarmStorageService', 'fwss'),
  contract('FilecoinWarmStorageServiceStateView', 'IFilecoinWarmStorageServiceStateView', 'fwssView'),
  contract('PDPVerifier', 'PDPVerifier', 'pdpVerifier'),
  contract('ProviderIdSet', 'ProviderIdSet', 'endorsements'),
  contract('ServiceProviderRegistry', 'ServiceProviderRegistry', 'serviceProviderRegistry'),
  contract('SessionKeyRegistry', 'SessionKeyRegistry', 'sessionKeyRegistry'),
  contract('USDFC', 'USDFC', 'usdfc'),
]

export default defineConfig({ contracts, out: 'ts/client/src/abi.ts' })
