import { execFile } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import {
  DefaultFwssPermissions,
  getExpirations,
  Permission,
  sessionKeyRegistryAddress,
} from 'foc-session-keys'
import { local } from 'foc-session-keys/chains'
import {
  createPublicClient,
  createTestClient,
  defineChain,
  getContractAddress,
  type Hex,
  hexToBigInt,
  http,
  numberToHex,
  parseAbi,
  parseTransaction,
} from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createFaultProxy } from '../../ts/client/test/faultProxy.ts'
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

async function forgeScript(name: string, args: string[], url = rpcUrl) {
  const { stdout } = await promisify(execFile)(
    'node_modules/.bin/forge',
    ['script', `script/${name}.s.sol`, ...args, '--rpc-url', url, '--private-key', rootKey],
    { encoding: 'utf8' },
  )
  return stdout
}

/** As the README has it: the node says what gas it takes. */
const send = ['--broadcast', '--skip-simulation']

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

  // A permission of another contract, too.
  const custom = `0x${'c0'.repeat(32)}` as const
  await forgeScript('Login', [
    ...['--sig', 'run(address,uint256,bytes32[])', sessionKeyAddress, '3600', `[${custom}]`],
    '--broadcast',
  ])
  const permissions = [...DefaultFwssPermissions, custom]
  const whole = await getExpirations(client(), { permissions, root, sessionKeyAddress })
  expect(whole[custom]).toBeGreaterThan(before)
  await forgeScript('Revoke', ['--sig', 'run(address)', sessionKeyAddress, '--broadcast'])
  const revoked = await getExpirations(client(), { permissions, root, sessionKeyAddress })
  expect(new Set(Object.values(revoked))).toEqual(new Set([0n]))
})

test('behavior: Revoke on a registry that cannot drop everything takes the four back', {
  timeout: 60_000,
}, async () => {
  const sessionKeyRegistry = sessionKeyRegistryAddress[31415926]
  writeFileSync(deployments, JSON.stringify({ sessionKeyRegistry }))
  const { deployedBytecode } = JSON.parse(readFileSync('out/LiveRegistry.sol/LiveRegistry.json', 'utf8'))
  const node = createTestClient({ mode: 'anvil', transport: http(rpcUrl) })
  await node.setCode({ address: sessionKeyRegistry, bytecode: deployedBytecode.object })
  const sessionKeyAddress = privateKeyToAccount(generatePrivateKey()).address
  await forgeScript('Login', ['--sig', 'run(address,uint256)', sessionKeyAddress, '3600', '--broadcast'])
  const said = await forgeScript('Revoke', ['--sig', 'run(address)', sessionKeyAddress, '--broadcast'])
  expect(said).toContain('takes back only what is named')
  const abi = parseAbi(['function authorizationExpiry(address, address, bytes32) view returns (uint256)'])
  for (const permission of DefaultFwssPermissions) {
    const args = [root, sessionKeyAddress, permission] as const
    const call = { abi, address: sessionKeyRegistry, args, functionName: 'authorizationExpiry' } as const
    expect(await client().readContract(call)).toBe(0n)
  }
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
  await forgeScript('Deploy', ['--sig', 'fwss(address,uint64,uint256)', owner, '240', '20', '--broadcast'])
  const { fwss, fwssView, ...others } = read()
  expect(fwss).not.toBe(devnet.fwss)
  expect(fwssView).toBe(getContractAddress({ from: fwss, nonce: 1n }))
  expect(await client().getCode({ address: fwssView })).toMatch(/^0x./)
  expect(devnet).toMatchObject(others)
  const abi = parseAbi([
    'function owner() view returns (address)',
    'function pdpVerifierAddress() view returns (address)',
    'function paymentsContractAddress() view returns (address)',
    'function usdfcTokenAddress() view returns (address)',
    'function serviceProviderRegistry() view returns (address)',
    'function sessionKeyAuthorizer() view returns (address)',
    'function sessionKeyRegistry() view returns (address)',
    'function viewContractAddress() view returns (address)',
  ])
  const ask = (functionName: (typeof abi)[number]['name']) =>
    client().readContract({ abi, address: fwss, functionName })
  expect(await ask('owner')).toBe(owner)
  expect(await ask('pdpVerifierAddress')).toBe(devnet.pdpVerifier)
  expect(await ask('paymentsContractAddress')).toBe(devnet.filecoinPay)
  expect(await ask('usdfcTokenAddress')).toBe(devnet.usdfc)
  expect(await ask('serviceProviderRegistry')).toBe(devnet.serviceProviderRegistry)
  expect(await ask('sessionKeyRegistry')).toBe(devnet.sessionKeyRegistry)
  expect(await ask('sessionKeyAuthorizer')).toBe(devnet.sessionKeyAuthorizer)
  expect(await ask('viewContractAddress')).toBe(fwssView)
  const view = parseAbi(['function getPDPConfig() view returns (uint64, uint256, uint256, uint256)'])
  const [period, window] = await client().readContract({
    abi: view,
    address: fwssView,
    functionName: 'getPDPConfig',
  })
  expect([period, window]).toEqual([240n, 20n])
})

/** The contracts that FWSS is deployed against. */
const recorded = () => JSON.parse(readFileSync(deployments, 'utf8'))

/** What FWSS is deployed against: registry and authorizer as they are recorded, and any addresses for the others. */
const fwssNeeds = () => ({
  filecoinPay: root,
  pdpVerifier: root,
  serviceProviderRegistry: root,
  usdfc: root,
  ...recorded(),
})

test('Deploy authorizer, for a registry as it is live', { timeout: 120_000 }, async () => {
  const authorizer = ['--sig', 'authorizer()']
  await expect(forgeScript('Deploy', [...authorizer, '--broadcast'])).rejects.toThrow(
    `UnknownDeployment(${chainId}, "sessionKeyRegistry")`,
  )
  const sessionKeyRegistry = sessionKeyRegistryAddress[314]
  writeFileSync(deployments, JSON.stringify({ sessionKeyRegistry }))
  // A dry run only says where it would be.
  const sessionKeyAuthorizer = getContractAddress({ from: root, nonce: 0n })
  expect(await forgeScript('Deploy', authorizer)).toContain(`SessionKeyAuthorizer: ${sessionKeyAuthorizer}`)
  expect(recorded()).toEqual({ sessionKeyRegistry })
  expect(await client().getCode({ address: sessionKeyAuthorizer })).toBeUndefined()

  await forgeScript('Deploy', [...authorizer, '--broadcast'])
  expect(recorded()).toEqual({ sessionKeyAuthorizer, sessionKeyRegistry })
  const abi = parseAbi(['function sessionKeyRegistry() view returns (address)'])
  const call = { abi, address: sessionKeyAuthorizer, functionName: 'sessionKeyRegistry' } as const
  expect(await client().readContract(call)).toBe(sessionKeyRegistry)
})

/** In place of the chain of the other tests. */
async function restart(options: Parameters<typeof startAnvil>[0]) {
  await anvil.stop()
  anvil = await startAnvil({ chainId, ...options })
  rpcUrl = `http://127.0.0.1:${anvil.port}`
}

test('behavior: without the CREATE2 factory, Deploy uses CREATE', { timeout: 120_000 }, async () => {
  await restart({ 'disable-default-create2-deployer': true })
  await forgeScript('Deploy', ['--broadcast'])
  const { sessionKeyRegistry } = recorded()
  expect(sessionKeyRegistry).toBe(getContractAddress({ from: root, nonce: 0n }))
  expect(await client().getCode({ address: sessionKeyRegistry })).toMatch(/^0x./)

  // A second one would leave behind what was granted in the first.
  expect(await forgeScript('Deploy', ['--broadcast'])).toContain('is there already')
  expect(recorded()).toEqual({ sessionKeyRegistry })
  expect(await client().getTransactionCount({ address: root })).toBe(1)

  const sessionKeyAddress = privateKeyToAccount(generatePrivateKey()).address
  await forgeScript('Login', ['--sig', 'run(address,uint256)', sessionKeyAddress, '3600', ...send])
  expect((await getExpirations(client(), { root, sessionKeyAddress }))[Permission.AddPieces]).not.toBe(0n)

  // A registry with four functions, as is live on Filecoin, does not stand in the way of one's own.
  const node = createTestClient({ mode: 'anvil', transport: http(rpcUrl) })
  const { deployedBytecode } = JSON.parse(readFileSync('out/LiveRegistry.sol/LiveRegistry.json', 'utf8'))
  await node.setCode({ address: sessionKeyRegistry, bytecode: deployedBytecode.object })
  await forgeScript('Deploy', ['--broadcast'])
  expect(recorded().sessionKeyRegistry).toBe(getContractAddress({ from: root, nonce: 2n }))
})

test('behavior: the node says what gas it takes, be it 15 times as much', { timeout: 180_000 }, async () => {
  const factor = 15n
  await restart({
    disableCodeSizeLimit: true,
    'disable-default-create2-deployer': true,
    gasLimit: 1_000_000_000,
  })
  const proxy = await createFaultProxy(rpcUrl)
  try {
    // A transaction must bring the gas that was said to be needed.
    let needed: bigint | undefined
    const refused: bigint[] = []
    proxy.setRewrite(({ method }, response) => {
      if (method !== 'eth_estimateGas' || !response.result) return response
      needed = hexToBigInt(response.result as Hex) * factor
      return { ...response, result: numberToHex(needed) }
    })
    proxy.setFault(({ method, params }) => {
      if (method !== 'eth_sendRawTransaction') return undefined
      const { gas = 0n } = parseTransaction((params as [Hex])[0])
      if (needed !== undefined && gas >= needed) return undefined
      refused.push(gas)
      return { error: { code: -32_000, message: `out of gas: ${gas} of ${needed}` } }
    })
    await forgeScript('Deploy', ['--broadcast'], proxy.url)
    const sessionKeyAddress = privateKeyToAccount(generatePrivateKey()).address
    const grant = ['--sig', 'run(address,uint256)', sessionKeyAddress, '3600']
    await forgeScript('Login', [...grant, ...send], proxy.url)
    const granted = await getExpirations(client(), { root, sessionKeyAddress })
    expect(granted[Permission.AddPieces]).not.toBe(0n)
    await forgeScript('Revoke', ['--sig', 'run(address)', sessionKeyAddress, ...send], proxy.url)
    const revoked = await getExpirations(client(), { root, sessionKeyAddress })
    expect(revoked[Permission.AddPieces]).toBe(0n)
    await forgeScript('Deploy', ['--sig', 'authorizer()', '--broadcast'], proxy.url)
    writeFileSync(deployments, JSON.stringify(fwssNeeds()))
    await forgeScript(
      'Deploy',
      ['--sig', 'fwss(address,uint64,uint256)', root, '2880', '60', '--broadcast'],
      proxy.url,
    )
    expect(await client().getCode({ address: recorded().fwss })).toMatch(/^0x./)
    expect(refused).toEqual([])

    // What forge estimates by itself is not enough there.
    needed = undefined
    await expect(forgeScript('Login', [...grant, '--broadcast'], proxy.url)).rejects.toThrow('out of gas')
    expect(refused.length).toBeGreaterThan(0)
  } finally {
    await proxy.stop()
  }
})

test('error: what was not deployed is not recorded', { timeout: 120_000 }, async () => {
  const proxy = await createFaultProxy(rpcUrl)
  try {
    proxy.setFault(({ method }) =>
      method === 'eth_sendRawTransaction'
        ? { error: { code: -32_000, message: 'not enough funds in the mempool' } }
        : undefined,
    )
    await expect(forgeScript('Deploy', ['--broadcast'], proxy.url)).rejects.toThrow('not enough funds')
    expect(existsSync(deployments)).toBe(false)

    await forgeScript('Deploy', ['--broadcast'])
    await forgeScript('Deploy', ['--sig', 'authorizer()', '--broadcast'])
    const before = fwssNeeds()
    writeFileSync(deployments, JSON.stringify(before))
    await expect(
      forgeScript(
        'Deploy',
        ['--sig', 'fwss(address,uint64,uint256)', root, '2880', '60', '--broadcast'],
        proxy.url,
      ),
    ).rejects.toThrow('not enough funds')
    expect(recorded()).toEqual(before)
  } finally {
    await proxy.stop()
  }

  // Nor what somebody says was deployed.
  const other = ['--sig', 'recordOther(string,address)', 'fwss']
  await expect(forgeScript('Deploy', [...other, root, '--broadcast'])).rejects.toThrow(`NoCode(${root})`)
  const { sessionKeyRegistry } = recorded()
  await forgeScript('Deploy', [...other, sessionKeyRegistry, '--broadcast'])
  expect(recorded().fwss).toBe(sessionKeyRegistry)
})

test('behavior: a deployment on a chain with a live registry leaves that one known as such', {
  timeout: 60_000,
}, async () => {
  const mine = '0x2222222222222222222222222222222222222222'
  const folder = mkdtempSync(join(tmpdir(), 'foc-session-keys-'))
  try {
    for (const file of ['package.json', 'wagmi.config.ts', 'script/deployments', 'ts/client/src'])
      cpSync(file, join(folder, file), { recursive: true })
    for (const file of ['node_modules', 'out', 'foundry.toml', 'lib'])
      symlinkSync(resolve(file), join(folder, file))
    const file = join(folder, 'script/deployments/314159.json')
    const { sessionKeyRegistry: live, ...others } = JSON.parse(readFileSync(file, 'utf8'))
    writeFileSync(file, JSON.stringify({ ...others, sessionKeyRegistry: mine }))
    await promisify(execFile)(resolve('node_modules/.bin/wagmi'), ['generate'], { cwd: folder })

    const { calibration } = await import(join(folder, 'ts/client/src/chains.ts'))
    const { isLive } = await import(join(folder, 'ts/client/src/internal/registry.ts'))
    expect(calibration.contracts.sessionKeyRegistry.address).toBe(mine)
    expect(isLive(mine)).toBe(false)
    expect(isLive(live)).toBe(true)
    expect(isLive(sessionKeyRegistryAddress[314])).toBe(true)
  } finally {
    rmSync(folder, { force: true, recursive: true })
  }
})
