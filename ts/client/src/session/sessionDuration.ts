import { type expiresIn, secondsIn } from '../expiresIn.ts'
import { unixTime } from '../internal/unixTime.ts'
import { SessionKeyError } from '../sessionKeyError.ts'

/** How long a session lasts, by where its key lives. */
const presets = { backend: '7d', mobile: '1d', web: '1h' } as const

const longest = 7n * 86_400n

/**
 * How long a session lasts: by where its key lives (`web` 1 hour, `mobile` 1 day, `backend` 7 days), or for so long. More than
 * seven days has to be asked for by name: `{ longerThanAWeek: '30d' }`.
 */
export type SessionDuration =
  | keyof typeof presets
  | expiresIn.Duration
  | { longerThanAWeek: expiresIn.Duration }

/** Thrown for a session of more than seven days that was not asked for by name. */
export class SessionTooLongError extends SessionKeyError {
  /** In seconds. */
  declare readonly duration: bigint

  constructor(values: { duration: bigint }) {
    super(
      'SessionTooLongError',
      `A session of ${values.duration} seconds is longer than seven days.`,
      "Renew it before it ends; or, if it has to be so long, pass `duration: { longerThanAWeek: '30d' }`.",
      values,
    )
  }
}

/** A duration in seconds. */
export function secondsOf(duration: SessionDuration): bigint {
  if (typeof duration === 'object') return secondsIn(duration.longerThanAWeek)
  const seconds = secondsIn(presets[duration as keyof typeof presets] ?? duration)
  if (seconds > longest) throw new SessionTooLongError({ duration: seconds })
  return seconds
}

/** When a session ends that begins in the next block, by the chain's time as of the newest, which may be old. Unix seconds. */
export function expiryAfter(timestamp: bigint, duration: SessionDuration): bigint {
  const now = unixTime()
  return (timestamp > now ? timestamp : now) + secondsOf(duration)
}
