// What an app writes with the types of every entry.
import { fromSecp256k1, login, type SessionKey } from 'foc-session-keys'
import { sessionKeyRegistryAbi } from 'foc-session-keys/abi'
import { calibration, type SynapseChain } from 'foc-session-keys/chains'
import { memoryStorage, type SessionStorage } from 'foc-session-keys/storage'
import { fileStorage, keystoreStorage } from 'foc-session-keys/storage/node'
import type { Address, Hash, Hex } from 'viem'

export const key = (privateKey: Hex, root: Address): SessionKey<SynapseChain> =>
  fromSecp256k1({ chain: calibration, privateKey, root })
export const grant: (...parameters: Parameters<typeof login>) => Promise<Hash> = login
export const storages: SessionStorage[] = [
  memoryStorage(),
  fileStorage(),
  keystoreStorage({ password: 'secret' }),
]
export const [first] = sessionKeyRegistryAbi
