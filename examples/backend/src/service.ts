import type { SessionStorage } from 'foc-session-keys'
import type { SynapseChain } from 'foc-session-keys/chains'
import { sealedStorage } from 'foc-session-keys/storage'
import {
  type Account,
  type Client,
  createPublicClient,
  createWalletClient,
  type Hex,
  http,
  type PublicClient,
  type Transport,
} from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import type { Database } from './database.ts'
import type { Kms } from './kms.ts'
import { migrate } from './migrate.ts'
import { tableStorage, userStorage } from './tableStorage.ts'

/** What every function of the service is given. */
export type Service = {
  chain: SynapseChain
  client: PublicClient<Transport, SynapseChain>
  database: Database
  /** For how long a session must hold on to be used for an upload, in seconds. */
  minValidity: bigint
  /** Text that everybody can read: the name of the app. */
  origin: string
  /** Pays for what users sign, and for keys that give themselves up. */
  relayer: Client<Transport, SynapseChain, Account> | undefined
  /** Where the sessions of a user are kept. */
  storageOf: (userId: string) => SessionStorage
}

export async function createService({
  chain,
  database,
  kms,
  minValidity = 600n,
  origin = 'foc-session-keys-backend',
  pollingInterval = 4000,
  relayerKey,
  rpcUrl,
}: createService.Parameters): Promise<Service> {
  await migrate(database)
  const transport = http(rpcUrl)
  const sealed = sealedStorage(tableStorage(database), kms)
  return {
    chain,
    client: createPublicClient({ chain, pollingInterval, transport }),
    database,
    minValidity,
    origin,
    relayer:
      relayerKey &&
      createWalletClient({ account: privateKeyToAccount(relayerKey), chain, pollingInterval, transport }),
    storageOf: (userId) => userStorage(sealed, userId),
  }
}

export declare namespace createService {
  type Parameters = {
    chain: SynapseChain
    database: Database
    kms: Kms
    /** In seconds. Default: 600n. */
    minValidity?: bigint | undefined
    origin?: string | undefined
    /** How often the node is asked while it waits, in milliseconds. Default: 4000. */
    pollingInterval?: number | undefined
    /** Key of an account with FIL. Default: users send their own transactions. */
    relayerKey?: Hex | undefined
    /** Default: the chain's. */
    rpcUrl?: string | undefined
  }
}
