import { chmod, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { inspect } from 'node:util'
import {
  addPieces,
  createDataSet,
  findPiece,
  uploadPieceStreaming,
  waitForAddPieces,
  waitForCreateDataSet,
} from '@filoz/synapse-core/sp'
import { loginSync, revokeSync, signLogin, UploadPermissions } from 'foc-session-keys'
import { createTestClient, http } from 'viem'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createApp } from '../src/app.ts'
import { bearer, tokenOf } from '../src/bearer.ts'
import type { Database } from '../src/database.ts'
import { embeddedDatabase } from '../src/embeddedDatabase.ts'
import { KeyFileError, localKms } from '../src/kms.ts'
import { migrate } from '../src/migrate.ts'
import type { Service } from '../src/service.ts'
import { sessionOf, userOf as userRowOf } from '../src/sessions.ts'
import { createWatcher } from '../src/watcher.ts'
import { errors, grantOf, newData, storedBy, useBackend, userOf } from './helpers.ts'

// PostgreSQL embedded, the published SDK, a devnet.
const backend = useBackend()
let database: Database
let service: Service

beforeAll(async () => {
  database = await embeddedDatabase()
  service = await backend.service(database)
}, 60_000)
afterAll(() => database?.close())

const rowOf = async (userId: string) =>
  (
    await database.query<{ expires_at: string; session_key: string }>(
      'select session_key, expires_at::text as expires_at from sessions where user_id = $1',
      [userId],
    )
  )[0]

test('default: a session by transaction, an upload, the end', async () => {
  const alice = userOf(service, 'alice')
  const root = backend.wallet(0)
  expect(await alice.session()).toEqual({ body: { expiresAt: '0', status: 'none' }, status: 200 })

  const started = await alice.start({ root: root.account.address })
  expect(started).toMatchObject({ body: { root: root.account.address, status: 'pending' }, status: 200 })
  const { data, to } = started.body.call
  // Asked again, it is the same key.
  const again = await alice.start({ root: root.account.address })
  expect(again.body.address).toBe(started.body.address)
  const refused = await alice.upload(newData(), 'too early')
  expect(refused).toMatchObject({
    body: { error: { name: 'SessionNotActiveError', status: 'pending' } },
    status: 409,
  })

  const hash = await root.sendTransaction({ data, to })
  await backend.publicClient().waitForTransactionReceipt({ hash })
  expect((await alice.session()).body).toMatchObject({ address: started.body.address, status: 'active' })

  const content = newData(5000)
  const piece = await alice.upload(content, 'photo 1')
  expect(piece).toMatchObject({ body: { size: '5000' }, status: 200 })
  const { pieces, synapse } = await storedBy(backend.devnet, root.account.address)
  expect(pieces).toEqual([
    {
      dataSetId: BigInt(piece.body.dataSetId),
      pieceCid: piece.body.pieceCid,
      pieceId: BigInt(piece.body.pieceId),
    },
  ])
  const downloaded = await synapse.storage.download({ pieceCid: piece.body.pieceCid })
  expect(Buffer.from(downloaded).equals(content)).toBe(true)

  expect(await alice.end()).toEqual({ body: { expiresAt: '0', status: 'none' }, status: 200 })
  expect(await alice.end()).toEqual({ body: { expiresAt: '0', status: 'none' }, status: 200 })
  expect(await database.query("select key from items where key like 'alice/%'")).toEqual([])
  // What was stored is told also now.
  expect(await alice.upload(content, 'photo 1')).toEqual(piece)
  expect((await alice.upload(content, 'photo 2')).body.error).toMatchObject({
    name: 'SessionNotActiveError',
    status: 'none',
  })
})

test('behavior: what the wallet signed is relayed, once, and renewed', async () => {
  const bob = userOf(service, 'bob')
  const root = backend.wallet(1)
  const balance = () => backend.publicClient().getBalance({ address: root.account.address })
  const before = await balance()
  const { body } = await bob.start({ root: root.account.address })
  const signed = await signLogin(root, grantOf(body.signLogin))
  const relayed = await bob.start({ signed })
  expect(relayed).toMatchObject({ body: { address: body.address, status: 'active' }, status: 200 })
  expect(await bob.start({ signed })).toEqual(relayed)
  expect(await balance()).toBe(before)

  expect((await bob.start({ root: root.account.address })).body.signLogin).toBeUndefined()
  const renewal = await bob.start({ renew: true, root: root.account.address })
  expect(renewal.body.address).toBe(body.address)
  expect(BigInt(renewal.body.signLogin.expiry)).toBeGreaterThanOrEqual(BigInt(relayed.body.expiresAt))

  // Not what was signed for another's key.
  const carol = userOf(service, 'carol')
  await carol.start({ root: root.account.address })
  expect(await carol.start({ signed })).toMatchObject({
    body: { error: { name: 'BadRequestError' } },
    status: 400,
  })
  expect(await bob.start({ root: backend.wallet(2).account.address })).toMatchObject({
    body: { error: { name: 'OtherRootError', root: root.account.address } },
    status: 409,
  })
})

test('behavior: a stranger who grants to the same key, and has its messages count for itself, keeps no upload away', async () => {
  const user = userOf(service, 'nina')
  const root = backend.wallet(0)
  const stranger = backend.wallet(3)
  const [provider] = backend.devnet.providers
  const content = newData()
  const { body } = await user.start({ root: root.account.address })
  for (const owner of [root, stranger]) await loginSync(owner, grantOf(body.signLogin))
  await backend.fund(3)
  const session = await sessionOf(service, await userRowOf(service, 'nina'))
  if (!session) throw new Error('There is no session.')
  const key = session.sessionKey.client
  const intended = async () => `${(await userRowOf(service, 'nina'))?.client_data_set_id}`
  const make = async (signer: Parameters<typeof createDataSet>[0], clientDataSetId: string) =>
    waitForCreateDataSet({
      ...(await createDataSet(signer, {
        cdn: false,
        clientDataSetId: BigInt(clientDataSetId),
        payee: provider.address,
        payer: stranger.account.address,
        serviceURL: provider.serviceUrl,
      })),
      pollInterval: 20,
    })

  // The creation: written down, not arrived, and spent elsewhere.
  for (const each of backend.devnet.providers) await each.stop()
  expect((await user.upload(content, 'first')).body.error.name).toBe('UploadFailedError')
  for (const each of backend.devnet.providers) await each.start()
  const before = await intended()
  await make(key, before)
  const first = await user.upload(content, 'first')
  expect(first).toMatchObject({ status: 200 })
  expect(await intended()).not.toBe(before)

  // An addition: to a data set of the stranger, which it named alike.
  const { dataSetId } = await make(stranger, await intended())
  for (const each of backend.devnet.providers) await each.stop()
  expect((await user.upload(content, 'second')).body.error.name).toBe('UploadFailedError')
  for (const each of backend.devnet.providers) await each.start()
  const [{ nonce } = { nonce: '' }] = await database.query<{ nonce: string }>(
    "select nonce from uploads where user_id = 'nina' and key = 'second'",
  )
  const { pieceCid } = await uploadPieceStreaming({ data: newData(), serviceURL: provider.serviceUrl })
  await findPiece({ pieceCid, retry: true, serviceURL: provider.serviceUrl })
  await waitForAddPieces({
    ...(await addPieces(key, {
      clientDataSetId: BigInt(await intended()),
      dataSetId,
      nonce: BigInt(nonce),
      pieces: [{ pieceCid }],
      serviceURL: provider.serviceUrl,
    })),
    pollInterval: 20,
  })
  // Its own is refused once, and not taken for done.
  expect((await user.upload(content, 'second')).body.error.name).toBe('UploadFailedError')
  const second = await user.upload(content, 'second')
  expect(second).toMatchObject({ body: { dataSetId: first.body.dataSetId }, status: 200 })
  expect(await user.upload(content, 'second')).toEqual(second)
})

test('behavior: a root that was given by mistake can be taken back', async () => {
  const user = userOf(service, 'mike')
  const [wrong, right] = [backend.wallet(1).account.address, backend.wallet(0)]
  const first = await user.start({ root: wrong })
  expect((await user.start({ root: right.account.address })).body.error.name).toBe('OtherRootError')
  await user.end()
  const second = await user.start({ root: right.account.address })
  expect(second).toMatchObject({ body: { root: right.account.address, status: 'pending' }, status: 200 })
  expect(second.body.address).not.toBe(first.body.address)
  await loginSync(right, grantOf(second.body.signLogin))
  expect((await user.session()).body.status).toBe('active')
})

test('behavior: without a relayer, the wallet sends the end, too', async () => {
  const alone = await backend.service(database, { relayerKey: undefined })
  const user = userOf(alone, 'dan')
  const root = backend.wallet(1)
  const { body } = await user.start({ root: root.account.address })
  expect(body.signLogin).toBeUndefined()
  await backend.publicClient().waitForTransactionReceipt({ hash: await root.sendTransaction(body.call) })
  const ended = await user.end()
  expect(ended).toMatchObject({ body: { address: body.address, status: 'active' }, status: 202 })
  // It is no longer used, and not forgotten before it is over.
  expect((await user.upload(newData(), 'late')).status).toBe(409)
  const hash = await root.sendTransaction(ended.body.call)
  await backend.publicClient().waitForTransactionReceipt({ hash })
  expect((await user.session()).body.status).toBe('none')
})

test('behavior: users never see each other', async () => {
  const none = userOf(service, 'alice', 'mallory')
  for (const answer of [
    await none.session(),
    await none.end(),
    await none.start({ root: backend.wallet(0).account.address }),
    await none.upload(newData(), 'theirs'),
    await userOf(service, 'nobody at all', 'mallory').session(),
  ])
    expect(answer).toEqual({
      body: { error: { message: 'That is another user.', name: 'OtherUserError' } },
      status: 403,
    })
  const app = createApp(service, { authenticate: bearer('a secret') })
  for (const token of ['', 'x', tokenOf('another secret', 'alice'), `${tokenOf('a secret', 'alice')}x`])
    expect(
      (await app.request('/users/alice/session', { headers: { authorization: `Bearer ${token}` } })).status,
    ).toBe(401)
})

test('behavior: an upload needs a session that holds for long enough', async () => {
  const user = userOf(service, 'erin')
  const root = backend.wallet(0)
  const { body } = await user.start({ root: root.account.address })
  const { timestamp } = await backend.publicClient().getBlock()
  const expiry = timestamp + 500n
  await loginSync(root, { ...grantOf(body.signLogin), expiry })
  expect(await user.upload(newData(), 'short')).toMatchObject({
    body: {
      error: {
        expiresAt: `${expiry}`,
        minValidity: '600',
        name: 'SessionNotActiveError',
        status: 'expiring',
      },
    },
    status: 409,
  })
  const patient = await backend.service(database, { minValidity: 60n })
  expect((await userOf(patient, 'erin').upload(newData(), 'short')).status).toBe(200)
})

test('behavior: an idempotency key is one piece, at once and again, and of one content', async () => {
  const user = userOf(service, 'frank')
  const root = backend.wallet(0)
  await user.grant(root)
  const before = (await storedBy(backend.devnet, root.account.address)).pieces.length
  const content = newData()
  const answers = await Promise.all(Array.from({ length: 5 }, () => user.upload(content, 'same')))
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
  expect(answers[0]?.status).toBe(200)
  expect(await user.upload(newData(), 'same')).toMatchObject({
    body: { error: { name: 'IdempotencyKeyError' } },
    status: 422,
  })
  expect((await storedBy(backend.devnet, root.account.address)).pieces.length).toBe(before + 1)
  expect(await user.upload(content, '')).toMatchObject({
    body: { error: { name: 'BadRequestError' } },
    status: 400,
  })
})

test('behavior: what was added is found again, also by the next session', async () => {
  const user = userOf(service, 'lena')
  const root = backend.wallet(0)
  const before = (await storedBy(backend.devnet, root.account.address)).pieces.length
  await user.grant(root)
  const content = newData()
  const piece = await user.upload(content, 'photo')
  expect(piece.status).toBe(200)
  // As if the process had died before it wrote down what came of it.
  const forget = () =>
    database.query("update uploads set piece_id = null, data_set_id = null where user_id = 'lena'")
  await forget()
  expect(await user.upload(content, 'photo')).toEqual(piece)
  await forget()
  await user.end()
  expect(await user.upload(content, 'photo')).toEqual(piece)
  await forget()
  await user.grant(root)
  expect(await user.upload(content, 'photo')).toEqual(piece)
  expect((await storedBy(backend.devnet, root.account.address)).pieces.length).toBe(before + 1)
})

test('behavior: several first uploads at once make one data set', async () => {
  await backend.fund(2)
  const root = backend.wallet(2)
  const user = userOf(service, 'grace')
  await user.grant(root)
  const answers = await Promise.all([1, 2, 3, 4].map((each) => user.upload(newData(), `photo ${each}`)))
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
  const { dataSets, pieces } = await storedBy(backend.devnet, root.account.address)
  expect([dataSets, pieces.length]).toEqual([1, 4])
})

test('error: rows that were changed are refused', async () => {
  const [heidi, ivan] = [userOf(service, 'heidi'), userOf(service, 'ivan')]
  const [first, second] = [backend.wallet(0), backend.wallet(1)]
  await heidi.grant(first)
  await ivan.grant(second)
  const rows = await database.query<{ key: string; value: string }>(
    "select key, value from items where key like 'heidi/%' or key like 'ivan/%' order by key",
  )
  const [his, hers] = [rows[1], rows[0]]
  if (!his || !hers) throw new Error('Nothing is stored.')
  const write = (key: string, value: string) =>
    database.query(
      'insert into items (key, value) values ($1, $2) on conflict (key) do update set value = $2',
      [key, value],
    )
  const refusal = { body: { error: { name: 'InvalidStoredSessionError' } }, status: 409 }

  // The sealed row of another in its place.
  await write(his.key, hers.value)
  expect(await ivan.upload(newData(), 'theirs')).toMatchObject(refusal)
  await write(his.key, his.value)
  // The other's root, alone and with the other's sealed row.
  await database.query('update sessions set root = $1 where user_id = $2', [first.account.address, 'ivan'])
  expect((await ivan.upload(newData(), 'theirs')).body.error).toMatchObject({ status: 'none' })
  const inHisName = hers.key.replace('heidi/', 'ivan/')
  await write(inHisName, hers.value)
  expect(await ivan.upload(newData(), 'theirs')).toMatchObject(refusal)
  await database.query('delete from items where key = $1', [inHisName])
  await database.query('update sessions set root = $1 where user_id = $2', [second.account.address, 'ivan'])
  // The other's address; then parts of what is sealed.
  await database.query('update sessions set session_key = $1 where user_id = $2', [
    first.account.address,
    'ivan',
  ])
  expect(await ivan.upload(newData(), 'theirs')).toMatchObject({
    body: { error: { name: 'ChangedRowError' } },
    status: 409,
  })
  await database.query('update sessions set session_key = $1 where user_id = $2', [
    JSON.parse(his.value).context.address,
    'ivan',
  ])
  const row = JSON.parse(his.value)
  for (const changed of [
    { ...row, context: { ...row.context, address: first.account.address } },
    { ...row, context: { ...row.context, chainId: '1' } },
    { ...row, sealed: JSON.parse(hers.value).sealed },
    { ...row, data: JSON.parse(hers.value).data },
  ]) {
    await write(his.key, JSON.stringify(changed))
    expect((await ivan.session()).status).toBe(409)
  }
  await write(his.key, his.value)
  expect((await ivan.session()).body.status).toBe('active')
})

test('behavior: no secret is in a row, an answer or an error', async () => {
  const user = userOf(service, 'judy')
  const { body } = await user.start({ root: backend.wallet(0).account.address })
  const rows = await database.query<{ key: string; value: string }>(
    "select * from items where key like 'judy/%'",
  )
  const item = rows[0]?.key.slice('judy/'.length) ?? ''
  const secret = JSON.parse((await service.storageOf('judy').getItem(item)) ?? '').privateKey as string
  expect(secret).toMatch(/^0x[0-9a-f]{64}$/)
  const answers = [body, (await user.session()).body, (await user.upload(newData(), 'a')).body]
  const told = inspect([rows, answers, errors], { depth: 20, showHidden: true })
  expect(told).toContain(body.address)
  expect(told.toLowerCase()).not.toContain(secret.slice(2))
})

test('behavior: the key file is made once, and for its owner only', async () => {
  const path = join(backend.folder, 'keys', 'key')
  const all = await Promise.all([localKms(path), localKms(path), localKms(path)])
  expect((await stat(path)).mode & 0o777).toBe(0o600)
  const sealedFor = { address: '0x01', chainId: '1', registry: '0x02', root: '0x03' }
  const dataKey = crypto.getRandomValues(new Uint8Array(32))
  const sealed = new Uint8Array((await all[0]?.seal(dataKey, sealedFor)) ?? [])
  expect(await all[2]?.open(sealed, { ...sealedFor })).toEqual(dataKey)
  await expect(all[1]?.open(sealed, { ...sealedFor, root: '0x04' })).rejects.toThrow('it is not used')
  const bytes = await readFile(path)
  await chmod(path, 0o644)
  await expect(localKms(path)).rejects.toThrow(KeyFileError)
  await chmod(path, 0o600)
  await writeFile(path, bytes.subarray(1))
  await expect(localKms(path)).rejects.toThrow('31 bytes')
})

test('behavior: the database follows the chain, and migrates once', async () => {
  const user = userOf(service, 'kim')
  const root = backend.wallet(0)
  const { look } = createWatcher(service)
  await look()
  await look()
  // However many users there are: one for the block, one for the events.
  const asked = vi.spyOn(globalThis, 'fetch')
  await look()
  expect(asked).toHaveBeenCalledTimes(2)
  asked.mockRestore()
  const { body } = await user.start({ root: root.account.address })
  expect((await rowOf('kim'))?.expires_at).toBe('0')
  await loginSync(root, grantOf(body.signLogin))
  await look()
  expect((await rowOf('kim'))?.expires_at).toBe(body.signLogin.expiry)
  await revokeSync(root, { permissions: [UploadPermissions[1]], sessionKeyAddress: body.address })
  await look()
  expect((await rowOf('kim'))?.expires_at).toBe('0')
  await loginSync(root, grantOf(body.signLogin))
  // A block that another took the place of.
  const chain = createTestClient({ chain: backend.devnet.chain, mode: 'anvil', transport: http() })
  await look()
  const snapshot = await chain.snapshot()
  await revokeSync(root, { permissions: [UploadPermissions[0]], sessionKeyAddress: body.address })
  await look()
  expect((await rowOf('kim'))?.expires_at).toBe('0')
  await chain.revert({ id: snapshot })
  await chain.mine({ blocks: 2 })
  await look()
  expect((await rowOf('kim'))?.expires_at).toBe(body.signLogin.expiry)
  // One that begins now knows what happened before.
  await createWatcher(service).look()
  expect((await rowOf('kim'))?.expires_at).toBe(body.signLogin.expiry)
  expect(await database.query('show fsync')).toEqual([{ fsync: 'on' }])
  await migrate(database)
  expect((await database.query('select * from migrations')).length).toBe(1)
})
