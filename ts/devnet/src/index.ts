export { MissingAnvilError } from './anvil.ts'
export {
  createDevnet,
  type DevnetAccount,
  type DevnetChain,
  type DevnetProvider,
} from './createDevnet.ts'
export { type GenesisContract, MissingGenesisError } from './genesis.ts'
export type { Limits } from './provider/limits.ts'
