import { inspect } from 'node:util'
import { createWalletClient, http, UserRejectedRequestError, zeroAddress, zeroHash } from 'viem'
import { expect, test } from 'vitest'
import {
  DefaultFwssPermissions,
  endSession,
  getSessions,
  loadSession,
  login,
  Permission,
  prepareSession,
  renewSession,
  revokeAllSync,
  revokeSync,
  SessionNotEndedError,
  SessionNotFoundError,
  SessionNotStoredError,
  SessionTooLongError,
  startSession,
  statusOf,
  UploadPermissions,
} from '../../src/index.ts'
import { keyOf } from '../../src/internal/endpoint.ts'
import { handleOf } from '../../src/sessionKey.ts'
import { InvalidStoredSessionError, memoryStorage, type SessionStorage } from '../../src/storage.ts'
import { errorOf, now, useDevnet } from '../helpers.ts'
import { openStorage } from './storages.ts'
import { itemOf, openWallet } from './wallets.ts'

const devnet = useDevnet()

const wallet = (index: number, answer?: () => unknown) => openWallet(devnet, index, answer)

/** Addresses of the keys that anything is granted to. */
const granted = async (root: `0x${string}`) =>
  (await getSessions(devnet.publicClient(), { root }))
    .filter(({ status }) => status === 'active' || status === 'expiring')
    .map(({ sessionKeyAddress }) => sessionKeyAddress)

test('default: starts, is found again, is renewed, ends', async () => {
  const { items, storage } = openStorage()
  const { client } = wallet(1)
  const root = client.account.address
  const reader = devnet.publicClient()
  expect(statusOf(await loadSession(reader, { root, storage }))).toBe('none')

  const session = await startSession(client, { permissions: UploadPermissions, storage })
  expect(session.state).toBe('granted')
  expect(statusOf(session)).toBe('active')
  expect(statusOf(session, { expiringWithin: 3700n })).toBe('expiring')
  expect(session.sessionKey.hasPermissions(UploadPermissions, { minValidity: 3500n })).toBe(true)
  expect(await granted(root)).toEqual([session.sessionKey.address])

  const loaded = await loadSession(reader, { root, storage })
  expect(loaded?.sessionKey.address).toBe(session.sessionKey.address)
  expect(loaded?.sessionKey.expirations).toEqual(session.sessionKey.expirations)

  const renewed = await renewSession(client, { duration: 'mobile', storage })
  expect(renewed.sessionKey.address).toBe(session.sessionKey.address)
  expect(renewed.sessionKey.hasPermissions(UploadPermissions, { minValidity: 86_000n })).toBe(true)

  expect(await endSession(client, { storage })).toBe(undefined)
  expect(items.size).toBe(0)
  expect(await granted(root)).toEqual([])
  expect(await endSession(client, { storage })).toBe(undefined)
})

test('behavior: called twice, at the same time or later, it is one session and one prompt', async () => {
  const { storage } = openStorage()
  const user = wallet(2)
  const sessions = await Promise.all([
    startSession(user.client, { storage }),
    startSession(user.client, { storage }),
    startSession(user.client, { storage }),
  ])
  sessions.push(await startSession(user.client, { storage }))
  expect(new Set(sessions.map(({ sessionKey }) => sessionKey.address)).size).toBe(1)
  expect(sessions.map((session) => statusOf(session))).toEqual(['active', 'active', 'active', 'active'])
  expect(user.prompts).toBe(1)

  const renewals = await Promise.all([
    renewSession(user.client, { duration: 'mobile', storage }),
    renewSession(user.client, { duration: 'mobile', storage }),
  ])
  expect(renewals[0]?.sessionKey.expirations).toEqual(renewals[1]?.sessionKey.expirations)
  expect(user.prompts).toBe(2)

  const replaced = await Promise.all([
    renewSession(user.client, { newKey: true, storage }),
    renewSession(user.client, { newKey: true, storage }),
  ])
  expect(replaced[0]?.sessionKey.address).not.toBe(sessions[0]?.sessionKey.address)
  expect(replaced[1]?.sessionKey.address).toBe(replaced[0]?.sessionKey.address)
  expect(user.prompts).toBe(4)
  expect(await granted(user.client.account.address)).toEqual([replaced[0]?.sessionKey.address])

  await Promise.all([endSession(user.client, { storage }), endSession(user.client, { storage })])
  expect(user.prompts).toBe(5)
})

test('behavior: the key is stored before the wallet is asked, and not kept when that refuses', async () => {
  const { items, storage } = openStorage()
  const stored: string[][] = []
  const user = wallet(3, () => {
    stored.push([...items.values()].map((text) => JSON.parse(text).state))
    throw new UserRejectedRequestError(new Error('no'))
  })
  const error = await errorOf(startSession(user.client, { storage }))
  expect(error.message).toContain('rejected')
  expect(stored).toEqual([['pending']])
  expect(items.size).toBe(0)
})

test('behavior: where it is not known what became of the question, the key stays, and is a session once granted', async () => {
  const { items, storage } = openStorage()
  const user = wallet(3, () => {
    throw new Error('The connection was lost.')
  })
  const root = user.client.account.address
  await errorOf(startSession(user.client, { storage }))
  const pending = await loadSession(devnet.publicClient(), { root, storage })
  expect([statusOf(pending), items.size]).toEqual(['pending', 1])
  // To end it is not to know that the wallet will not say yes after all.
  const staying = await endSession(user.client, { storage })
  expect([statusOf(staying), staying?.state, items.size]).toEqual(['revoked', 'ending', 1])

  const { client } = wallet(3)
  const sessionKeyAddress = pending?.sessionKey.address ?? zeroAddress
  await devnet.publicClient().waitForTransactionReceipt({
    hash: await login(client, { sessionKeyAddress }),
  })
  const late = await loadSession(devnet.publicClient(), { root, storage })
  expect([late?.sessionKey.address, late?.state]).toEqual([sessionKeyAddress, 'ending'])
  await endSession(client, { storage })
  expect([items.size, await granted(root)]).toEqual([0, []])
})

test('behavior: a question that is over by the chain is forgotten', async () => {
  const { items, storage } = openStorage()
  const user = wallet(3, () => {
    throw new Error('The connection was lost.')
  })
  const root = user.client.account.address
  await errorOf(startSession(user.client, { duration: 60, storage }))
  const { expiry } = (await loadSession(devnet.publicClient(), { root, storage })) ?? { expiry: 0n }
  for (const [timestamp, status] of [
    [expiry, 'pending'],
    [expiry + 1n, 'none'],
  ] as const) {
    await devnet.testClient().setNextBlockTimestamp({ timestamp })
    await devnet.testClient().mine({ blocks: 1 })
    expect(statusOf(await loadSession(devnet.publicClient(), { root, storage }))).toBe(status)
  }
  expect(items.size).toBe(0)
})

test('behavior: a server prepares, the wallet elsewhere grants, the server finds it', async () => {
  const { storage } = openStorage()
  const { client } = wallet(4)
  const root = client.account.address
  const reader = devnet.publicClient()
  const { grant, session } = await prepareSession(reader, { duration: 'backend', root, storage })
  const again = await prepareSession(reader, { duration: 'backend', root, storage })
  expect(statusOf(session)).toBe('pending')
  expect(again.session.sessionKey.address).toBe(session.sessionKey.address)
  if (!grant) throw new Error('There is nothing to grant.')
  await reader.waitForTransactionReceipt({ hash: await login(client, grant) })
  const loaded = await loadSession(reader, { root, storage })
  expect([loaded?.state, statusOf(loaded)]).toEqual(['granted', 'active'])
  const found = await prepareSession(reader, { root, storage })
  expect(found).not.toHaveProperty('grant')
  expect([found.session.sessionKey.address, found.session.state]).toEqual([
    session.sessionKey.address,
    'granted',
  ])
})

test('behavior: revoked by the root is revoked, and a new session has a new key', async () => {
  const { storage } = openStorage()
  const { client } = wallet(5)
  const root = client.account.address
  const first = await startSession(client, { storage })
  await revokeAllSync(client, { sessionKeyAddresses: [first.sessionKey.address] })
  expect(statusOf(await loadSession(client, { root, storage }))).toBe('revoked')
  const second = await startSession(client, { storage })
  expect(second.sessionKey.address).not.toBe(first.sessionKey.address)
})

test('behavior: revoked while a renewal is out is revoked all the same', async () => {
  const { items, storage } = openStorage()
  const { client } = wallet(5)
  const root = client.account.address
  const { sessionKey } = await startSession(client, { storage })
  // A renewal was sent, and nothing came of it.
  const item = itemOf(devnet, root)
  const sent = { ...JSON.parse(items.get(item) ?? ''), asked: true, hash: `0x${'42'.repeat(32)}` }
  items.set(item, JSON.stringify(sent))
  await revokeAllSync(client, { sessionKeyAddresses: [sessionKey.address] })
  expect(statusOf(await loadSession(client, { root, storage }))).toBe('revoked')
  const next = await startSession(client, { storage })
  expect(next.sessionKey.address).not.toBe(sessionKey.address)
})

test('behavior: what is missing of what is asked for is granted to the same key', async () => {
  const { storage } = openStorage()
  const { client } = wallet(5)
  const first = await startSession(client, { permissions: UploadPermissions, storage })
  await revokeSync(client, {
    permissions: [Permission.AddPieces],
    sessionKeyAddress: first.sessionKey.address,
  })
  const second = await startSession(client, { storage })
  expect(second.sessionKey.address).toBe(first.sessionKey.address)
  expect(second.sessionKey.hasPermissions(DefaultFwssPermissions)).toBe(true)
})

test('behavior: without the wallet, the key gives itself up; without gas, it stays and says so', async () => {
  const { items, storage } = openStorage()
  const user = wallet(6)
  const root = user.client.account.address
  const { sessionKey } = await startSession(user.client, { storage })
  const reader = devnet.publicClient()
  const error = await errorOf(endSession(reader, { root, storage }))
  expect(error).toBeInstanceOf(SessionNotEndedError)
  expect(error).toMatchObject({ root: sessionKey.rootAddress, sessionKeyAddress: sessionKey.address })
  expect((await loadSession(reader, { root, storage }))?.state).toBe('ending')

  await endSession(reader, { relayer: devnet.rootClient(9), root, storage })
  expect([items.size, await granted(root)]).toEqual([0, []])
})

test('behavior: a session that could not be ended is ended before another is started', async () => {
  const { storage } = openStorage()
  const user = wallet(6)
  const root = user.client.account.address
  const first = await startSession(user.client, { storage })
  await errorOf(endSession(devnet.publicClient(), { root, storage }))
  const second = await startSession(user.client, { storage })
  expect(second.sessionKey.address).not.toBe(first.sessionKey.address)
  expect(await granted(root)).toEqual([second.sessionKey.address])
})

test('error: longer than seven days only by name', async () => {
  const { items, storage } = openStorage()
  const { client } = wallet(7)
  const error = await errorOf(startSession(client, { duration: '8d', storage }))
  expect(error).toBeInstanceOf(SessionTooLongError)
  expect(error).toMatchObject({ duration: 691_200n })
  expect(items.size).toBe(0)
  const { expiry } = await startSession(client, { duration: { longerThanAWeek: '30d' }, storage })
  expect(expiry).toBeGreaterThan(now() + 29n * 86_400n)
})

test('error: a storage that does not keep what it is given', async () => {
  const user = wallet(8)
  const storage: SessionStorage = { ...memoryStorage(), setItem: () => {} }
  const error = await errorOf(startSession(user.client, { storage }))
  expect(error).toBeInstanceOf(SessionNotStoredError)
  expect(user.prompts).toBe(0)
})

test('error: nothing to renew', async () => {
  const { client } = wallet(8)
  const error = await errorOf(renewSession(client, { storage: memoryStorage() }))
  expect(error).toBeInstanceOf(SessionNotFoundError)
  expect(error).toMatchObject({ root: client.account.address })
})

test('error: what was changed in the storage is refused, and never used', async () => {
  const { items, storage } = openStorage()
  const { client } = wallet(8)
  const root = client.account.address
  await startSession(client, { storage })
  const other = openStorage()
  await startSession(wallet(7).client, { storage: other.storage })
  const [[item, text] = ['', '']] = items
  const [theirs = ''] = other.items.values()
  const session = JSON.parse(text)
  const { address, privateKey } = JSON.parse(theirs)
  const write = (fields: object) => JSON.stringify({ ...session, ...fields })
  const changes = [
    [write({ address }), 'its address is not that of its key'],
    [write({ address: undefined }), 'its address is not that of its key'],
    [write({ chainId: 314 }), 'it is for another chainId'],
    [write({ privateKey }), 'its address is not that of its key'],
    [write({ privateKey: undefined }), 'it has no key'],
    [write({ privateKey: session.privateKey.replace('0x', 'xx') }), 'it has no key'],
    [write({ privateKey: zeroHash }), 'it has no key'],
    [write({ permissions: ['all'] }), 'it is not complete'],
    [write({ contractAddress: root }), 'it is for another contractAddress'],
    [write({ root: address }), 'it is for another root'],
    [write({ state: 'admin' }), 'its state is unknown'],
    [`{"privateKey":"${session.privateKey}`, 'it is no session'],
    [theirs, 'it is for another root'],
  ] as const
  for (const [changed, reason] of changes) {
    items.set(item, changed)
    for (const action of [
      () => loadSession(client, { root, storage }),
      () => startSession(client, { storage }),
      () => renewSession(client, { storage }),
      () => endSession(client, { storage }),
    ]) {
      const error = await errorOf(action())
      expect(error).toBeInstanceOf(InvalidStoredSessionError)
      expect(error).toMatchObject({ item, reason })
      expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(session.privateKey.slice(2))
    }
    expect(items.get(item)).toBe(changed)
  }
})

test('behavior: a grant that a reorg took back is no revocation: the same key goes on', async () => {
  const { items, storage } = openStorage()
  const { client } = wallet(4)
  const root = client.account.address
  const testClient = devnet.testClient()
  const snapshot = await testClient.snapshot()
  const { sessionKey } = await startSession(client, { storage })
  const { timestamp } = await devnet.publicClient().getBlock()
  await testClient.revert({ id: snapshot })
  await testClient.setNextBlockTimestamp({ timestamp: timestamp + 1n })
  await testClient.mine({ blocks: 1 })

  const pending = await loadSession(client, { root, storage })
  expect([pending?.sessionKey.address, statusOf(pending)]).toEqual([sessionKey.address, 'pending'])
  expect([...items.values()].map((text) => JSON.parse(text))).toMatchObject([
    { asked: true, state: 'pending' },
  ])
  const again = await startSession(client, { storage })
  expect([again.sessionKey.address, statusOf(again)]).toEqual([sessionKey.address, 'active'])
})

test('behavior: a wallet on another chain was not asked: nothing stays', async () => {
  const { items, storage } = openStorage()
  const { chain, rpcUrl } = devnet
  const client = createWalletClient({
    account: devnet.account(4),
    chain: { ...chain, id: chain.id + 1 },
    pollingInterval: 20,
    transport: http(rpcUrl),
  })
  expect((await errorOf(startSession(client, { storage }))).message).toContain('chain')
  expect(items.size).toBe(0)
})

test('behavior: the sessions of one client share its watcher', async () => {
  const { storage } = openStorage()
  const reader = devnet.publicClient()
  const roots = [wallet(7), wallet(8)]
  const keys = await Promise.all(
    roots.map(async ({ client }) => {
      const { session } = await prepareSession(reader, { root: client.account.address, storage })
      const handle = handleOf(session.sessionKey)
      return handle && keyOf(handle)
    }),
  )
  expect(keys[0]).toBeDefined()
  expect(keys[1]).toBe(keys[0])
})

test('behavior: a storage without a lock: a lease lets one in at a time, and is over when its owner is gone', async () => {
  const { items, storage } = openStorage()
  const user = wallet(6)
  const { lock: _, ...plain } = storage
  const item = itemOf(devnet, user.client.account.address)
  items.set(`${item}.lease`, JSON.stringify({ owner: 'somebody who is gone', until: Date.now() - 1 }))
  const sessions = await Promise.all([
    startSession(user.client, { storage: plain }),
    startSession(user.client, { storage: { ...plain } }),
  ])
  expect(sessions[0]?.sessionKey.address).toBe(sessions[1]?.sessionKey.address)
  expect(user.prompts).toBe(1)
  expect([...items.keys()]).toEqual([item])
})

test('behavior: the key is in nothing that sessions write, throw or send', async () => {
  const { items, storage } = openStorage()
  const user = wallet(7)
  const session = await startSession(user.client, { storage })
  const { privateKey } = JSON.parse([...items.values()][0] ?? '')
  const error = await errorOf(
    endSession(devnet.publicClient(), { root: user.client.account.address, storage }),
  )
  const shown = [session, error, user.sent].map((value) =>
    inspect(value, { depth: 20, getters: true, maxStringLength: null, showHidden: true }),
  )
  shown.push(JSON.stringify(session, (_, value) => (typeof value === 'bigint' ? `${value}` : value)))
  expect(shown.join().length).toBeGreaterThan(1000)
  expect(shown.join().toLowerCase()).not.toContain(privateKey.slice(2).toLowerCase())
})
