import { laterTime } from './internal/chainTime.ts'
import type { ReadClient } from './internal/registry.ts'
import { unixTime } from './internal/unixTime.ts'
import { SessionKeyError } from './sessionKeyError.ts'

/** Seconds in each unit. */
const units = { d: 86_400n, h: 3600n, m: 60n, s: 1n } as const

/** Thrown for a duration that is none. */
export class InvalidDurationError extends SessionKeyError {
  declare readonly duration: unknown

  constructor(values: { duration: unknown }) {
    super(
      'InvalidDurationError',
      `The duration ${String(values.duration)} is not a positive number of seconds, minutes, hours or days.`,
      "Pass `'1h'`, `'1d'`, `'7d'`, or whole seconds such as `3600`.",
      values,
    )
  }
}

/**
 * An expiry that long from now: by this machine's clock, or, with a client, by the later of it and the chain's.
 *
 * @param duration - Such as `'1h'`, `'1d'`, `'7d'`, or seconds.
 * @param client - Any client of the chain. Default: the chain is not asked.
 * @returns Unix seconds; with a client, a promise of them.
 * @throws {@link expiresIn.ErrorType}
 *
 * @example
 * ```ts
 * import { expiresIn, login } from 'foc-session-keys'
 *
 * await login(client, { expiry: await expiresIn('1d', client), sessionKeyAddress: '0x…' })
 * ```
 */
export function expiresIn(duration: expiresIn.Duration): bigint
export function expiresIn(duration: expiresIn.Duration, client: ReadClient): Promise<bigint>
export function expiresIn(duration: expiresIn.Duration, client?: ReadClient): bigint | Promise<bigint> {
  const seconds = secondsIn(duration)
  return client ? laterTime(client).then((now) => now + seconds) : unixTime() + seconds
}

export declare namespace expiresIn {
  type Duration = `${number}${keyof typeof units}` | number | bigint

  type ErrorType = InvalidDurationError
}

/** A duration in seconds. */
export function secondsIn(duration: expiresIn.Duration): bigint {
  const [, amount, unit] =
    /^(\d+)([smhd])$/.exec(String(duration)) ?? /^(\d+)()$/.exec(String(duration)) ?? []
  if (!amount || BigInt(amount) === 0n) throw new InvalidDurationError({ duration })
  return BigInt(amount) * units[(unit || 's') as keyof typeof units]
}
