import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { exclusive } from '../../src/storage/exclusive.ts'
import { openStorage } from '../session/storages.ts'

beforeEach(() => {
  vi.useFakeTimers({ now: 1_800_000_000_000 })
})
afterEach(() => {
  vi.useRealTimers()
})

/** A storage that has no lock, and who uses it. */
function lockless() {
  const { items, storage } = openStorage()
  const { lock: _, ...rest } = storage
  const lease = () => JSON.parse(items.get('a.lease') ?? 'null')
  const put = (owner: string, milliseconds: number) =>
    items.set('a.lease', JSON.stringify({ owner, until: Date.now() + milliseconds }))
  /** Begins, and stays inside until it is let go. */
  function enter() {
    let letGo = () => {}
    let inside = false
    const done = exclusive(rest, 'a', async () => {
      inside = true
      await new Promise<void>((resolve) => {
        letGo = resolve
      })
      return 'done'
    })
    return {
      isInside: () => inside,
      leave: () => {
        letGo()
        return done
      },
    }
  }
  return { enter, items, lease, put }
}

const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds)

test('default: a lease of half a minute lies beside the item while the action runs', async () => {
  const { enter, items, lease } = lockless()
  const { isInside, leave } = enter()
  await pass(249)
  // Who began to write before could have been seen by now, and was not.
  expect(isInside()).toBe(false)
  await pass(1)
  expect(isInside()).toBe(true)
  expect([...items.keys()]).toEqual(['a.lease'])
  expect(lease()).toEqual({ owner: expect.stringMatching(/^[0-9a-f-]{36}$/), until: 1_800_000_030_000 })
  expect(await leave()).toBe('done')
  expect(items.size).toBe(0)
})

test('behavior: a lease of another is waited for to its end', async () => {
  const { enter, lease, put } = lockless()
  put('another', 500)
  const { isInside, leave } = enter()
  await pass(499)
  expect(lease().owner).toBe('another')
  await pass(1)
  expect(lease().owner).not.toBe('another')
  await pass(249)
  expect(isInside()).toBe(false)
  await pass(1)
  expect(isInside()).toBe(true)
  await leave()
})

test('behavior: what is no lease is no lease', async () => {
  const { enter, items } = lockless()
  items.set('a.lease', 'half a le')
  const { isInside, leave } = enter()
  await pass(250)
  expect(isInside()).toBe(true)
  await leave()
})

test.each([
  ['another writes its own', (put: () => void) => put()],
  ['it is gone', (_: () => void, items: Map<string, string>) => items.clear()],
])('behavior: who does not find its lease, as %s, begins again', async (_, interfere) => {
  const { enter, items, put } = lockless()
  const { isInside, leave } = enter()
  await pass(100)
  interfere(() => put('another', 400), items)
  // The other one's ends at 500, and it is looked for at 500; what is gone is written anew at 250.
  await pass(399)
  expect(isInside()).toBe(false)
  await pass(251)
  expect(isInside()).toBe(true)
  await leave()
  expect(items.size).toBe(0)
})

test('behavior: of two that write at once, one goes after the other', async () => {
  const { enter } = lockless()
  const both = [enter(), enter()]
  await pass(250)
  const [first, second] = both.filter(({ isInside }) => isInside())
  expect(second).toBe(undefined)
  await first?.leave()
  await pass(500)
  expect(both.map(({ isInside }) => isInside())).toEqual([true, true])
  for (const one of both) await one.leave()
})

test('behavior: while the action lasts, the lease is renewed each ten seconds', async () => {
  const { enter, lease } = lockless()
  const { leave } = enter()
  await pass(250)
  await pass(9_999)
  expect(lease().until).toBe(1_800_000_030_000)
  await pass(1)
  expect(lease().until).toBe(1_800_000_040_250)
  await pass(10_000)
  expect(lease().until).toBe(1_800_000_050_250)
  await leave()
})

test.each(['another has it', 'it is gone'])('behavior: a lease is left as it is where %s', async (how) => {
  const { enter, items, lease, put } = lockless()
  const { leave } = enter()
  await pass(250)
  if (how === 'it is gone') items.clear()
  else put('another', 60_000)
  const before = lease()
  await pass(10_000)
  expect(lease()).toEqual(before)
  await leave()
  expect(lease()).toEqual(before)
})

test('behavior: a storage that fails once while the lease is renewed is asked again', async () => {
  const { items, storage } = openStorage()
  const { lock: _, ...rest } = storage
  let failures = 0
  const failing = {
    ...rest,
    getItem: async (key: string) => {
      if (failures-- > 0) throw new Error('not now')
      return items.get(key)
    },
  }
  let letGo = () => {}
  const done = exclusive(failing, 'a', () => new Promise<void>((resolve) => (letGo = resolve)))
  await pass(250)
  failures = 1
  await pass(20_000)
  expect(JSON.parse(items.get('a.lease') ?? '').until).toBe(1_800_000_050_250)
  letGo()
  await done
})

test('behavior: a storage with a lock is asked for it', async () => {
  const { items, storage } = openStorage()
  expect(await exclusive(storage, 'a', async () => [...items.keys()])).toEqual([])
})
