import { readFileSync } from 'node:fs'
import type { Abi, Address, Hex } from 'viem'

/** A chain to begin with. `npm run build:genesis` makes the first one; a devnet that is to go on later writes others. */
export type Genesis = {
  /** Errors of the contracts that the Synapse SDK does not know, to tell it in words what they refuse. */
  errors: Abi
  /** Address of each contract, by the names in `script/deployments`. */
  contracts: Record<GenesisContract, Address>
  /** What anvil calls its state. */
  state: Hex
  /** What the contracts were made from: another one is another chain. */
  version: string
}

/** The contracts of a devnet. */
export const contractNames = [
  'endorsements',
  'filecoinPay',
  'fwss',
  'fwssView',
  'multicall3',
  'pdpVerifier',
  'serviceProviderRegistry',
  'sessionKeyAuthorizer',
  'sessionKeyRegistry',
  'usdfc',
] as const

/** The name of a contract of a devnet. */
export type GenesisContract = (typeof contractNames)[number]

/** Thrown when the chain to begin with has not been built. */
export class MissingGenesisError extends Error {
  override name = 'MissingGenesisError'

  constructor(options: ErrorOptions) {
    super('There is no chain to begin with: run `npm run build:genesis` first.', options)
  }
}

export const genesisFile: URL = new URL('./genesis.json', import.meta.url)

export function readGenesis(): Genesis {
  try {
    return JSON.parse(readFileSync(genesisFile, 'utf8'))
  } catch (cause) {
    throw new MissingGenesisError({ cause })
  }
}
