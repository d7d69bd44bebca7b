import { randomBytes } from 'node:crypto'
import { Synapse } from '@filoz/synapse-sdk'
import * as SessionKey from 'foc-session-keys'
import { createPublicClient, createWalletClient, http } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll } from 'vitest'
import { createDevnet } from '../../src/createDevnet.ts'

/** A devnet for the tests of one file. */
export function useDevnet(options?: createDevnet.Options) {
  let running: createDevnet.ReturnType

  beforeAll(async () => {
    running = await createDevnet(options)
  })
  afterAll(() => running.stop())

  const rootClient = () =>
    createWalletClient({
      account: privateKeyToAccount(running.accounts[0].privateKey),
      chain: running.chain,
      pollingInterval: 20,
      transport: http(),
    })

  /** A new session key of the root, which has been granted these permissions and knows it. */
  async function newSessionKey(grant: Omit<SessionKey.login.Parameters, 'sessionKeyAddress'> = {}) {
    const client = rootClient()
    const sessionKey = SessionKey.fromSecp256k1({
      chain: running.chain,
      privateKey: generatePrivateKey(),
      root: client.account.address,
      transport: http(),
    })
    // For a chain whose clock has been put forward, too.
    const { timestamp } = await publicClient().getBlock()
    await SessionKey.loginSync(client, {
      expiry: timestamp + 3600n,
      sessionKeyAddress: sessionKey.address,
      ...grant,
    })
    await sessionKey.syncExpirations()
    return sessionKey
  }

  const publicClient = () => createPublicClient({ chain: running.chain, transport: http() })

  return {
    get devnet() {
      return running
    },
    newSessionKey,
    publicClient,
    rootClient,
    /** The SDK with a new session key. The root cannot sign for storage, only send transactions. */
    synapse: async (sessionKey?: SessionKey.SessionKey<typeof running.chain>) => {
      const key = sessionKey ?? (await newSessionKey())
      const account = {
        ...rootClient().account,
        signTypedData: () => Promise.reject(new Error('The root was asked to sign.')),
      }
      const synapse = Synapse.create({
        account,
        chain: running.chain,
        sessionKey: key,
        source: null,
        transport: http(),
      })
      return { sessionKey: key, synapse }
    },
  }
}

export function newData(size = 1000) {
  return new Uint8Array(randomBytes(size))
}

/** All that an error and its causes say. */
export function messagesOf(error: unknown): string {
  return error instanceof Error ? `${error.message}\n${messagesOf(error.cause)}` : ''
}
