import { expect, onTestFinished, test, vi } from 'vitest'
import { loginSync, Permission, startSession } from '../src/index.ts'
import { createClock } from '../src/internal/clock.ts'
import { createExpiryTimer } from '../src/internal/expiryTimer.ts'
import { memoryStorage } from '../src/storage.ts'
import { nextEvent, useDevnet } from './helpers.ts'

const devnet = useDevnet()
const { AddPieces, CreateDataSet } = Permission

const chainTime = async () => (await devnet.publicClient().getBlock()).timestamp

/** Makes a block of that second. */
async function mineAt(timestamp: bigint) {
  await devnet.testClient().setNextBlockTimestamp({ timestamp })
  await devnet.testClient().mine({ blocks: 1 })
}

test('default: expiring is heard that long before the end, once, and again after a renewal', async () => {
  const sessionKey = devnet.sessionKey({ expiringWithin: 600n })
  const grant = async (permission: Permission, expiry: bigint) =>
    loginSync(devnet.rootClient(), {
      expiry,
      permissions: [permission],
      sessionKeyAddress: sessionKey.address,
    })
  const began = await chainTime()
  await grant(AddPieces, began + 5000n)
  await grant(CreateDataSet, began + 9000n)
  const heard: [string, readonly Permission[]][] = []
  for (const type of ['expired', 'expiring'] as const)
    sessionKey.addEventListener(type, (permissions) => heard.push([type, permissions]))
  await sessionKey.watch()
  await nextEvent(sessionKey, 'connected')

  // In the last second with so much left it is not; the next one is told.
  await mineAt(began + 4400n)
  await sessionKey.syncExpirations()
  expect(sessionKey.hasPermission(AddPieces, { minValidity: 600n })).toBe(true)
  expect(heard).toEqual([])
  const expiring = nextEvent(sessionKey, 'expiring')
  await mineAt(began + 4401n)
  expect(await expiring).toEqual([AddPieces])
  await mineAt(began + 4500n)
  await sessionKey.syncExpirations()
  expect(heard).toHaveLength(1)

  const updated = nextEvent(sessionKey, 'expirationsUpdated')
  await grant(AddPieces, began + 7000n)
  await updated
  const again = nextEvent(sessionKey, 'expiring')
  await mineAt(began + 6500n)
  expect(await again).toEqual([AddPieces])
  const expired = nextEvent(sessionKey, 'expired')
  await mineAt(began + 7001n)
  expect(await expired).toEqual([AddPieces])
  sessionKey.unwatch()
  expect(heard).toEqual([
    ['expiring', [AddPieces]],
    ['expiring', [AddPieces]],
    ['expired', [AddPieces]],
  ])
})

test('behavior: who begins to watch that late hears it, and what ended already is not about to', async () => {
  const sessionKey = devnet.sessionKey({ expiringWithin: 600n })
  const began = await chainTime()
  for (const [permission, expiry] of [
    [AddPieces, began + 500n],
    [CreateDataSet, began + 100n],
  ] as const)
    await loginSync(devnet.rootClient(), {
      expiry,
      permissions: [permission],
      sessionKeyAddress: sessionKey.address,
    })
  await mineAt(began + 200n)
  await sessionKey.watch()
  expect(await nextEvent(sessionKey, 'expiring')).toEqual([AddPieces])
  sessionKey.unwatch()
})

test('behavior: a session takes the time with it', async () => {
  const { sessionKey } = await startSession(devnet.rootClient(1), {
    expiringWithin: 3601n,
    storage: memoryStorage(),
  })
  await sessionKey.watch()
  expect(await nextEvent(sessionKey, 'expiring')).toHaveLength(sessionKey.permissions.length)
  sessionKey.unwatch()
})

test('behavior: it looks again in the second in which it is time, and not before; once stopped, not at all', () => {
  vi.useFakeTimers({ toFake: ['Date', 'clearTimeout', 'performance', 'setTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  vi.setSystemTime(1_000_000_000)
  const clock = createClock()
  const heard: [bigint, Permission[]][] = []
  let looks = 0
  const counted = {
    ...clock,
    now: () => {
      looks++
      return clock.now()
    },
  }
  const timer = createExpiryTimer(
    { [AddPieces]: 1_000_010n, [CreateDataSet]: 1_000_020n },
    counted,
    5n,
    (permissions) => heard.push([clock.now(), permissions]),
  )
  timer.start()
  vi.advanceTimersByTime(15_000)
  expect(heard).toEqual([[1_000_006n, [AddPieces]]])
  expect(looks).toBe(2)
  timer.stop()
  vi.advanceTimersByTime(15_000)
  expect(looks).toBe(2)
})
