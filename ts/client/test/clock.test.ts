import { afterEach, expect, test, vi } from 'vitest'
import { expiresIn, loginSync, Permission, signLogin, signLogout, signRevokeAll } from '../src/index.ts'
import { createClock } from '../src/internal/clock.ts'
import { nextEvent, useDevnet } from './helpers.ts'

const devnet = useDevnet()
const { AddPieces } = Permission
const machineTime = Date.now

afterEach(() => {
  vi.restoreAllMocks()
})

/** Sets this machine's clock; the chain's is in another process, and keeps its own. */
function setMachine(offsetSeconds: number) {
  vi.spyOn(Date, 'now').mockImplementation(() => machineTime() + offsetSeconds * 1000)
}

/** Mines a block at a second of the chain, however late it is. */
async function mineAt(timestamp: bigint) {
  await devnet.testClient().setNextBlockTimestamp({ timestamp })
  await devnet.testClient().mine({ blocks: 1 })
}

for (const minutes of [-10, 10])
  test(`behavior: hasPermission is right to the second on a machine ${minutes} minutes off`, async () => {
    const id = await devnet.testClient().snapshot()
    const sessionKey = devnet.sessionKey()
    const { timestamp } = await devnet.publicClient().getBlock()
    const expiry = timestamp + 5000n
    await loginSync(devnet.rootClient(), { expiry, sessionKeyAddress: sessionKey.address })
    // It stands still, so that the test takes no time.
    const frozen = machineTime() + minutes * 60_000
    vi.spyOn(Date, 'now').mockImplementation(() => frozen)
    for (const [second, holds] of [
      [expiry - 60n, true],
      [expiry, true],
      [expiry + 1n, false],
    ] as const) {
      await mineAt(second)
      await sessionKey.syncExpirations()
      expect(sessionKey.hasPermission(AddPieces)).toBe(holds)
      expect(sessionKey.hasPermission(AddPieces, { minValidity: 60n })).toBe(second === expiry - 60n)
    }
    await devnet.testClient().revert({ id })
  })

test('behavior: expired is heard on a machine ten minutes off, when the chain says', async () => {
  const sessionKey = devnet.sessionKey()
  const { timestamp } = await devnet.publicClient().getBlock()
  const now = BigInt(Math.floor(machineTime() / 1000))
  const expiry = (timestamp > now ? timestamp : now) + 2n
  await loginSync(devnet.rootClient(), { expiry, sessionKeyAddress: sessionKey.address })
  setMachine(600)
  await sessionKey.watch()
  await nextEvent(sessionKey, 'expired')
  await devnet.testClient().mine({ blocks: 1 })
  const heard = (await devnet.publicClient().getBlock()).timestamp
  expect(heard).toBeGreaterThan(expiry)
  // Some seconds for a busy machine; not the ten minutes that it is off.
  expect(heard).toBeLessThan(expiry + 10n)
  sessionKey.unwatch()
})

test('behavior: a right machine stays right when the newest block is some seconds old', () => {
  vi.useFakeTimers({ toFake: ['Date', 'performance'] })
  const clock = createClock()
  vi.setSystemTime(1_000_000_000)
  clock.observe(999_970n)
  expect(clock.now()).toBe(1_000_000n)
  vi.advanceTimersByTime(20_000)
  clock.observe(999_970n)
  expect(clock.now()).toBe(1_000_020n)
  expect(clock.until(1_000_030n)).toBe(10_000)
  vi.useRealTimers()
})

test('behavior: an old block does not turn the clock back, and a new one bounds it', () => {
  vi.useFakeTimers({ toFake: ['Date', 'performance'] })
  vi.setSystemTime(1_000_000_000)
  const clock = createClock()
  // Ten minutes ahead, and a block that was just made.
  clock.observe(999_400n)
  expect(clock.now()).toBe(999_400n)
  expect(clock.until(999_410n)).toBe(10_000)
  vi.advanceTimersByTime(25_000)
  clock.observe(999_400n)
  expect(clock.now()).toBe(999_425n)
  vi.advanceTimersByTime(5_000)
  clock.observe(999_425n)
  expect(clock.now()).toBe(999_430n)
  // A chain whose timestamps ran ahead, as anvil's do.
  clock.observe(999_900n)
  expect(clock.now()).toBe(999_900n)
  vi.advanceTimersByTime(5_000)
  clock.observe(999_901n)
  expect(clock.now()).toBe(999_905n)
  vi.advanceTimersByTime(1_000)
  clock.observe(999_903n)
  expect(clock.now()).toBe(999_905n)
  // Blocks were taken back.
  clock.observe(999_425n)
  expect(clock.now()).toBe(999_425n)
  vi.useRealTimers()
})

test('behavior: when the machine is set or slept, the next block counts anew', () => {
  vi.useFakeTimers({ toFake: ['Date', 'performance'] })
  vi.setSystemTime(1_000_000_000)
  const clock = createClock()
  clock.observe(999_400n)
  // Somebody set the clock right: by ten minutes, in no time.
  vi.setSystemTime(999_400_000)
  clock.observe(999_400n)
  expect(clock.now()).toBe(999_400n)
  vi.useRealTimers()
})

test('behavior: a second that the machine is off, or two epochs that the newest block is old, are no other time', () => {
  vi.useFakeTimers({ toFake: ['Date', 'performance'] })
  vi.setSystemTime(1_000_000_000)
  const nowAfter = (timestamp: bigint) => {
    const clock = createClock()
    clock.observe(timestamp)
    return clock.now()
  }
  expect(nowAfter(999_940n)).toBe(1_000_000n)
  expect(nowAfter(999_939n)).toBe(999_939n)
  for (const [set, second] of [
    [1000, 999_401n],
    [1001, 999_400n],
  ] as const) {
    vi.setSystemTime(1_000_000_000)
    const clock = createClock()
    clock.observe(999_400n)
    vi.setSystemTime(1_000_000_000 + set)
    clock.observe(999_400n)
    expect(clock.now()).toBe(second)
  }
  vi.useRealTimers()
})

test('behavior: what is said to last an hour does so by the chain, also when that is ahead', async () => {
  const id = await devnet.testClient().snapshot()
  const rootClient = devnet.rootClient()
  const { timestamp } = await devnet.publicClient().getBlock()
  await mineAt(timestamp + 86_400n)
  const later = timestamp + 86_400n
  const about = (expiry: bigint) => expiry - later >= 3600n && expiry - later < 3660n
  for (const grant of [{}, { expiry: await expiresIn('1h', rootClient) }]) {
    const { event } = await loginSync(rootClient, {
      ...grant,
      sessionKeyAddress: devnet.sessionKey().address,
    })
    expect(about(event.args.expiry)).toBe(true)
  }
  const { message } = await signLogin(rootClient, { sessionKeyAddress: devnet.sessionKey().address })
  expect([message.expiry, message.deadline].map(BigInt).map(about)).toEqual([true, true])
  const sessionKeyAddresses = [devnet.sessionKey().address]
  for (const signed of [
    await signRevokeAll(rootClient, { sessionKeyAddresses }),
    await signLogout(devnet.sessionKey().client, { root: rootClient.account }),
  ])
    expect(about(BigInt(signed.message.deadline))).toBe(true)
  // Behind, it is the machine's that counts.
  await devnet.testClient().revert({ id })
  const machine = Number((await devnet.publicClient().getBlock()).timestamp) + 7200
  setMachine(machine - Math.floor(machineTime() / 1000))
  const { event } = await loginSync(rootClient, { sessionKeyAddress: devnet.sessionKey().address })
  expect(event.args.expiry).toBeGreaterThanOrEqual(BigInt(machine) + 3600n)
})
