import { expect, onTestFinished, test, vi } from 'vitest'
import {
  endSession,
  loadSession,
  loginSync,
  Permission,
  renewSession,
  SessionNotFoundError,
  startSession,
  statusOf,
} from '../../src/index.ts'
import { expiryAfter } from '../../src/session/sessionDuration.ts'
import { errorOf, useDevnet } from '../helpers.ts'
import { openStorage } from './storages.ts'
import { itemOf, openWallet } from './wallets.ts'

// When a renewal asks the wallet, and for what.
const devnet = useDevnet()
const { AddPieces, CreateDataSet } = Permission

/** A session whose root answers as it likes from then on. */
async function started(index: number, parameters: Partial<startSession.Parameters> = {}) {
  const { items, storage } = openStorage()
  let answer: () => unknown = () => {}
  const user = openWallet(devnet, index, () => answer())
  const { sessionKey } = await startSession(user.client, { storage, ...parameters })
  return {
    answerBy: (by: () => unknown) => {
      answer = by
    },
    client: user.client,
    item: itemOf(devnet, user.client.account.address),
    items,
    /** How often the wallet was asked since it began. */
    prompts: () => user.prompts - 1,
    sessionKey,
    storage,
  }
}

const forward = (seconds: number) => devnet.testClient().increaseTime({ seconds })

test('behavior: a session is never made shorter, and not asked for when it lasts as long', async () => {
  // The chain's time counts where it is ahead of this machine's, and it is.
  await forward(10_000)
  const { client, prompts, sessionKey, storage } = await started(1, { duration: 'mobile' })
  const { timestamp } = await devnet.publicClient().getBlock()
  const left = Number((sessionKey.expirations[AddPieces] ?? 0n) - timestamp)
  for (const duration of ['web', left] as const) {
    const same = await renewSession(client, { duration, storage })
    expect(same.sessionKey.expirations).toEqual(sessionKey.expirations)
  }
  expect(prompts()).toBe(0)
  const renewed = await renewSession(client, { duration: left + 1, storage })
  expect(renewed.sessionKey.expirations[AddPieces]).toBe((sessionKey.expirations[AddPieces] ?? 0n) + 1n)
  expect(prompts()).toBe(1)
})

test('behavior: renewed twice at the same time, the wallet is asked once, however long its user takes', async () => {
  const { answerBy, client, prompts, storage } = await started(2)
  answerBy(() => forward(100))
  const [first, second] = await Promise.all([
    renewSession(client, { duration: 'mobile', storage }),
    renewSession(client, { duration: 'mobile', storage }),
  ])
  expect(second.sessionKey.expirations).toEqual(first.sessionKey.expirations)
  expect(prompts()).toBe(1)
})

test.each([
  ['first', AddPieces],
  ['last', CreateDataSet],
])('behavior: it is the permission that ends first that counts, be it the %s', async (_, longer) => {
  const permissions = [CreateDataSet, AddPieces]
  const { client, prompts, sessionKey, storage } = await started(3, { permissions })
  const expiry = (sessionKey.expirations[longer] ?? 0n) + 864_000n
  await loginSync(devnet.rootClient(3), {
    expiry,
    permissions: [longer],
    sessionKeyAddress: sessionKey.address,
  })
  await renewSession(client, { duration: 'mobile', storage })
  expect(prompts()).toBe(1)
})

test('behavior: a replacement that was interrupted is ended, and the root is not asked for another key', async () => {
  const { answerBy, client, item, items, prompts, sessionKey, storage } = await started(4)
  // The new key is granted, and the old one not revoked.
  answerBy(() => {
    if (prompts() === 2) throw new Error('The connection was lost.')
  })
  await errorOf(renewSession(client, { newKey: true, storage }))
  const next = JSON.parse(items.get(`${item}.next`) ?? '')
  expect([prompts(), next.state, items.size]).toEqual([2, 'granted', 2])
  const session = await renewSession(client, { newKey: true, storage })
  expect([session.sessionKey.address, statusOf(session)]).toEqual([next.address, 'active'])
  expect(session.sessionKey.address).not.toBe(sessionKey.address)
  expect([prompts(), [...items.keys()]]).toEqual([3, [item]])
})

test('behavior: what was asked for and not granted yet is asked for again, with the same key', async () => {
  const { storage } = openStorage()
  const lost = openWallet(devnet, 5, () => {
    throw new Error('The connection was lost.')
  })
  await errorOf(startSession(lost.client, { storage }))
  const { client } = lost
  const pending = await loadSession(client, { root: client.account.address, storage })
  const user = openWallet(devnet, 5)
  const session = await renewSession(user.client, { storage })
  expect([session.sessionKey.address, statusOf(session)]).toEqual([pending?.sessionKey.address, 'active'])
  expect(user.prompts).toBe(1)
})

test('error: a session that is to be revoked is not renewed', async () => {
  const { client, item, items, prompts, storage } = await started(5)
  const root = client.account.address
  await errorOf(endSession(devnet.publicClient(), { root, storage }))
  for (const newKey of [false, true]) {
    const error = await errorOf(renewSession(client, { duration: 'mobile', newKey, storage }))
    expect(error).toBeInstanceOf(SessionNotFoundError)
    expect(error).toMatchObject({ root })
  }
  expect(prompts()).toBe(0)
  expect(JSON.parse(items.get(item) ?? '').state).toBe('ending')
})

test('error: a user who clears what is stored while the wallet asks has no session', async () => {
  const { answerBy, client, items, prompts, storage } = await started(6)
  answerBy(() => {
    if (prompts() === 2) items.clear()
  })
  const error = await errorOf(renewSession(client, { newKey: true, storage }))
  expect(error).toBeInstanceOf(SessionNotFoundError)
  expect(error).toMatchObject({ root: client.account.address })
  expect(await loadSession(client, { root: client.account.address, storage })).toBe(undefined)
})

test('behavior: a session begins now, or when the chain is, whichever is later', () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  onTestFinished(() => void vi.useRealTimers())
  vi.setSystemTime(1_000_000_000)
  expect(expiryAfter(999_990n, 'web')).toBe(1_003_600n)
  expect(expiryAfter(1_000_000n, 'web')).toBe(1_003_600n)
  expect(expiryAfter(1_000_010n, 'web')).toBe(1_003_610n)
})
