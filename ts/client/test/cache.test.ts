import { expect, test, vi } from 'vitest'
import { type Expirations, Permission } from '../src/index.ts'
import { createCache } from '../src/internal/cache.ts'

const { AddPieces, CreateDataSet } = Permission

/** A cache, and what it tells. Only what is asked for is told when nothing is granted. */
function cacheOf(expirations: Expirations = {}) {
  const onAnswer = vi.fn()
  const cache = createCache(expirations, (permission) => permission === AddPieces, onAnswer)
  const answer = (timestamp: bigint, told: Expirations = { [AddPieces]: 9n }) => ({
    expirations: told,
    timestamp,
  })
  const changes = () => onAnswer.mock.calls.map(([{ timestamp }, changed]) => [timestamp, changed])
  return { answer, changes, expirations, take: () => cache.begin() }
}

test('default: an answer is known before it is told, with whether it changed anything', () => {
  const { answer, changes, expirations, take } = cacheOf()
  expect(take()(answer(1n))).toBe(true)
  expect(take()(answer(2n))).toBe(true)
  expect(take()(answer(3n, { [AddPieces]: 10n }))).toBe(true)
  expect(expirations).toEqual({ [AddPieces]: 10n })
  expect(changes()).toEqual([
    [1n, true],
    [2n, false],
    [3n, true],
  ])
})

test('behavior: one change of several is a change, in whatever order', () => {
  const { changes, answer, take } = cacheOf({ [AddPieces]: 9n, [CreateDataSet]: 9n })
  take()(answer(1n, { [AddPieces]: 10n, [CreateDataSet]: 9n }))
  take()(answer(2n, { [AddPieces]: 10n, [CreateDataSet]: 10n }))
  expect(changes()).toEqual([
    [1n, true],
    [2n, true],
  ])
})

test('behavior: of two that are under way, what was asked for first does not undo the other', () => {
  const { answer, changes, expirations, take } = cacheOf()
  const [first, second] = [take(), take()]
  expect(second(answer(1n, { [AddPieces]: 10n }))).toBe(true)
  expect(first(answer(2n))).toBe(undefined)
  expect(expirations).toEqual({ [AddPieces]: 10n })
  expect(changes()).toHaveLength(1)
  // In their order, both count.
  const [third, fourth] = [take(), take()]
  expect([third(answer(3n)), fourth(answer(3n))]).toEqual([true, true])
})

test('behavior: an older answer is not believed, unless it is said to be right', () => {
  const { answer, changes, expirations, take } = cacheOf()
  take()(answer(5n, { [AddPieces]: 10n }))
  expect(take()(answer(4n))).toBe(false)
  expect(expirations).toEqual({ [AddPieces]: 10n })
  expect(take()(answer(4n), true)).toBe(true)
  // From there on it is the newest.
  expect(take()(answer(4n))).toBe(true)
  expect(changes().map(([timestamp]) => timestamp)).toEqual([5n, 4n, 4n])
})

test('behavior: what is only read along is told once it was granted, and then also that it is not', () => {
  const { answer, changes, expirations, take } = cacheOf()
  take()(answer(1n, { [AddPieces]: 0n, [CreateDataSet]: 0n }))
  expect(expirations).toEqual({ [AddPieces]: 0n })
  take()(answer(2n, { [CreateDataSet]: 0n }))
  take()(answer(3n, { [CreateDataSet]: 9n }))
  take()(answer(4n, { [CreateDataSet]: 0n }))
  expect(expirations).toEqual({ [AddPieces]: 0n, [CreateDataSet]: 0n })
  expect(changes().map(([, changed]) => changed)).toEqual([true, false, true, true])
})
