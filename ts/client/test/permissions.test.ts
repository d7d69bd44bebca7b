import { encodePacked, keccak256 } from 'viem'
import { expect, test } from 'vitest'
import { expiresIn, InvalidDurationError, Permission, permissionName, scopeToDataSet } from '../src/index.ts'
import { errorOf, now } from './helpers.ts'

test('default: expiresIn is that long from now', () => {
  const day = 86_400n
  for (const [duration, seconds] of [
    ['1h', 3600n],
    ['1d', day],
    ['7d', 7n * day],
    ['30m', 1800n],
    ['45s', 45n],
    [90, 90n],
    [90n, 90n],
  ] as const) {
    const before = now()
    const expiry = expiresIn(duration)
    expect(expiry - before - seconds).toBeGreaterThanOrEqual(0n)
    expect(now() - (expiry - seconds)).toBeGreaterThanOrEqual(0n)
  }
})

test('error: a duration that is none', async () => {
  for (const duration of [0, -1, 1.5, Number.NaN, '1w', 'h', '', '0d', ' 1h'] as number[]) {
    const error = await errorOf(() => expiresIn(duration))
    expect(error).toBeInstanceOf(InvalidDurationError)
    expect(error.message).toContain("'1h'")
  }
})

test('default: a permission for one data set', () => {
  // Both are 32 bytes, so that packed and padded encoding are the same.
  const expected = keccak256(encodePacked(['bytes32', 'uint256'], [Permission.AddPieces, 7n]))
  expect(scopeToDataSet(Permission.AddPieces, 7n)).toBe(expected)
  const scoped = new Set(
    [1n, 2n].flatMap((id) => Object.values(Permission).map((one) => scopeToDataSet(one, id))),
  )
  expect(scoped.size).toBe(8)
})

test('default: the name of a permission, in any case', () => {
  expect(permissionName(Permission.AddPieces)).toBe('AddPieces')
  expect(permissionName(`0x${Permission.AddPieces.slice(2).toUpperCase()}`)).toBe('AddPieces')
  expect(permissionName(scopeToDataSet(Permission.AddPieces, 7n))).toBe(undefined)
})
