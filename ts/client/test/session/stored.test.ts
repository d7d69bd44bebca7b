import { type Chain, createClient, custom, http } from 'viem'
import { privateKeyToAddress } from 'viem/accounts'
import { expect, onTestFinished, test, vi } from 'vitest'
import {
  loadSession,
  loginSync,
  Permission,
  policy,
  prepareSession,
  startSession,
  statusOf,
} from '../../src/index.ts'
import { memoryStorage, type SessionStorage } from '../../src/storage.ts'
import { errorOf, useDevnet } from '../helpers.ts'
import { preparedSession } from './prepared.ts'
import { openStorage } from './storages.ts'
import { itemOf } from './wallets.ts'

// What is stored, word for word, through what it is read again, and what is believed of a node that is behind.
const devnet = useDevnet()
const { AddPieces, CreateDataSet } = Permission

/** What a stored session says of where it is. */
const placeOf = (root: string) => ({
  chainId: devnet.chain.id,
  contractAddress: devnet.chain.contracts.sessionKeyRegistry.address,
  root,
})

/** What the chain says of the transaction that granted. */
async function grantOf(hash: `0x${string}`) {
  const { blockHash } = await devnet.publicClient().getTransactionReceipt({ hash })
  const { timestamp } = await devnet.publicClient().getBlock({ blockHash })
  return { asOf: `${timestamp}`, hash }
}

test('default: a session is stored with its key, and with the time of the block that granted it', async () => {
  const { items, storage } = openStorage()
  const client = devnet.rootClient(1)
  const root = client.account.address
  const permissions = [AddPieces, CreateDataSet]
  const { expiry, sessionKey } = await startSession(client, { permissions, storage })
  const { privateKey, ...stored } = JSON.parse(items.get(itemOf(devnet, root)) ?? '')
  expect(stored).toEqual({
    ...placeOf(root),
    ...(await grantOf(stored.hash)),
    address: sessionKey.address,
    asked: false,
    expiry: `${expiry}`,
    permissions,
    state: 'granted',
    version: 1,
  })
  expect(privateKeyToAddress(privateKey)).toBe(sessionKey.address)
})

test('default: beside a key that nobody can export, its public half is stored, and what its policies are', async () => {
  const storage = memoryStorage()
  const client = devnet.rootClient(1)
  const root = client.account.address
  const limited = policy({ limit: 9n, permission: AddPieces })
  const { expiry, sessionKey } = await startSession(client, { key: 'P-256', permissions: [limited], storage })
  const { keyPair, value = '' } = (await storage.keyPairs?.get(itemOf(devnet, root))) ?? {}
  const stored = JSON.parse(value)
  expect(stored).toEqual({
    ...placeOf(root),
    ...(await grantOf(stored.hash)),
    address: sessionKey.address,
    asked: false,
    expiry: `${expiry}`,
    permissions: [limited.hash],
    policies: [JSON.parse(JSON.stringify(limited))],
    publicKey: keyPair?.publicKey,
    state: 'granted',
    version: 1,
  })
})

test('behavior: what is found as it is stored is not written again', async () => {
  const { storage } = openStorage()
  const client = devnet.rootClient(1)
  const { sessionKey } = await startSession(client, { storage })
  const readOnly: SessionStorage = {
    ...storage,
    setItem: () => {
      throw new Error('The quota has been exceeded.')
    },
  }
  const again = await startSession(client, { storage: readOnly })
  expect(again.sessionKey.address).toBe(sessionKey.address)
})

test('behavior: a session key reads through the client, once for each request, or through a transport of its own', async () => {
  const { storage } = openStorage()
  const own = devnet.recorder()
  const root = devnet.account(1)
  let requests = 0
  let fail = false
  const { request } = http(devnet.rpcUrl)({ chain: devnet.chain })
  const transport = custom(
    {
      request: async (body) => {
        requests++
        if (fail) throw new Error('The connection was lost.')
        return request(body)
      },
    },
    { retryCount: 0 },
  )
  // Whoever takes the chain's endpoint finds nobody.
  const chain: Chain = { ...devnet.chain, rpcUrls: { default: { http: ['http://127.0.0.1:9'] } } }
  const client = createClient({ chain, transport })
  const through = await prepareSession(client, { root, storage })
  requests = 0
  await through.session.sessionKey.syncExpirations()
  expect(requests).toBe(1)
  fail = true
  await errorOf(through.session.sessionKey.syncExpirations())
  expect(requests).toBe(2)
  fail = false

  const beside = await prepareSession(client, { root, storage, transport: own.transport })
  requests = 0
  own.requests.length = 0
  await beside.session.sessionKey.syncExpirations()
  expect([requests, own.requests.length]).toEqual([0, 1])
})

const prepared = (index: number) => preparedSession(devnet, index)

/** So many seconds after the newest block. */
async function later(seconds: bigint) {
  const { timestamp } = await devnet.publicClient().getBlock()
  return timestamp + seconds
}

/** A client of a root that does something whenever the chain's state is asked for. */
function asking(index: number, onCall: (count: number) => unknown) {
  const methods: string[] = []
  const count = (method: string) => methods.filter((one) => one === method).length
  const { request } = http(devnet.rpcUrl)({ chain: devnet.chain })
  const transport = custom({
    request: async (body) => {
      methods.push(body.method)
      if (body.method === 'eth_call') await onCall(count('eth_call'))
      return request(body)
    },
  })
  const account = devnet.account(index)
  return {
    calls: () => count('eth_call'),
    client: createClient({ account, chain: devnet.chain, pollingInterval: 20, transport }),
    /** How many transactions were sent. */
    sent: () => count('eth_sendRawTransaction'),
  }
}

test('behavior: a node that is behind is asked until it is not, and then believed', async () => {
  const { change, client, grant, root, storage, stored } = await prepared(2)
  await loginSync(client, grant)
  const asOf = await later(1000n)
  change({ asOf: `${asOf}` })
  const node = asking(2, async (count) => {
    if (count !== 3) return
    await devnet.testClient().setNextBlockTimestamp({ timestamp: asOf })
    await devnet.testClient().mine({ blocks: 1 })
  })
  const session = await loadSession(node.client, { root, storage })
  expect([session?.state, statusOf(session)]).toEqual(['granted', 'active'])
  expect(stored()).toMatchObject({ asOf: `${asOf}`, state: 'granted' })
})

/** Half a minute passes whenever the chain's state is asked for. */
function slowNode(index: number) {
  vi.useFakeTimers({ toFake: ['Date'] })
  onTestFinished(() => void vi.useRealTimers())
  return asking(index, () => vi.setSystemTime(Date.now() + 30_000))
}

test.each(['ending', 'granted', 'pending'] as const)(
  'behavior: of a node that stays behind for a minute nothing is concluded: %s',
  async (state) => {
    const { address, change, root, storage, stored } = await prepared(2)
    const asOf = `${await later(1000n)}`
    change({ asOf, asked: false, state })
    const node = slowNode(2)
    const session = await loadSession(node.client, { root, storage })
    expect([session?.sessionKey.address, session?.state]).toEqual([address, state])
    expect(stored()).toMatchObject({ asOf, state })
    // After half a minute, after a minute, and once more, since it was no longer than that.
    expect(node.calls()).toBe(3)
  },
)

test('behavior: what a node that is behind does not know is no reason for another key', async () => {
  const { address, change, root, storage } = await prepared(3)
  change({ asOf: `${await later(1000n)}`, asked: false, state: 'granted' })
  const node = slowNode(3)
  const session = await startSession(node.client, { storage })
  expect([session.sessionKey.address, statusOf(session)]).toEqual([address, 'active'])
  expect(node.sent()).toBe(1)
  expect((await loadSession(devnet.publicClient(), { root, storage }))?.sessionKey.address).toBe(address)
})

test('behavior: what a node that is behind says of a grant that was lost is no reason not to ask', async () => {
  const { address, change, client, grant, storage, stored } = await prepared(3)
  await loginSync(client, grant)
  change({ asOf: `${await later(1000n)}`, state: 'pending' })
  const node = slowNode(3)
  const session = await startSession(node.client, { storage })
  expect([session.sessionKey.address, session.state, stored().state]).toEqual([address, 'granted', 'granted'])
  expect(node.sent()).toBe(1)
})
