import { type Address, numberToHex } from 'viem'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { local } from '../src/chains.ts'
import {
  type Expirations,
  fromSecp256k1,
  InvalidNumberError,
  LegacyPermission,
  Permission,
  policy,
  SessionKeyNotSyncedError,
  syncAll,
} from '../src/index.ts'
import { errorOf } from './helpers.ts'
import { scriptedNode } from './scriptedNode.ts'

const { AddPieces, CreateDataSet, TerminateDataSet } = Permission
const root: Address = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'
const interval = 1000

/** The second of a block of the scripted node. */
const secondOf = (block: number) => 1_000_000n + 30n * BigInt(block)

beforeEach(() => {
  vi.useFakeTimers({ now: Number(secondOf(5000)) * 1000 })
})
afterEach(() => {
  vi.useRealTimers()
})

const pass = (seconds: number) => vi.advanceTimersByTimeAsync(1000 * seconds)

/** A session key, the node that it asks, and what it tells. */
function sessionKeyOf(options: Partial<fromSecp256k1.Parameters> = {}) {
  const { node, transport } = scriptedNode()
  const sessionKey = fromSecp256k1({
    chain: local,
    permissions: [AddPieces],
    pollingInterval: interval,
    privateKey: numberToHex(1, { size: 32 }),
    root,
    transport,
    ...options,
  })
  const heard: unknown[] = []
  for (const type of ['connected', 'disconnected', 'error', 'expired', 'expiring'] as const)
    sessionKey.on(type, (payload) => heard.push(Array.isArray(payload) ? [type, ...payload] : type))
  return { heard, node, sessionKey }
}

describe('a sync', () => {
  test('behavior: an answer older than the last is asked for again, and then believed', async () => {
    const { node, sessionKey } = sessionKeyOf()
    await sessionKey.syncExpirations()
    node.head = 4999
    node.expiry = 8n
    await sessionKey.syncExpirations()
    expect(node.requests).toEqual(['read 1', 'read 1', 'read 1'])
    expect(sessionKey.expirations).toEqual({ [AddPieces]: 8n })
  })

  test('behavior: so does one of several', async () => {
    const { node, sessionKey } = sessionKeyOf()
    await sessionKey.syncExpirations()
    node.head = 4999
    const synced = syncAll([sessionKey])
    await pass(1)
    await synced
    expect(node.requests).toEqual(['read 1', 'read 1', 'read 1'])
  })

  test('behavior: an answer that another overtook is asked for again, and is not believed for that', async () => {
    const { node, sessionKey } = sessionKeyOf()
    let letGo = () => {}
    node.before = () =>
      new Promise<void>((resolve) => {
        letGo = resolve
      })
    const first = sessionKey.syncExpirations()
    await pass(0)
    node.before = () => undefined
    await sessionKey.syncExpirations()
    node.head = 4999
    letGo()
    await first
    // The first again, which is older now, and that once more.
    expect(node.requests).toHaveLength(4)
  })

  test('behavior: what was synced beyond the rest is watched up to its last second', async () => {
    for (const [expiry, known] of [
      [secondOf(5000), 9_999_999n],
      [secondOf(5000) - 1n, secondOf(5000) - 1n],
    ] as const) {
      const { node, sessionKey } = sessionKeyOf()
      node.expiry = expiry
      await sessionKey.syncExpirations([AddPieces, CreateDataSet])
      node.expiry = 9_999_999n
      await sessionKey.watch()
      expect(sessionKey.expirations).toEqual({ [AddPieces]: 9_999_999n, [CreateDataSet]: known })
      sessionKey.unwatch()
    }
  })

  test('behavior: a watcher that reads an older state has made sure of it', async () => {
    const { node, sessionKey } = sessionKeyOf()
    await sessionKey.watch()
    node.head = 4990
    node.expiry = 8n
    await pass(10)
    expect(sessionKey.expirations).toEqual({ [AddPieces]: 8n })
    sessionKey.unwatch()
  })
})

describe('what time tells', () => {
  const expiry = secondOf(5000) + 3000n

  test('default: expiring is heard half an hour before the end, and expired in the second after it', async () => {
    const { heard, node, sessionKey } = sessionKeyOf({ pollingInterval: 100_000 })
    node.expiry = expiry
    await sessionKey.watch()
    await pass(0)
    expect(heard).toEqual(['connected'])
    await pass(1200)
    expect(heard.slice(1)).toEqual([])
    await pass(1)
    expect(heard.slice(1)).toEqual([['expiring', AddPieces]])
    await pass(1799)
    expect(heard.slice(2)).toEqual([])
    await pass(1)
    expect(heard.slice(2)).toEqual([['expired', AddPieces]])
    sessionKey.unwatch()
    expect(heard.slice(3)).toEqual(['disconnected'])
  })

  test('behavior: nothing is heard where it is not watched, not any more, or where it ended before', async () => {
    const synced = sessionKeyOf()
    synced.node.expiry = expiry
    await synced.sessionKey.syncExpirations()
    await pass(4000)
    expect(synced.heard).toEqual([])

    vi.setSystemTime(Number(secondOf(5000)) * 1000)
    const left = sessionKeyOf()
    left.node.expiry = expiry
    await left.sessionKey.watch()
    left.sessionKey.unwatch()
    await pass(4000)
    expect(left.heard).toEqual(['connected', 'disconnected'])

    vi.setSystemTime(Number(secondOf(5000)) * 1000)
    const over = sessionKeyOf()
    over.node.expiry = secondOf(5000) - 1n
    await over.sessionKey.watch()
    await pass(4000)
    expect(over.heard).toEqual(['connected'])
    over.sessionKey.unwatch()
  })

  test('behavior: what ended meanwhile is not about to, and what holds still is', async () => {
    const expirations: Expirations = {
      [AddPieces]: secondOf(5000) - 5n,
      [CreateDataSet]: secondOf(5000) + 5n,
    }
    const { heard, sessionKey } = sessionKeyOf({ expirations })
    // Nobody answers, so that what is known is known from before.
    await sessionKey.watch()
    await pass(0)
    expect(heard.filter((one) => Array.isArray(one))).toEqual([])
    sessionKey.unwatch()
  })

  test('behavior: it is heard when the chain says so, also without an event', async () => {
    const { heard, node, sessionKey } = sessionKeyOf()
    node.expiry = expiry
    await sessionKey.watch()
    await pass(0)
    node.head += 101
    await pass(2)
    // It is not about to, either.
    expect(heard).toEqual(['connected', ['expired', AddPieces]])
    sessionKey.unwatch()
  })

  test('behavior: nothing is told before it is connected', async () => {
    const { heard, node, sessionKey } = sessionKeyOf()
    node.expiry = secondOf(5000) + 1000n
    await sessionKey.watch()
    expect(heard).toEqual([])
    await pass(0)
    expect(heard).toEqual(['connected', ['expiring', AddPieces]])
    sessionKey.unwatch()
  })
})

describe('what it says of itself', () => {
  test('default: in JSON', () => {
    const { sessionKey } = sessionKeyOf({ expirations: { [AddPieces]: 7n } })
    expect(JSON.parse(JSON.stringify(sessionKey))).toEqual({
      address: sessionKey.address,
      chainId: local.id,
      expirations: { [AddPieces]: '7' },
      rootAddress: root,
      type: 'Secp256k1',
    })
  })

  test('behavior: who may terminate by either name may', () => {
    const holding = secondOf(5000) + 5n
    const { DeleteDataSet } = LegacyPermission
    const { sessionKey } = sessionKeyOf({ expirations: { [DeleteDataSet]: holding, [TerminateDataSet]: 0n } })
    expect(sessionKey.hasPermission(DeleteDataSet)).toBe(true)
    expect(sessionKey.hasPermission(DeleteDataSet, { minValidity: 6n })).toBe(false)
  })

  test('error: not synced, with the policy that was asked for', () => {
    const { sessionKey } = sessionKeyOf()
    const limited = policy({ limit: 5n, permission: AddPieces })
    for (const [permission, fields] of [
      [limited, { permission: limited.hash, policy: limited }],
      [CreateDataSet, { permission: CreateDataSet, policy: undefined }],
    ] as const) {
      let error: unknown
      try {
        sessionKey.hasPermission(permission)
      } catch (thrown) {
        error = thrown
      }
      expect(error).toBeInstanceOf(SessionKeyNotSyncedError)
      expect(error).toMatchObject({ ...fields, sessionKeyAddress: sessionKey.address })
    }
  })

  test.each<[string, bigint | number, () => unknown]>([
    [`expirations[${AddPieces}]`, -1n, () => sessionKeyOf({ expirations: { [AddPieces]: -1n } })],
    ['expiringWithin', -1n, () => sessionKeyOf({ expiringWithin: -1n })],
    ['pollingInterval', 0, () => sessionKeyOf({ pollingInterval: 0 })],
    [
      'minValidity',
      -1n,
      () =>
        sessionKeyOf({ expirations: { [AddPieces]: 7n } }).sessionKey.hasPermission(AddPieces, {
          minValidity: -1n,
        }),
    ],
  ])('error: %s of %s', async (parameter, value, action) => {
    const error = await errorOf(async () => action())
    expect(error).toBeInstanceOf(InvalidNumberError)
    expect(error).toMatchObject({ parameter, value })
    if (parameter === 'pollingInterval') expect(error.message).toContain('milliseconds above zero')
  })

  test('behavior: to end what was never watched is nothing', () => {
    const { heard, sessionKey } = sessionKeyOf()
    sessionKey.unwatch()
    expect(heard).toEqual([])
  })
})
