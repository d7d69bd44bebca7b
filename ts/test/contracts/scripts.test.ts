import { execFile } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { promisify } from 'node:util'
import { createPublicClient, defineChain, type Hex, http } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startAnvil } from '../../devnet/anvil.ts'
import { local } from '../../src/chains.ts'
import {
  DefaultFwssPermissions,
  getExpirations,
  Permission,
  sessionKeyRegistryAddress,
} from '../../src/index.ts'
import { now } from '../helpers.ts'

// A chain id of their own, so that the deployment file that is written is not one of the project's.
const chainId = 1337
const deployments = `script/deployments/${chainId}.json`
const rootKey = '0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80'
const root = privateKeyToAccount(rootKey).address

let anvil: Awaited<ReturnType<typeof startAnvil>>
let rpcUrl: string

beforeAll(async () => {
  anvil = await startAnvil({
    chainId,
    mnemonic: 'test test test test test test test test test test test junk',
  })
  rpcUrl = `http://127.0.0.1:${anvil.port}`
})
afterAll(async () => {
  rmSync(deployments, { force: true })
  await anvil.stop()
})

async function forgeScript(name: string, args: string[], privateKey: Hex = rootKey) {
  const { stdout } = await promisify(execFile)(
    'node_modules/.bin/forge',
    ['script', `script/${name}.s.sol`, ...args, '--rpc-url', rpcUrl, '--private-key', privateKey],
    // The registry is asked for by its address in `script/deployments`, so nothing else is needed.
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
  rmSync(deployments, { force: true })
  const sessionKeyAddress = privateKeyToAccount(generatePrivateKey()).address
  await expect(
    forgeScript('Login', ['--sig', 'run(address,uint256)', sessionKeyAddress, '3600', '--broadcast']),
  ).rejects.toThrow(`UnknownDeployment(${chainId}, "sessionKeyRegistry")`)
})
