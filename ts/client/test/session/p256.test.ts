import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { afterAll, expect, test } from 'vitest'
import {
  createP256KeyPair,
  endSession,
  getSessions,
  type InvalidStoredSessionError,
  KeyPairNotStorableError,
  loadSession,
  Permission,
  policy,
  renewSession,
  startSession,
  statusOf,
  uploadLimits,
} from '../../src/index.ts'
import { fileStorage, keystoreStorage } from '../../src/storage/node.ts'
import { memoryStorage, type SessionStorage, sealedStorage, webStorage } from '../../src/storage.ts'
import { errorOf, useDevnet } from '../helpers.ts'
import { kms, openStorage } from './storages.ts'
import { itemOf } from './wallets.ts'

const devnet = useDevnet()
const permissions = uploadLimits({ bytes: 1024n ** 3n })
let folder: string | undefined
afterAll(async () => {
  if (folder) await rm(folder, { force: true, recursive: true })
})

test('a session with a P-256 key and limits: started, loaded, renewed with another key, ended', async () => {
  const client = devnet.rootClient(1)
  const root = client.account.address
  const storage = memoryStorage()
  const started = await startSession(client, { key: 'P-256', permissions, storage })
  expect(statusOf(started)).toBe('active')
  expect(started.sessionKey.account.curve).toBe('P-256')
  expect(started.policies).toEqual(permissions)

  const loaded = await loadSession(client, { root, storage })
  expect(loaded?.sessionKey.address).toBe(started.sessionKey.address)
  expect(loaded?.policies).toEqual(permissions)
  expect(loaded?.sessionKey.hasPermission(Permission.AddPieces)).toBe(true)

  const [listed] = await getSessions(devnet.publicClient(), { root })
  expect(listed?.policies).toEqual(permissions)
  expect(listed?.unknown).toEqual([])

  const renewed = await renewSession(client, { key: 'P-256', newKey: true, storage })
  expect(renewed.sessionKey.address).not.toBe(started.sessionKey.address)
  expect(renewed.policies).toEqual(permissions)
  await endSession(client, { storage })
  expect(await storage.getItem(itemOf(devnet, root))).toBeNull()
  const statuses = (await getSessions(devnet.publicClient(), { root })).map(({ status }) => status)
  expect(statuses).toEqual(['revoked', 'revoked'])
})

test('the private half is nowhere, and nobody can export it', async () => {
  const client = devnet.rootClient(2)
  const storage = memoryStorage()
  const session = await startSession(client, { key: 'P-256', permissions, storage })
  const item = itemOf(devnet, client.account.address)
  const { keyPair, value } = (await storage.keyPairs?.get(item)) ?? {}
  if (!keyPair) throw new Error('There is no pair.')
  for (const format of ['jwk', 'pkcs8', 'raw', 'spki'] as const)
    await expect(crypto.subtle.exportKey(format as 'jwk', keyPair.privateKey)).rejects.toThrow()
  await expect(
    crypto.subtle.wrapKey('jwk', keyPair.privateKey, keyPair.privateKey, 'AES-GCM'),
  ).rejects.toThrow()
  const said = [value, inspect(session, { depth: 9, showHidden: true }), JSON.stringify(session.sessionKey)]
  for (const text of said) expect(text).not.toMatch(/privateKey|"d":/)
  await endSession(client, { storage })
})

test('a grant whose policies nobody announced is unknown, until they are given', async () => {
  const client = devnet.rootClient(3)
  const root = client.account.address
  const { sessionKey } = await startSession(client, {
    permissions: [permissions[1].hash],
    storage: memoryStorage(),
  })
  const [session] = await getSessions(devnet.publicClient(), { root })
  expect(session).toMatchObject({
    policies: [],
    sessionKeyAddress: sessionKey.address,
    unknown: [permissions[1].hash],
  })
  const [named] = await getSessions(devnet.publicClient(), { policies: permissions, root })
  expect(named).toMatchObject({ policies: [permissions[1]], unknown: [] })
})

const texts = {
  fileStorage: () => fileStorage({ folder }),
  keystoreStorage: () => keystoreStorage({ folder, password: 'correct horse' }),
  'sealedStorage over memory': () => sealedStorage(memoryStorage(), kms),
  'what wagmi keeps': () => openStorage().storage,
  webStorage: () => {
    const { items } = openStorage()
    return webStorage({
      getItem: (key) => items.get(key) ?? null,
      removeItem: (key) => void items.delete(key),
      setItem: (key, value) => void items.set(key, value),
    })
  },
}

test.each(Object.entries(texts))('error: %s refuses the key, before the root is asked', async (_, create) => {
  folder ??= await mkdtemp(join(tmpdir(), 'foc-p256-'))
  const storage = create()
  const client = devnet.rootClient(4)
  const count = () => devnet.publicClient().getTransactionCount({ address: client.account.address })
  const before = await count()
  const error = await errorOf(startSession(client, { key: 'P-256', permissions, storage }))
  expect(error).toBeInstanceOf(KeyPairNotStorableError)
  expect(error).toMatchObject({ item: itemOf(devnet, client.account.address) })
  expect(error.message).toContain('indexedDbStorage()')
  expect(await count()).toBe(before)
  expect(await storage.getItem(itemOf(devnet, client.account.address))).toBeFalsy()
  // Nothing else is asked of it: out of a browser it gets a key that can be written down.
  const session = await startSession(client, { permissions, storage })
  expect(session.sessionKey.account.curve).toBe(undefined)
  await endSession(client, { storage })
})

test('error: a record whose key or policies were exchanged is refused, or worth nothing', async () => {
  const client = devnet.rootClient(5)
  const root = client.account.address
  const storage = memoryStorage() as Required<SessionStorage>
  await startSession(client, { key: 'P-256', permissions, storage })
  const item = itemOf(devnet, root)
  const stored = (await storage.keyPairs?.get(item)) ?? { value: '' }
  const { keyPair, value } = stored
  if (!keyPair) throw new Error('There is no pair.')
  const other = await createP256KeyPair()
  const put = (pair: typeof other, text: string) =>
    storage.keyPairs?.set(item, { keyPair: pair, value: text })
  const load = () => loadSession(client, { root, storage })

  await put(other, value)
  const exchanged = (await errorOf(load())) as InvalidStoredSessionError
  expect(exchanged.reason).toBe('its address is not that of its key')
  await put({ ...keyPair, privateKey: other.privateKey }, value)
  expect(await errorOf(load())).toMatchObject({ reason: 'it has no key' })

  // More than was granted: its hash is none of the permissions.
  const [create, add] = permissions
  const more = policy({ limit: 2n ** 60n, permission: add.operation })
  await put(keyPair, JSON.stringify({ ...JSON.parse(value), policies: [create, more] }))
  const forged = await load()
  expect(forged?.permissions).not.toContain(more.hash)
  expect(() => forged?.sessionKey.hasPermission(more)).toThrow('does not know yet')
  expect(forged?.sessionKey.expirations[add.hash]).toBeGreaterThan(0n)
})
