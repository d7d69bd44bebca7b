/**
 * How far a second is from now, and when it is: `in 3 h 20 min (2026-11-27 05:10 UTC)`.
 *
 * @param at - Unix seconds.
 * @param now - Unix seconds, by the chain's clock.
 */
export function describeTime(at: bigint, now: bigint): string {
  const distance = describeDuration(at > now ? at - now : now - at)
  return `${at > now ? `in ${distance}` : `${distance} ago`} (${dateOf(at)})`
}

/** A number of seconds in its two largest units: `3 h 20 min`. */
export function describeDuration(seconds: bigint): string {
  const units = [
    ['d', 86_400n],
    ['h', 3600n],
    ['min', 60n],
    ['s', 1n],
  ] as const
  const first = units.findIndex(([, size]) => seconds >= size)
  if (first < 0) return '0 s'
  let rest = seconds
  const parts = units.slice(first, first + 2).map(([unit, size]) => {
    const count = rest / size
    rest %= size
    return count > 0n ? `${count} ${unit}` : ''
  })
  return parts.filter(Boolean).join(' ')
}

/** The last moment that a date can be, in Unix seconds. */
const lastDate = 8_640_000_000_000n

/** A second as a date to the minute, in UTC. */
export const dateOf = (at: bigint): string =>
  at > lastDate ? 'never ends' : `${isoOf(at).slice(0, 16).replace('T', ' ')} UTC`

/** A second as an ISO date, for programs. */
export const isoOf = (at: bigint): string =>
  new Date(Number(at > lastDate ? lastDate : at) * 1000).toISOString()
