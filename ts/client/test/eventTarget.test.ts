import { expect, test, vi } from 'vitest'
import { createEventTarget } from '../src/internal/eventTarget.ts'

const target = () => createEventTarget<{ error: Error; told: number | undefined }>()

const later = () => new Promise((resolve) => setImmediate(resolve))

test('default: a function is given the payload, an object the event', () => {
  const { addEventListener, emit, on } = target()
  const payloads: unknown[] = []
  const events: unknown[] = []
  addEventListener('told', (payload) => payloads.push(payload))
  on('told', { handleEvent: (event) => void events.push(event) })
  expect(emit('told', 5)).toBe(true)
  emit('told', 0)
  emit('told')
  expect(payloads).toEqual([5, 0, undefined])
  expect(events).toHaveLength(3)
  expect(events[0]).toMatchObject({ detail: 5, type: 'told' })
})

test('behavior: one listener is there once, and goes by itself, by either name', () => {
  const { addEventListener, emit, off, on, removeEventListener } = target()
  const [one, other] = [vi.fn(), vi.fn()]
  addEventListener('told', one)
  on('told', one)
  on('told', other)
  emit('told', 1)
  expect([one.mock.calls, other.mock.calls]).toEqual([[[1]], [[1]]])
  off('told', one)
  emit('told', 2)
  removeEventListener('told', other)
  emit('told', 3)
  expect([one.mock.calls.length, other.mock.calls.length]).toEqual([1, 2])
})

test('behavior: options are those of the platform, and no listener is no error', () => {
  const { addEventListener, emit, removeEventListener } = target()
  const once = vi.fn()
  addEventListener('told', once, { once: true })
  addEventListener('told', null)
  removeEventListener('told', null)
  emit('told', 1)
  emit('told', 2)
  expect(once.mock.calls).toEqual([[1]])
})

test('behavior: events of the platform go through, and say whether they were to be prevented', () => {
  const { addEventListener, dispatchEvent, dispatchTypedEvent } = target()
  const heard: unknown[] = []
  addEventListener('told', {
    handleEvent: (event) => {
      heard.push(event)
      event.preventDefault()
    },
  })
  const event = new CustomEvent('told', { cancelable: true })
  expect(dispatchEvent(event)).toBe(false)
  expect(dispatchTypedEvent('told', new CustomEvent('told'))).toBe(true)
  expect(heard[0]).toBe(event)
  expect(heard).toHaveLength(2)
})

test('behavior: what a listener throws, at once or later, is heard as an error, and the next is told', async () => {
  const { addEventListener, emit } = target()
  const [next, errors] = [vi.fn(), vi.fn()]
  const failure = new Error('no')
  addEventListener('told', () => {
    throw failure
  })
  addEventListener('told', { handleEvent: () => Promise.reject(failure) })
  addEventListener('told', () => {
    throw 'text'
  })
  addEventListener('told', next)
  addEventListener('error', errors)
  emit('told', 1)
  expect(next).toHaveBeenCalledTimes(1)
  await later()
  const heard = errors.mock.calls.map(([error]) => error)
  expect(heard.filter((error) => error === failure)).toHaveLength(2)
  expect(heard).toHaveLength(3)
  expect(heard.every((error) => error instanceof Error)).toBe(true)
})

test('behavior: what a listener of errors throws is dropped', async () => {
  const { addEventListener, emit } = target()
  const errors = vi.fn(() => {
    throw new Error('again')
  })
  addEventListener('error', errors)
  emit('error', new Error('no'))
  await later()
  expect(errors).toHaveBeenCalledTimes(1)
})
