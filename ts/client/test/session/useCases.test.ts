import { Synapse } from '@filoz/synapse-sdk'
import {
  type Account,
  type Address,
  createClient,
  createWalletClient,
  custom,
  type EIP1193Provider,
  http,
} from 'viem'
import { expect, test } from 'vitest'
import {
  DefaultFwssPermissions,
  endSession,
  loadSession,
  login,
  prepareSession,
  renewSession,
  startSession,
  statusOf,
} from '../../src/index.ts'
import { sealedStorage, webStorage } from '../../src/storage.ts'
import { useDevnet } from '../helpers.ts'
import { kms, openStorage } from './storages.ts'

// The use cases of the session keys guide, as they are written with sessions that are stored.
const devnet = useDevnet()

const data = (text: string) => new TextEncoder().encode(text.repeat(20))

test('behavior: a backend service that uploads on behalf of users', async () => {
  const calibration = devnet.chain
  const transport = http(devnet.rpcUrl)
  const client = createClient({ chain: calibration, pollingInterval: 20, transport })
  const table = openStorage()
  const storage = sealedStorage(table.storage, kms)
  const users = new Map<string, Address>()

  // One-time setup (user signs)
  async function initUserSession(userId: string, userAccount: Account) {
    users.set(userId, userAccount.address)
    const { grant, session } = await prepareSession(client, {
      duration: 'backend',
      origin: 'A backend',
      root: userAccount.address,
      storage,
    })
    if (!grant) return session

    // User signs login
    const userClient = createWalletClient({ account: userAccount, chain: calibration, transport })
    await login(userClient, grant)
    return loadSession(client, { root: userAccount.address, storage })
  }

  // Automated operations (no user interaction)
  async function uploadForUser(userId: string, bytes: Uint8Array) {
    const root = users.get(userId) as Address
    const session = await loadSession(client, { root, storage })
    const status = statusOf(session)
    if (!session || status !== 'active') throw new Error(`The session of ${userId} is ${status}.`)
    const { sessionKey } = session
    const synapse = Synapse.create({
      account: root, // Root pays
      chain: calibration,
      sessionKey, // Session signs
      source: null,
      transport: custom(client), // For an account without a key, the SDK takes no other
    })
    return synapse.storage.upload(bytes)
  }

  async function logOut(userId: string) {
    await endSession(client, { relayer: devnet.rootClient(9), root: users.get(userId), storage })
  }

  const session = await initUserSession('alice', devnet.account())
  expect(statusOf(session)).toBe('active')
  expect(session?.sessionKey.hasPermissions(DefaultFwssPermissions, { minValidity: 6n * 86_400n })).toBe(true)
  const { copies, failedAttempts } = await uploadForUser('alice', data('A backend service. '))
  expect([copies.length, failedAttempts]).toEqual([2, []])

  await logOut('alice')
  await expect(uploadForUser('alice', data('Too late. '))).rejects.toThrow('The session of alice is none.')
  expect(table.items.size).toBe(0)
}, 60_000)

test('behavior: a web app that reduces wallet prompts', async () => {
  // The devnet's node signs for its own accounts, as a wallet does for its user's.
  const prompts: string[] = []
  const calibration = devnet.chain
  const { request } = http(devnet.rpcUrl)({ chain: calibration })
  const ethereum = {
    request: (async ({ method, params }: { method: string; params?: unknown }) => {
      if (method === 'eth_requestAccounts') return [devnet.account().address]
      if (method.startsWith('eth_send') || method.startsWith('eth_sign')) prompts.push(method)
      return request({ method, params })
    }) as EIP1193Provider['request'],
  }
  const { items } = openStorage()
  const localStorage = {
    getItem: (key: string) => items.get(key) ?? null,
    removeItem: (key: string) => void items.delete(key),
    setItem: (key: string, value: string) => void items.set(key, value),
  }
  const storage = webStorage(localStorage)

  const connect = async () => {
    const [account] = await ethereum.request({ method: 'eth_requestAccounts' })
    if (!account) throw new Error('No account.')
    const transport = custom(ethereum)
    return createWalletClient({ account, chain: calibration, pollingInterval: 20, transport })
  }

  // User clicks "Connect Wallet": one wallet prompt
  async function connectWallet() {
    return startSession(await connect(), { duration: 'web', origin: 'A web app', storage })
  }

  // Upload without wallet prompt
  async function upload(bytes: Uint8Array) {
    const walletClient = await connect()
    const root = walletClient.account.address
    const session = await loadSession(walletClient, { root, storage })
    if (!session || statusOf(session) !== 'active') throw new Error('Connect again.')
    const synapse = Synapse.create({
      account: root,
      chain: calibration,
      sessionKey: session.sessionKey,
      source: null,
      transport: custom(ethereum),
    })
    return synapse.storage.upload(bytes)
  }

  // When a user logs out, revoke the session key
  const logOut = async () => endSession(await connect(), { storage })

  await connectWallet()
  expect(prompts).toHaveLength(1)
  expect((await upload(data('A web app. '))).copies).toHaveLength(2)
  await connectWallet()
  expect(prompts).toHaveLength(1)
  await renewSession(await connect(), { duration: '2h', storage })
  expect(prompts).toHaveLength(2)
  await logOut()
  expect(prompts).toHaveLength(3)
  expect(items.size).toBe(0)
  await expect(upload(data('Too late. '))).rejects.toThrow('Connect again.')
}, 60_000)
