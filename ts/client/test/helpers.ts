import { type Chain, createPublicClient, createTestClient, createWalletClient, custom, http } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll } from 'vitest'
import { accountOf, createDevnet } from '../../devnet/src/createDevnet.ts'
import { fromSecp256k1, type SessionKey, type SessionKeyEvents } from '../src/index.ts'

/** The keys of anvil's accounts, which take a while to derive. */
const secrets = Array.from({ length: 10 }, (_, index) => accountOf(index).privateKey)

function secret(index: number) {
  const privateKey = secrets[index]
  if (!privateKey) throw new Error(`anvil has no account ${index}.`)
  return privateKey
}

/** A devnet for the tests of one file, and the clients they use. Every test takes keys of its own. */
export function useDevnet() {
  let devnet: createDevnet.ReturnType

  beforeAll(async () => {
    devnet = await createDevnet()
  })
  afterAll(() => devnet.stop())

  const transport = () => http(devnet.rpcUrl)

  return {
    get chain() {
      return devnet.chain
    },
    get rpcUrl() {
      return devnet.rpcUrl
    },
    /** The account of one of anvil's keys. */
    account: (index = 0) => privateKeyToAccount(secret(index)),
    publicClient: () =>
      createPublicClient({ chain: devnet.chain, pollingInterval: 20, transport: transport() }),
    /** Waits as long as anvil takes: what it was told to mine, it would mine once more when asked again. */
    testClient: () =>
      createTestClient({
        chain: devnet.chain,
        mode: 'anvil',
        transport: http(devnet.rpcUrl, { retryCount: 0, timeout: 120_000 }),
      }),
    /** A wallet with FIL. */
    rootClient: (index = 0) =>
      createWalletClient({
        account: privateKeyToAccount(secret(index)),
        chain: devnet.chain,
        pollingInterval: 20,
        transport: transport(),
      }),
    /** A new session key of that wallet, that asks the chain every 20 ms when it watches. */
    sessionKey: (options: Partial<fromSecp256k1.Parameters> & { rootIndex?: number } = {}) =>
      fromSecp256k1({
        chain: devnet.chain as Chain,
        pollingInterval: 20,
        privateKey: generatePrivateKey(),
        root: privateKeyToAccount(secret(options.rootIndex ?? 0)).address,
        transport: transport(),
        ...options,
      }),
    /** A transport that writes down every request. */
    recorder: () => {
      const requests: { method: string; params?: unknown }[] = []
      const { request } = http(devnet.rpcUrl)({ chain: devnet.chain })
      const record: typeof request = (body, options) => {
        requests.push(body)
        return request(body, options)
      }
      return { requests, transport: custom({ request: record }) }
    },
  }
}

/** The payload of the next event of a kind. */
export function nextEvent<type extends keyof SessionKeyEvents>(
  sessionKey: SessionKey,
  type: type,
): Promise<SessionKeyEvents[type]> {
  return new Promise((resolve) => {
    sessionKey.addEventListener(type, resolve, { once: true })
  })
}

/** The error that a promise, or a function, ends with. */
export async function errorOf(action: Promise<unknown> | (() => unknown)): Promise<Error> {
  try {
    await (typeof action === 'function' ? action() : action)
  } catch (error) {
    return error as Error
  }
  throw new Error('It did not fail.')
}

/** Unix seconds by this machine's clock. */
export const now = () => BigInt(Math.floor(Date.now() / 1000))
