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

type Item = { internalType?: string; name?: string }

/** The registry's ABI, and the errors of the Filecoin Warm Storage Service. */
const items: Item[] = [
  ...read('out/SessionKeyRegistry.sol/SessionKeyRegistry.json').abi,
  ...read('out/SessionKeyAuth.sol/SessionKeyAuth.json').abi,
]

/** Items of an ABI by their names, without what only Solidity needs. */
function part(name: string, names: readonly string[]): ContractConfig {
  const abi = names.map((wanted) => {
    const item = items.find((one) => one.name === wanted)
    if (!item) throw new Error(`No contract has ${wanted}.`)
    return JSON.parse(JSON.stringify(item, (key, value) => (key === 'internalType' ? undefined : value)))
  })
  return { abi, name }
}

const grantErrors = ['ExpiryInPast', 'ExpiryTooFar', 'NoPermissions', 'ZeroSigner']
const signedErrors = ['InvalidSignature', 'NoSigners', 'SignatureExpired', 'StaleGeneration', 'StaleNonce']
const serviceErrors = ['AuthorizationExpired', 'NotAuthorized']

/**
 * The ABI as the client uses it: an app carries the parts of what it calls. A bundler drops a part that is not used only if it
 * spreads nothing, hence the repetition in what is generated.
 */
const parts = [
  part('Core', [
    'login',
    'revoke',
    'revokeAll',
    'authorizationExpiry',
    'authorizationExpiries',
    'AuthorizationsUpdated',
    'NoSigners',
    ...grantErrors,
  ]),
  part('Fund', ['loginAndFund', 'FundingFailed', ...grantErrors]),
  part('Logout', ['logout']),
  part('Counter', ['generationOf', 'nonceOf']),
  part('SessionUpdated', ['SessionUpdated']),
  part('BySig', ['loginBySig', 'logoutBySig', 'revokeAllBySig', ...grantErrors, ...signedErrors]),
  part('Errors', ['FundingFailed', ...grantErrors, ...signedErrors, ...serviceErrors]),
]

export default defineConfig([
  { contracts, out: 'ts/client/src/abi.ts' },
  { contracts: parts, out: 'ts/client/src/internal/abi.ts' },
])
