import { readdirSync, readFileSync } from 'node:fs'
import { type ContractConfig, defineConfig } from '@wagmi/cli'

const read = (path: string) => JSON.parse(readFileSync(path, 'utf8'))

const deployments: [number, Record<string, `0x${string}`>][] = readdirSync('script/deployments').map(
  (file) => [Number.parseInt(file, 10), read(`script/deployments/${file}`)],
)

/**
 * A contract as forge compiled it from a source of that name, and where it is on each chain that has it.
 *
 * @param others - Interfaces of what the live contract has besides.
 */
function contract(name: string, deployment: string, source = name, ...others: string[]): ContractConfig {
  const abi = [source, ...others].flatMap((one) => read(`out/${one}.sol/${one}.json`).abi)
  const address = deployments.flatMap(([chainId, { [deployment]: one }]) => (one ? [[chainId, one]] : []))
  return { abi, address: Object.fromEntries(address), name }
}

const contracts: ContractConfig[] = [
  contract('FilecoinPay', 'filecoinPay', 'FilecoinPay', 'IFeeAuction'),
  contract('FilecoinWarmStorageService', 'fwss', 'FilecoinWarmStorageService', 'IContentDelivery'),
  contract('FilecoinWarmStorageServiceStateView', 'fwssView', 'IFilecoinWarmStorageServiceStateView'),
  contract('PDPVerifier', 'pdpVerifier'),
  contract('ProviderIdSet', 'endorsements'),
  contract('ServiceProviderRegistry', 'serviceProviderRegistry'),
  contract('SessionKeyRegistry', 'sessionKeyRegistry'),
  contract('USDFC', 'usdfc'),
]

export default defineConfig({ contracts, out: 'ts/client/src/abi.ts' })
