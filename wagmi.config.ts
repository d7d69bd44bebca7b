import { readdirSync, readFileSync } from 'node:fs'
import { type ContractConfig, defineConfig, type Plugin } from '@wagmi/cli'

const read = (path: string) => JSON.parse(readFileSync(path, 'utf8'))

const deployments = readdirSync('script/deployments').map((file) => ({
  chainId: Number.parseInt(file, 10),
  contracts: read(`script/deployments/${file}`),
}))

/** Without these members: an app would carry them, and their types twice. */
function without(abi: unknown, unneeded: (key: string, value: unknown) => boolean) {
  return JSON.parse(JSON.stringify(abi, (key, value) => (unneeded(key, value) ? undefined : value)))
}

/** What only Solidity needs. */
const ofSolidity = (key: string) => key === 'internalType'

/** That, and what says nothing that is not so anyway. */
const ofNoUse = (key: string, value: unknown) =>
  ofSolidity(key) || key === 'anonymous' || (key === 'indexed' && value === false)

/**
 * A contract as forge compiled it from a source of that name.
 *
 * @param others - Interfaces of what the live contract has besides.
 */
function contract(name: string, source = name, ...others: string[]): ContractConfig {
  const abi = [source, ...others].flatMap((one) => read(`out/${one}.sol/${one}.json`).abi)
  return { abi: without(abi, ofSolidity), name }
}

const contracts: ContractConfig[] = [
  contract('FilecoinPay', 'FilecoinPay', 'IFeeAuction'),
  contract('FilecoinWarmStorageService', 'FilecoinWarmStorageService', 'IContentDelivery'),
  contract('FilecoinWarmStorageServiceStateView'),
  contract('PDPVerifier'),
  contract('ProviderIdSet'),
  contract('ServiceProviderRegistry'),
  contract('SessionKeyAuthorizer'),
  contract('SessionKeyRegistry'),
  contract('USDFC'),
]

/** Where a contract is on each chain that has it, by its name in `script/deployments`. */
function addresses(constant: string, name: string): string {
  const there = deployments.filter(({ contracts }) => contracts[name])
  const lines = there.map(({ chainId, contracts }) => `  ${chainId}: '${contracts[name]}',\n`)
  return `export const ${constant}Address = {\n${lines.join('')}} as const\n`
}

/** Addresses apart from the ABIs: wagmi's own way would write each ABI's type a second time. */
const addressPlugin: Plugin = {
  name: 'Addresses',
  run: () => ({
    content: [
      addresses('filecoinPay', 'filecoinPay'),
      addresses('filecoinWarmStorageService', 'fwss'),
      addresses('filecoinWarmStorageServiceStateView', 'fwssView'),
      addresses('pdpVerifier', 'pdpVerifier'),
      addresses('providerIdSet', 'endorsements'),
      addresses('serviceProviderRegistry', 'serviceProviderRegistry'),
      addresses('sessionKeyAuthorizer', 'sessionKeyAuthorizer'),
      addresses('sessionKeyRegistry', 'sessionKeyRegistry'),
      addresses('usdfc', 'usdfc'),
    ].join('\n'),
  }),
}

type Item = { internalType?: string; name?: string }

/** The ABIs of registry and authorizer, and the errors of the Filecoin Warm Storage Service. */
const items: Item[] = [
  ...read('out/SessionKeyRegistry.sol/SessionKeyRegistry.json').abi,
  ...read('out/SessionKeyAuth.sol/SessionKeyAuth.json').abi,
  ...read('out/SessionKeyAuthorizer.sol/SessionKeyAuthorizer.json').abi,
]

/** Items of an ABI by their names. */
function part(name: string, names: readonly string[]): ContractConfig {
  const abi = names.map((wanted) => {
    const item = items.find((one) => one.name === wanted)
    if (!item) throw new Error(`No contract has ${wanted}.`)
    return item
  })
  return { abi: without(abi, ofNoUse), name }
}

const grantErrors = ['ExpiryInPast', 'ExpiryTooFar', 'NoPermissions', 'ZeroSigner']
const signedErrors = ['InvalidSignature', 'NoSigners', 'SignatureExpired', 'StaleGeneration', 'StaleNonce']
const serviceErrors = ['AuthorizationExpired', 'LimitExceeded', 'NotAuthorized', 'PolicyNotGranted']

/**
 * The ABI as the client uses it: an app carries the parts of what it calls. A bundler drops a part that is not used only if it
 * spreads nothing, hence the repetition in what is generated.
 */
const parts = [
  part('Core', [
    'login',
    'revoke',
    'revokeAll',
    'logout',
    'authorizationExpiry',
    'authorizationExpiries',
    'AuthorizationsUpdated',
    ...grantErrors,
  ]),
  part('Fund', ['loginAndFund', 'FundingFailed', ...grantErrors]),
  part('Counter', ['generationOf', 'nonceOf']),
  part('SessionUpdated', ['SessionUpdated']),
  part('BySig', [
    'loginBySig',
    'loginWithPoliciesBySig',
    'logoutBySig',
    'revokeAllBySig',
    ...grantErrors,
    ...signedErrors,
  ]),
  part('Policies', ['loginWithPolicies', ...grantErrors]),
  part('PolicyAnnounced', ['PolicyAnnounced']),
  part('Authorizer', ['announce', 'remaining', 'usageOf']),
  part('Errors', ['FundingFailed', ...grantErrors, ...signedErrors, ...serviceErrors]),
]

export default defineConfig([
  { contracts, out: 'ts/client/src/abi.ts', plugins: [addressPlugin] },
  { contracts: parts, out: 'ts/client/src/internal/abi.ts' },
])
