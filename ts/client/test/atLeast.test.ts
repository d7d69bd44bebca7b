import { createPublicClient, custom, type Hash, numberToHex } from 'viem'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { calibration } from '../src/chains.ts'
import { NodeBehindError } from '../src/index.ts'
import { readAtLeast, untilBlock } from '../src/internal/atLeast.ts'
import { errorOf } from './helpers.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const hash: Hash = `0x${'12'.repeat(32)}`

/** A node that is at some block, which can change. */
function nodeAt(number: bigint) {
  const node = { number, requests: 0 }
  const transport = custom({
    request: async () => {
      node.requests++
      return { hash, number: numberToHex(node.number), timestamp: '0x10', transactions: [] }
    },
  })
  return { client: createPublicClient({ chain: calibration, pollingInterval: 1000, transport }), node }
}

const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds)

test('default: as of whatever the node says, and nothing more is asked', async () => {
  const { client, node } = nodeAt(5n)
  expect(await readAtLeast(client, undefined, async (block) => [block])).toEqual([undefined])
  expect(node.requests).toBe(0)
})

test.each([5n, 6n])('behavior: of a node that is at block 5 or past it, at %s', async (number) => {
  const { client, node } = nodeAt(number)
  const block = await readAtLeast(client, 5n, async (read) => read)
  expect(block).toMatchObject({ hash, number, timestamp: 16n })
  expect(node.requests).toBe(1)
})

test('behavior: a node that lags behind is asked each polling interval, and read once', async () => {
  const { client, node } = nodeAt(4n)
  const read = vi.fn(async () => 'answer')
  const answer = readAtLeast(client, 5n, read)
  await pass(2999)
  expect([node.requests, read.mock.calls.length]).toEqual([3, 0])
  node.number = 5n
  await pass(1)
  expect(await answer).toBe('answer')
  expect([node.requests, read.mock.calls.length]).toEqual([4, 1])
})

test('behavior: another node of a balancer that does not have the block is asked again', async () => {
  const { client } = nodeAt(5n)
  const read = vi.fn(async () => 'answer')
  read.mockRejectedValueOnce(new Error('unknown block'))
  const answer = readAtLeast(client, 5n, read)
  await pass(999)
  expect(read).toHaveBeenCalledTimes(1)
  await pass(1)
  expect(await answer).toBe('answer')
})

test('error: a node that is behind for a minute', async () => {
  const { client, node } = nodeAt(4n)
  let isOver = false
  const failed = errorOf(
    readAtLeast(client, 5n, async () => 'answer').finally(() => {
      isOver = true
    }),
  )
  await pass(60_999)
  // At the end of the minute it is asked still.
  expect([node.requests, isOver]).toEqual([61, false])
  await pass(1)
  const error = await failed
  expect(error).toBeInstanceOf(NodeBehindError)
  expect(error).toMatchObject({ atLeast: 5n, blockNumber: 4n, name: 'NodeBehindError' })
  expect(error).not.toHaveProperty('cause')
})

test('error: with what a node said that never got the block', async () => {
  const { client } = nodeAt(5n)
  const cause = new Error('unknown block')
  const failed = errorOf(readAtLeast(client, 5n, () => Promise.reject(cause)))
  await pass(61_000)
  expect(await failed).toMatchObject({ atLeast: 5n, blockNumber: 5n, cause })
})

test('behavior: whoever reads says as of which block', async () => {
  const { client } = nodeAt(0n)
  const read = vi.fn(async () => ({ blockNumber: 7n }))
  await untilBlock(client, 7n, read)
  expect(read).toHaveBeenCalledTimes(1)
})
