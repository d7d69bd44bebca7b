const units = [
  [86_400n, 'd'],
  [3600n, 'h'],
  [60n, 'min'],
  [1n, 's'],
] as const

/** A span in its two largest units: `6 d 23 h`. */
export function span(seconds: bigint): string {
  const first = units.findIndex(([size]) => seconds >= size)
  if (first === -1) return '0 s'
  let rest = seconds
  return units
    .slice(first, first + 2)
    .flatMap(([size, unit]) => {
      const count = rest / size
      rest %= size
      return count > 0n ? `${count} ${unit}` : []
    })
    .join(' ')
}

/** How long a grant holds, by the chain's clock. */
export function timeLeft(expiry: bigint, now: bigint | undefined): string {
  if (expiry === 0n) return 'taken back'
  if (now === undefined) return `until ${date(expiry)}`
  return expiry >= now ? `${span(expiry - now)} left` : `ended ${span(now - expiry)} ago`
}

const format = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' })

/** A moment, where the reader is. */
export const date = (seconds: bigint) =>
  seconds < 8_640_000_000_000n ? format.format(Number(seconds) * 1000) : `second ${seconds}`
