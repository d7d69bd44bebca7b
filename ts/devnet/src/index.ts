export { AnvilStartError, MissingAnvilError } from './anvil.ts'
export {
  createDevnet,
  type DevnetAccount,
  type DevnetChain,
  type DevnetProvider,
} from './createDevnet.ts'
export { type GenesisContract, MissingGenesisError } from './genesis.ts'
export { FolderInUseError } from './lock.ts'
export { PortInUseError } from './portInUse.ts'
export type { Limits } from './provider/limits.ts'
export { ForeignFolderError } from './stateFolder.ts'
