import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createWatch } from '../src/internal/watch.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** A watch whose first look is under way, and everything that is told of it. */
function begun() {
  let look = { fail: (_: Error) => {}, succeed: () => {} }
  const heard: string[] = []
  const leave = vi.fn()
  const refresh = vi.fn(
    () =>
      new Promise<bigint>((resolve, reject) => {
        look = { fail: reject, succeed: () => resolve(7n) }
      }),
  )
  const watch = createWatch(
    { leave, refresh },
    {
      onConnected: () => heard.push('connected'),
      onDisconnected: () => heard.push('disconnected'),
      onError: ({ message }) => heard.push(message),
      onLeft: () => heard.push('left'),
    },
  )
  const settle = () => vi.advanceTimersByTimeAsync(0)
  return {
    fail: (message: string) => look.fail(new Error(message)),
    heard,
    leave,
    refresh,
    settle,
    succeed: () => look.succeed(),
    watch,
  }
}

test('default: who waits for the first look can add listeners before it is told', async () => {
  const { heard, succeed, settle, watch } = begun()
  const entering = watch.enter()
  expect(watch.state).toBe('opening')
  succeed()
  await entering
  expect([watch.state, heard]).toEqual(['greeting', []])
  await settle()
  expect([watch.state, heard]).toEqual(['connected', ['connected']])
  // An answer is news of the session, and not of the connection.
  watch.onAnswer()
  await settle()
  expect(heard).toEqual(['connected'])
})

test('behavior: a first look in vain is told once who waits can hear it, and later ones at once', async () => {
  const { fail, heard, settle, watch } = begun()
  const entering = watch.enter()
  watch.onError(new Error('not told twice'))
  fail('first')
  await entering
  expect([watch.state, heard]).toEqual(['trying', []])
  await settle()
  expect(heard).toEqual(['first'])
  watch.onError(new Error('second'))
  expect(heard).toEqual(['first', 'second'])
  watch.onAnswer()
  expect(watch.state).toBe('greeting')
  await settle()
  expect(heard).toEqual(['first', 'second', 'connected'])
  watch.onError(new Error('third'))
  expect(heard.at(-1)).toBe('third')
})

test('behavior: an end is told to those who were connected, or about to be', async () => {
  const connected = begun()
  connected.succeed()
  await connected.settle()
  connected.watch.end()
  expect(connected.heard).toEqual(['connected', 'disconnected'])

  const greeting = begun()
  const entering = greeting.watch.enter()
  greeting.succeed()
  await entering
  greeting.watch.end()
  await greeting.settle()
  expect(greeting.heard).toEqual(['connected', 'disconnected'])
})

test('behavior: nobody else hears of an end, nor anything after it', async () => {
  const opening = begun()
  opening.watch.end()
  opening.succeed()
  await opening.settle()

  const failing = begun()
  failing.watch.end()
  failing.fail('first')
  await failing.settle()

  const trying = begun()
  const entering = trying.watch.enter()
  trying.fail('first')
  await entering
  trying.watch.end()
  await trying.settle()

  for (const { heard, leave, watch } of [opening, failing, trying]) {
    watch.onError(new Error('late'))
    watch.onAnswer()
    expect([watch.state, heard, leave.mock.calls.length]).toEqual(['ended', [], 1])
  }
})

test('behavior: it is left when the last of its callers left, and each of them leaves once', async () => {
  const { heard, settle, succeed, watch } = begun()
  const both = [watch.enter(), watch.enter()]
  succeed()
  const [first, second] = await Promise.all(both)
  await settle()
  first?.()
  first?.()
  expect(heard).toEqual(['connected'])
  second?.()
  expect(heard).toEqual(['connected', 'left'])
  second?.()
  expect(heard).toEqual(['connected', 'left'])
})

test('behavior: who leaves after the end leaves nothing', async () => {
  const { heard, settle, succeed, watch } = begun()
  const entering = watch.enter()
  succeed()
  const leave = await entering
  await settle()
  watch.end()
  leave()
  expect(heard).toEqual(['connected', 'disconnected'])
})

test('behavior: a refresh is that of its membership', async () => {
  const { refresh, succeed, watch } = begun()
  const refreshed = watch.refresh()
  expect(refresh).toHaveBeenCalledTimes(2)
  succeed()
  expect(await refreshed).toBe(7n)
})
