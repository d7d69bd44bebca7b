import { once } from 'node:events'
import { createServer } from 'node:http'
import { join } from 'node:path'
import {
  getExpirations,
  loginSync,
  revokeSync,
  sessionKeyRegistryAbi,
  signLogin,
  UploadPermissions,
} from 'foc-session-keys'
import type { Address } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../src/database.ts'
import { serverDatabase } from '../src/serverDatabase.ts'
import type { Service } from '../src/service.ts'
import { sweep, webhook } from '../src/sweep.ts'
import { createWatcher } from '../src/watcher.ts'
import { grantOf, newData, secret, storedBy, useBackend, userOf } from './helpers.ts'
import type { InstanceOptions } from './instance.ts'
import { createInstances } from './useInstances.ts'
import { usePostgres } from './usePostgres.ts'

// A PostgreSQL server, and instances of the service in processes of their own that share it with one in this process.
const backend = useBackend()
const postgres = usePostgres()
let instances: Awaited<ReturnType<typeof createInstances>>
let databaseUrl: string
let database: Database
let service: Service

beforeAll(async () => {
  instances = await createInstances()
  databaseUrl = await postgres.newDatabase()
  database = serverDatabase(databaseUrl)
  service = await backend.service(database)
}, 60_000)
afterAll(async () => {
  await instances?.stop()
  await database?.close()
})

const start = (options: Partial<InstanceOptions> = {}) =>
  instances.start({
    chain: backend.devnet.chain,
    databaseUrl,
    interval: 1_000_000,
    keyFile: join(backend.folder, 'key'),
    relayerKey: backend.devnet.accounts.at(-1)?.privateKey ?? '0x',
    tokenSecret: secret,
    ...options,
  })

const itemsOf = async (userId: string) =>
  (await database.query('select key from items where key like $1', [`${userId}/%`])).length

const holds = async (root: Address, sessionKeyAddress: Address) =>
  Object.values(await getExpirations(backend.publicClient(), { root, sessionKeyAddress })).some(
    (expiry) => expiry > 0n,
  )

test('default: two instances are one service', async () => {
  const [first, second] = await Promise.all([start(), start()])
  const root = backend.wallet(0)
  const users = [first.user('alice'), second.user('alice')] as const
  const started = await Promise.all(users.map((user) => user.start({ root: root.account.address })))
  expect(new Set(started.map(({ body }) => body.address)).size).toBe(1)
  await loginSync(root, grantOf(started[0]?.body.signLogin))

  const content = newData()
  const answers = await Promise.all([...users, ...users].map((user) => user.upload(content, 'photo')))
  expect(answers[0]?.status).toBe(200)
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
  const { dataSets, pieces } = await storedBy(backend.devnet, root.account.address)
  expect([dataSets, pieces.length]).toEqual([1, 1])

  const ended = await Promise.all(users.map((user) => user.end()))
  expect(ended.map(({ body }) => body.status)).toEqual(['none', 'none'])
  expect(await itemsOf('alice')).toBe(0)
  await Promise.all([first.kill(), second.kill()])
})

test('behavior: each is told once, seven days, one day and one hour before', async () => {
  const received: string[] = []
  const server = createServer((request, response) => {
    received.push(String(request.headers['idempotency-key']))
    request.resume()
    response.end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const webhookUrl = `http://127.0.0.1:${Object(address).port}`
  const { timestamp } = await backend.publicClient().getBlock()
  const own = serverDatabase(await postgres.newDatabase())
  try {
    // Of 40 users, ten each end in an hour, a day, a week, and later.
    const instance = await backend.service(own)
    const ends = [3_600n, 86_400n, 604_800n, 700_000n]
    for (let index = 0; index < 40; index++)
      await own.query(
        'insert into sessions (user_id, root, session_key, expires_at) values ($1, $2, $3, $4)',
        [
          `user ${index}`,
          backend.wallet(0).account.address,
          `key ${index}`,
          `${timestamp + (ends[index % 4] ?? 0n)}`,
        ],
      )
    const tell = webhook(webhookUrl)
    const all = (now: bigint) => Promise.all([1, 2, 3].map(() => sweep(instance, tell, now)))
    const counts = await all(timestamp)
    expect(counts.reduce((sum, count) => sum + count)).toBe(30)
    expect(new Set(received).size).toBe(30)
    expect(received.length).toBe(30)
    await all(timestamp)
    expect(received.length).toBe(30)
    // A day before their ends, those of a week and the later ones; those that are over are told nothing.
    await all(timestamp + 604_800n - 86_400n)
    expect(received.slice(30).filter((key) => key.endsWith(':86400')).length).toBe(10)
    expect(received.slice(30).filter((key) => key.endsWith(':604800')).length).toBe(10)
    expect(received.length).toBe(50)

    // One that was not told is tried again once its claim is over; a renewal is told anew.
    const later = timestamp + 604_801n
    const renewed = later + 3_600n
    await own.query("update sessions set expires_at = $1 where user_id = 'user 0'", [`${renewed}`])
    const failed: string[] = []
    const fail = async (_: unknown, key: string) => {
      failed.push(key)
      throw new Error('It is not there.')
    }
    expect(await sweep(instance, fail, later)).toBe(0)
    expect(failed).toContain(`key 0:${renewed}:3600`)
    expect(await sweep(instance, tell, later)).toBe(0)
    await own.query(
      "update sessions set telling_until = now() - interval '1 second' where telling_until is not null",
    )
    expect(await sweep(instance, tell, later)).toBe(failed.length)
    expect(received.slice(50).sort()).toEqual(failed.sort())
  } finally {
    await own.close()
    await new Promise((resolve) => server.close(resolve))
  }
})

test('behavior: the watchers of two instances follow the chain', async () => {
  const root = backend.wallet(0)
  const user = userOf(service, 'bob')
  const { body } = await user.start({ root: root.account.address })
  const watchers = [createWatcher(service), createWatcher(service)]
  const look = () => Promise.all(watchers.map((watcher) => watcher.look()))
  const expiry = async () =>
    (
      await database.query<{ expires_at: string }>(
        "select expires_at::text from sessions where user_id = 'bob'",
      )
    )[0]?.expires_at
  await look()
  await loginSync(root, grantOf(body.signLogin))
  await look()
  expect(await expiry()).toBe(body.signLogin.expiry)
  await revokeSync(root, { permissions: UploadPermissions, sessionKeyAddress: body.address })
  await look()
  expect(await expiry()).toBe('0')
})

/** Kills an instance at each of its steps in turn, until there is none left, and goes on in this process. */
async function killAtEachStep(parameters: {
  act: (user: ReturnType<typeof userOf>, context: { userId: string }) => Promise<{ status: number }>
  name: string
  prepare?: (user: ReturnType<typeof userOf>) => Promise<unknown>
  verify: (user: ReturnType<typeof userOf>, userId: string) => Promise<void>
}): Promise<number> {
  const { act, name, prepare, verify } = parameters
  for (let killAt = 1; ; killAt++) {
    const userId = `${name} ${killAt}`
    const here = userOf(service, userId)
    await prepare?.(here)
    const instance = await start({ killAt })
    const answer = await act(instance.user(userId), { userId }).catch(() => undefined)
    await instance.kill()
    const again = await act(here, { userId })
    expect(again.status, `${name}, killed at step ${killAt}`).toBe(200)
    await verify(here, userId)
    if (answer) return killAt - 1
  }
}

test('behavior: an instance that is killed at any step of a start loses no key and no grant', async () => {
  const root = backend.wallet(0)
  const steps = await killAtEachStep({
    act: async (user) => {
      const started = await user.start({ root: root.account.address })
      if (!started.body.signLogin) return started
      return user.start({ signed: await signLogin(root, grantOf(started.body.signLogin)) })
    },
    name: 'start',
    verify: async (user, userId) => {
      const { body } = await user.session()
      expect(body.status).toBe('active')
      expect(await itemsOf(encodeURIComponent(userId))).toBe(1)
      // Nobody else was granted anything on the way.
      const granted = await backend.publicClient().getContractEvents({
        abi: sessionKeyRegistryAbi,
        address: backend.devnet.chain.contracts.sessionKeyRegistry.address,
        eventName: 'AuthorizationsUpdated',
        fromBlock: 0n,
      })
      const known = await database.query<{ session_key: string }>('select session_key from sessions')
      for (const { args } of granted)
        if (args.expiry !== 0n && (await holds(root.account.address, args.signer as Address)))
          expect(known.map(({ session_key }) => session_key)).toContain(args.signer)
    },
  })
  expect(steps).toBeGreaterThanOrEqual(8)
}, 120_000)

test('behavior: an instance that is killed at any step of an upload stores and bills it once', async () => {
  await backend.fund(3)
  const root = backend.wallet(3)
  const content = newData()
  let count = 0
  const steps = await killAtEachStep({
    act: (user) => user.upload(content, 'photo'),
    name: 'upload',
    prepare: (user) => user.grant(root),
    verify: async () => {
      count++
      const { dataSets, pieces } = await storedBy(backend.devnet, root.account.address)
      expect([dataSets, pieces.length]).toEqual([count, count])
    },
  })
  expect(steps).toBeGreaterThanOrEqual(16)
}, 180_000)

test('behavior: an instance that is killed at any step of an end leaves no grant', async () => {
  const root = backend.wallet(0)
  const addresses = new Map<string, Address>()
  const steps = await killAtEachStep({
    act: (user) => user.end(),
    name: 'end',
    prepare: async (user) => {
      addresses.set('last', await user.grant(root))
    },
    verify: async (user, userId) => {
      expect((await user.session()).body.status).toBe('none')
      expect(await holds(root.account.address, addresses.get('last') as Address)).toBe(false)
      expect(await itemsOf(encodeURIComponent(userId))).toBe(0)
    },
  })
  expect(steps).toBeGreaterThanOrEqual(8)
}, 120_000)

test('behavior: uploads through two instances, one killed half-way, are stored and billed once each', async () => {
  await backend.fund(4)
  const root = backend.wallet(4)
  const user = userOf(service, 'kim')
  await user.grant(root)
  const [first, second] = await Promise.all([start(), start()])
  const contents = Array.from({ length: 40 }, () => newData(200))
  let done = 0
  const answers = await Promise.all(
    contents.map(async (content, index) => {
      const key = `piece ${index}`
      const through = index % 2 === 0 ? first : second
      const answer = await through
        .user('kim')
        .upload(content, key)
        .catch(() => undefined)
      if (++done === 10) await first.kill()
      return answer ?? second.user('kim').upload(content, key)
    }),
  )
  expect(answers.map(({ status }) => status)).toEqual(Array(40).fill(200))
  const { dataSets, pieces } = await storedBy(backend.devnet, root.account.address)
  expect([dataSets, pieces.length]).toEqual([1, 40])
  expect(new Set(pieces.map(({ pieceCid }) => pieceCid)).size).toBe(40)
  await second.kill()
}, 120_000)
