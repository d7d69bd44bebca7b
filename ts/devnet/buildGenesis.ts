// Runs script/DeployDevnet.s.sol against a new anvil and keeps what comes of it: npm run build:genesis
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import * as Abis from '@filoz/synapse-core/abis'
import { local } from 'foc-session-keys/chains'
import { type Abi, createTestClient, http, toFunctionSelector } from 'viem'
import { startAnvil } from './src/anvil.ts'
import { type Genesis, genesisFile } from './src/genesis.ts'

const project = new URL('../../', import.meta.url)

const contracts = [
  'FilecoinWarmStorageService',
  'FilecoinPay',
  'PDPVerifier',
  'ServiceProviderRegistry',
  'ProviderIdSet',
  'SessionKeyAuth',
  'SessionKeyAuthorizer',
  'SessionKeyRegistry',
  'USDFC',
]

/** What tells an error from others on the wire. */
const selectorOf = ({ inputs, name }: Extract<Abi[number], { type: 'error' }>) =>
  toFunctionSelector({ inputs, name, outputs: [], stateMutability: 'view', type: 'function' })

/** The errors that the Synapse SDK knows by name: it is given their data. */
const known = new Set(
  ([...Abis.fwss, ...Abis.filecoinPay, ...Abis.pdp] as Abi[number][])
    .filter((item) => item.type === 'error')
    .map(selectorOf),
)

/** Builds the chain that devnets begin with, unless it is there and the contracts are the same. */
export async function buildGenesis(): Promise<void> {
  await forge('build', '--skip', 'test')
  const errors = contracts.flatMap((name) =>
    artifact(`${name}.sol/${name}.json`).abi.filter(
      (item) => item.type === 'error' && !known.has(selectorOf(item)),
    ),
  )
  // The script contains the creation code of everything that it deploys.
  const script = artifact('DeployDevnet.s.sol/DeployDevnet.json').bytecode.object
  const version = createHash('sha256').update(script).update(JSON.stringify(errors)).digest('hex')
  if (builtVersion() === version) return

  const anvil = await startAnvil({ chainId: local.id })
  try {
    const rpcUrl = `http://127.0.0.1:${anvil.port}`
    await forge('script', 'script/DeployDevnet.s.sol', '--rpc-url', rpcUrl, '--broadcast')
    const client = createTestClient({ chain: local, mode: 'anvil', transport: http(rpcUrl) })
    const deployments = new URL(`script/deployments/${local.id}.json`, project)
    const genesis: Genesis = {
      contracts: JSON.parse(readFileSync(deployments, 'utf8')),
      errors,
      state: await client.dumpState(),
      version,
    }
    writeFileSync(genesisFile, JSON.stringify(genesis))
  } finally {
    await anvil.stop()
  }
}

function forge(...args: string[]) {
  return promisify(execFile)(fileURLToPath(new URL('node_modules/.bin/forge', project)), args, {
    cwd: fileURLToPath(project),
  })
}

function artifact(path: string): { abi: Abi; bytecode: { object: string } } {
  return JSON.parse(readFileSync(new URL(`out/${path}`, project), 'utf8'))
}

function builtVersion(): string | undefined {
  try {
    return JSON.parse(readFileSync(genesisFile, 'utf8')).version
  } catch {
    return undefined
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildGenesis()
