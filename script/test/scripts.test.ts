import { execFile } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { promisify } from 'node:util'
import {
  DefaultFwssPermissions,
  getExpirations,
  Permission,
  sessionKeyRegistryAddress,
} from 'foc-session-keys'
import { local } from 'foc-session-keys/chains'
import { createPublicClient, defineChain, http, parseAbi } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { now } from '../../ts/client/test/helpers.ts'
import { startAnvil } from './startAnvil.ts'

// A chain id of their own, so that the deployment file that is written is not one of the project's.
const chainId = 1337
const deployments = `script/deployments/${chainId}.json`
const rootKey = '0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80'
const root = privateKeyToAccount(rootKey).address

let anvil: Awaited<ReturnType<typeof startAnvil>>
let rpcUrl: string

// Each test begins with an empty chain and without a deployment file.
beforeEach(async () => {
  rmSync(deployments, { force: true })
  anvil = await startAnvil({ chainId })
  rpcUrl = `http://127.0.0.1:${anvil.port}`
})
afterEach(async () => {
  rmSync(deployments, { force: true })
  await anvil.stop()
})

async function forgeScript(name: string, args: string[]) {
  const { stdout } = await promisify(execFile)(
    'node_modules/.bin/forge',
    ['script', `script/${name}.s.sol`, ...args, '--rpc-url', rpcUrl, '--private-key', rootKey],
    { encoding: 'utf8' },
  )
  return stdout
}

function client() {
  const { sessionKeyRegistry } = JSON.parse(readFileSync(deployments, 'utf8'))
  const chain = defineChain({
    ...local,
    contracts: { sessionKeyRegistry: { address: sessionKeyRegistry } },
    id: chainId,
  })
  return createPublicClient({ chain, transport: http(rpcUrl) })
}

test('Deploy, Login and Revoke, from nothing', { timeout: 120_000 }, async () => {
  // A dry run writes nothing down.
  await forgeScript('Deploy', [])
  expect(() => readFileSync(deployments)).toThrow()

  await forgeScript('Deploy', ['--broadcast'])
  const { address } = client().chain.contracts.sessionKeyRegistry
  expect(address).toBe(sessionKeyRegistryAddress[31415926])
  expect(await client().getCode({ address })).not.toBe('0x')
  expect(await forgeScript('Deploy', ['--broadcast'])).toContain('is there already')

  const sessionKeyAddress = privateKeyToAccount(generatePrivateKey()).address
  const before = now()
  await forgeScript('Login', ['--sig', 'run(address,uint256)', sessionKeyAddress, '3600', '--broadcast'])
  const granted = await getExpirations(client(), { root, sessionKeyAddress })
  for (const permission of DefaultFwssPermissions) expect(granted[permission]).toBeGreaterThan(before)

  const some = `[${Permission.AddPieces}]`
  await forgeScript('Revoke', ['--sig', 'run(address,bytes32[])', sessionKeyAddress, some, '--broadcast'])
  const narrowed = await getExpirations(client(), { root, sessionKeyAddress })
  expect(narrowed[Permission.AddPieces]).toBe(0n)
  expect(narrowed[Permission.CreateDataSet]).toBe(granted[Permission.CreateDataSet])

  await forgeScript('Revoke', ['--sig', 'run(address)', sessionKeyAddress, '--broadcast'])
  const revoked = await getExpirations(client(), { root, sessionKeyAddress })
  expect(new Set(Object.values(revoked))).toEqual(new Set([0n]))
})

test('error: Login on a chain without a deployment says so', { timeout: 60_000 }, async () => {
  const sessionKeyAddress = privateKeyToAccount(generatePrivateKey()).address
  await expect(
    forgeScript('Login', ['--sig', 'run(address,uint256)', sessionKeyAddress, '3600', '--broadcast']),
  ).rejects.toThrow(`UnknownDeployment(${chainId}, "sessionKeyRegistry")`)
})

test('DeployDevnet, and FWSS against what is there', { timeout: 120_000 }, async () => {
  const read = () => JSON.parse(readFileSync(deployments, 'utf8'))
  await forgeScript('DeployDevnet', ['--broadcast'])
  const devnet = read()
  expect(devnet).toEqual(JSON.parse(readFileSync(`script/deployments/${local.id}.json`, 'utf8')))
  for (const address of Object.values<`0x${string}`>(devnet))
    expect(await client().getCode({ address }), address).toMatch(/^0x./)

  const owner = privateKeyToAccount(generatePrivateKey()).address
  await forgeScript('Deploy', ['--sig', 'fwss(address)', owner, '--broadcast'])
  const { fwss, fwssView, ...others } = read()
  expect(fwss).not.toBe(devnet.fwss)
  expect(fwssView).toBe(fwss)
  expect(devnet).toMatchObject(others)
  const abi = parseAbi([
    'function owner() view returns (address)',
    'function pdpVerifierAddress() view returns (address)',
    'function paymentsContractAddress() view returns (address)',
    'function usdfcTokenAddress() view returns (address)',
    'function serviceProviderRegistry() view returns (address)',
    'function sessionKeyRegistry() view returns (address)',
  ])
  const ask = (functionName: (typeof abi)[number]['name']) =>
    client().readContract({ abi, address: fwss, functionName })
  expect(await ask('owner')).toBe(owner)
  expect(await ask('pdpVerifierAddress')).toBe(devnet.pdpVerifier)
  expect(await ask('paymentsContractAddress')).toBe(devnet.filecoinPay)
  expect(await ask('usdfcTokenAddress')).toBe(devnet.usdfc)
  expect(await ask('serviceProviderRegistry')).toBe(devnet.serviceProviderRegistry)
  expect(await ask('sessionKeyRegistry')).toBe(devnet.sessionKeyRegistry)
})
