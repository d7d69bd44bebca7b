import { type Chain, type Client, createClient, custom, http, type Transport } from 'viem'
import { expect, onTestFinished, test, vi } from 'vitest'
import {
  endSession,
  loadSession,
  login,
  Permission,
  revokeAll,
  revokeAllSync,
  type StoredSession,
  startSession,
  statusOf,
} from '../../src/index.ts'
import { errorOf, useDevnet } from '../helpers.ts'
import { mineByHand } from './hand.ts'
import { preparedSession } from './prepared.ts'
import { openStorage } from './storages.ts'

const devnet = useDevnet()
const { AddPieces, CreateDataSet } = Permission

/** A session that is prepared for a root, and what that root can do. */
async function prepared(index: number) {
  const session = await preparedSession(devnet, index)
  const { address, client, grant, root, storage } = session
  return {
    ...session,
    grant: async () => {
      const hash = await login(client, grant)
      await devnet.publicClient().waitForTransactionReceipt({ hash })
      return hash
    },
    load: (reader: Client<Transport, Chain> = devnet.publicClient()) =>
      loadSession(reader, { root, storage }),
    revoke: () => revokeAllSync(client, { sessionKeyAddresses: [address] }),
  }
}

const stateOf = (text: string | undefined) => JSON.parse(text ?? '').state

test('behavior: where the login was reverted, nothing is granted and nothing stays', async () => {
  const { change, client, items, load } = await prepared(1)
  const to = devnet.chain.contracts.sessionKeyRegistry.address
  const hash = await client.sendTransaction({ data: '0xdeadbeef', gas: 100_000n, to })
  const { status } = await devnet.publicClient().waitForTransactionReceipt({ hash })
  expect(status).toBe('reverted')
  change({ hash })
  expect(await load()).toBe(undefined)
  expect(items.size).toBe(0)
})

test('behavior: where nobody knows the login, it may come, and the key stays', async () => {
  const { address, change, load, text } = await prepared(1)
  change({ hash: `0x${'42'.repeat(32)}` })
  const before = text()
  const loaded = await load()
  expect([loaded?.sessionKey.address, statusOf(loaded)]).toEqual([address, 'pending'])
  expect(text()).toBe(before)
})

test('behavior: granted and revoked before anybody looked is revoked', async () => {
  const { change, grant, load, revoke, text } = await prepared(2)
  const hash = await grant()
  const { timestamp } = await devnet.publicClient().getBlock()
  await devnet.testClient().increaseTime({ seconds: 100 })
  await revoke()
  change({ hash })
  const loaded = await load()
  expect([loaded?.state, statusOf(loaded)]).toEqual(['granted', 'revoked'])
  expect(JSON.parse(text())).toMatchObject({ asked: false, asOf: `${timestamp}`, state: 'granted' })
})

test('behavior: granted and revoked in one block, it is over as of that block', async () => {
  const mine = await mineByHand(devnet)
  for (const wasFound of [false, true]) {
    const { address, change, client, items, load, storage } = await prepared(2)
    const hash = await login(client, { sessionKeyAddress: address })
    await revokeAll(client, { sessionKeyAddresses: [address] })
    await mine()
    const { timestamp } = await devnet.publicClient().getBlock()
    change({ hash })
    if (wasFound) {
      change({ asked: false, asOf: `${timestamp}`, state: 'ending' })
      expect(await load()).toBe(undefined)
    } else expect(await endSession(client, { storage })).toBe(undefined)
    expect(items.size).toBe(0)
  }
})

test('error: where a node does not say what became of the login, nothing is concluded', async () => {
  const { change, grant, load, revoke, text } = await prepared(2)
  const hash = await grant()
  change({ hash })
  await load()
  await revoke()
  const before = text()
  expect(JSON.parse(before).state).toBe('granted')
  const { request } = http(devnet.rpcUrl)({ chain: devnet.chain })
  const transport = custom(
    {
      request: async (body) => {
        if (body.method === 'eth_getTransactionReceipt') throw new Error('The connection was lost.')
        return request(body)
      },
    },
    { retryCount: 0 },
  )
  const error = await errorOf(load(createClient({ chain: devnet.chain, transport })))
  expect(error.message).toContain('The connection was lost.')
  expect(text()).toBe(before)
  expect(statusOf(await load())).toBe('revoked')
})

test('behavior: what was to take the place of a session does when there is none', async () => {
  const { address, item, items, load, text } = await prepared(3)
  items.set(`${item}.next`, text())
  items.delete(item)
  expect((await load())?.sessionKey.address).toBe(address)
  expect([...items.keys()]).toEqual([item])
  // The same when it was interrupted after half of it.
  items.set(`${item}.next`, text())
  expect((await load())?.sessionKey.address).toBe(address)
  expect([...items.keys()]).toEqual([item])
})

test('behavior: the next key acts once it is granted, and takes the place once the one before is revoked', async () => {
  const current = await prepared(4)
  const next = await prepared(4)
  await current.grant()
  const place = `${current.item}.next`
  current.items.set(place, next.text())
  const addresses = async () => (await current.load())?.sessionKey.address
  expect(await addresses()).toBe(current.address)
  expect(current.items.size).toBe(2)
  await next.grant()
  expect(await addresses()).toBe(next.address)
  expect([stateOf(current.text()), stateOf(current.items.get(place))]).toEqual(['granted', 'granted'])
  await current.revoke()
  expect(await addresses()).toBe(next.address)
  expect([...current.items.keys()]).toEqual([current.item])
  expect(JSON.parse(current.text()).address).toBe(next.address)
})

test('behavior: the transaction is told as soon as it is sent, and kept with the session', async () => {
  const { items, storage } = openStorage()
  const hashes: string[] = []
  const client = devnet.rootClient(5)
  const stored = () => JSON.parse([...items.values()][0] ?? '')
  await startSession(client, { onHash: (hash) => hashes.push(hash, stored().state), storage })
  expect(hashes).toEqual([stored().hash, 'pending'])
  const { from, to } = await devnet.publicClient().getTransaction({ hash: stored().hash })
  expect([from, to]).toEqual([
    client.account.address.toLowerCase(),
    devnet.chain.contracts.sessionKeyRegistry.address.toLowerCase(),
  ])
})

test('behavior: a session is expiring up to the second that was named, and expired when anything of it was granted', () => {
  vi.useFakeTimers({ toFake: ['Date', 'performance'] })
  onTestFinished(() => void vi.useRealTimers())
  vi.setSystemTime(1_000_000_000)
  const status = (expirations: Record<Permission, bigint>, state: StoredSession['state'] = 'granted') =>
    statusOf({
      sessionKey: devnet.sessionKey({ expirations, permissions: [AddPieces, CreateDataSet] }),
      state,
    })
  expect(status({ [AddPieces]: 1_001_800n, [CreateDataSet]: 0n })).toBe('expiring')
  expect(status({ [AddPieces]: 1_001_801n, [CreateDataSet]: 0n })).toBe('active')
  expect(status({ [AddPieces]: 1_001_801n, [CreateDataSet]: 1_000_001n })).toBe('active')
  expect(status({ [AddPieces]: 0n, [CreateDataSet]: 999_999n })).toBe('expired')
  expect(status({ [AddPieces]: 0n, [CreateDataSet]: 0n })).toBe('revoked')
  expect(status({ [AddPieces]: 0n, [CreateDataSet]: 0n }, 'pending')).toBe('pending')
})
