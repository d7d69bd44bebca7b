import { type Address, numberToHex } from 'viem'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { local } from '../../src/chains.ts'
import { fromSecp256k1, InvalidNumberError, Permission, SyncAllError, syncAll } from '../../src/index.ts'
import { errorOf } from '../helpers.ts'
import { scriptedNode } from '../scriptedNode.ts'

const { AddPieces } = Permission
const root: Address = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'

let keys = 0
const keyOf = ({ transport }: Pick<ReturnType<typeof scriptedNode>, 'transport'>) =>
  fromSecp256k1({
    chain: local,
    permissions: [AddPieces],
    pollingInterval: 1000,
    privateKey: numberToHex(++keys, { size: 32 }),
    root,
    transport,
  })

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds)

/** What it ends with, while time goes by. */
async function ended<result>(action: Promise<result>) {
  const settled = Promise.allSettled([action])
  await pass(0)
  const [end] = await settled
  if (end.status === 'rejected') throw end.reason
  return end.value
}

test('default: keys of one transport are read together, once each, and those of another by themselves', async () => {
  const [one, other] = [scriptedNode(), scriptedNode()]
  const [a, b, c] = [keyOf(one), keyOf(one), keyOf(other)]
  await ended(syncAll([a, b, a, c]))
  expect([one.node.requests, other.node.requests]).toEqual([['read 2'], ['read 1']])
  expect([a, b, c].map(({ expirations }) => expirations[AddPieces])).toEqual([7n, 7n, 7n])
})

test('behavior: none is no request', async () => {
  await ended(syncAll([]))
})

test('behavior: what is read is as of a block that is no older than that', async () => {
  const { node, transport } = scriptedNode()
  const [a, b] = [keyOf({ transport }), keyOf({ transport })]
  const synced = syncAll([a, b], { atLeast: 5001n })
  await pass(0)
  expect(node.requests).toEqual(['head'])
  node.head = 5001
  await pass(1000)
  await synced
  expect(node.requests).toEqual(['head', 'head', 'read 2 as of 5001'])
})

test('behavior: one that is watched is read by its watcher, until that is as far', async () => {
  const { node, transport } = scriptedNode()
  const watched = keyOf({ transport })
  await watched.watch()
  node.requests.length = 0
  await ended(syncAll([watched]))
  expect(node.requests).toEqual(['head', 'search 4993 to 5000', 'read 1 as of 5000'])
  const other = keyOf({ transport })
  let isSynced = false
  const synced = syncAll([watched, other], { atLeast: 5001n }).then(() => {
    isSynced = true
  })
  await pass(999)
  expect(isSynced).toBe(false)
  node.head = 5001
  await pass(1001)
  await synced
  watched.unwatch()
})

test('behavior: one that is made elsewhere syncs itself', async () => {
  const sessionKey = keyOf(scriptedNode())
  const syncExpirations = vi.fn(async () => {})
  await ended(syncAll([{ ...sessionKey, syncExpirations }]))
  expect(syncExpirations).toHaveBeenCalledTimes(1)
})

test('error: which failed and why, after all others were synced', async () => {
  const [good, bad] = [scriptedNode(), scriptedNode()]
  bad.node.before = () => {
    throw new Error('down')
  }
  const [one, failing, other] = [keyOf(good), keyOf(bad), keyOf(good)]
  const error = await errorOf(() => ended(syncAll([one, failing, other, failing])))
  expect(error).toBeInstanceOf(SyncAllError)
  expect(error).toMatchObject({
    cause: { details: 'down' },
    failures: [{ error: { details: 'down' }, rootAddress: root, sessionKeyAddress: failing.address }],
    message: expect.stringContaining(
      `1 of 3 session keys could not be synced, the first of them ${failing.address}`,
    ),
  })
  expect([one, other].map(({ expirations }) => expirations[AddPieces])).toEqual([7n, 7n])
  expect(failing.expirations).toEqual({})
})

test('error: what is no block, before any request', async () => {
  const { node, transport } = scriptedNode()
  const error = await errorOf(syncAll([keyOf({ transport })], { atLeast: -1n }))
  expect(error).toBeInstanceOf(InvalidNumberError)
  expect(error).toMatchObject({ parameter: 'atLeast', value: -1n })
  expect(node.requests).toEqual([])
})
