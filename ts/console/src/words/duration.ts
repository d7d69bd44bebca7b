import { expiresIn } from 'foc-session-keys'
import type { Chain, Client, Transport } from 'viem'
import { date, span } from './time.ts'

/** How long a grant shall last: a preset, or up to the end of a day such as `2030-01-31`. */
export type Duration = '1h' | '1d' | '7d' | { until: string }

export const presets = [
  ['1h', '1 hour', 'For a try, or a page. What leaks is worth nothing within the hour.'],
  ['1d', '1 day', 'For a day of work. A key that leaks is good until tomorrow.'],
  [
    '7d',
    '7 days',
    'For a server that renews. A key that leaks is good for a week, unless you notice and revoke it.',
  ],
] as const

const longest = 365

/** The last second of a day, where the reader is. */
const endOf = (day: string) => BigInt(Math.floor(new Date(`${day}T23:59:59`).getTime() / 1000))

const dayOf = (moment: Date) =>
  [moment.getFullYear(), moment.getMonth() + 1, moment.getDate()]
    .map((part) => `${part}`.padStart(2, '0'))
    .join('-')

/** The first and last day that can be chosen, by the chain's time. */
export function choosableDays(now: bigint): { first: string; last: string } {
  const today = new Date(Number(now) * 1000)
  const last = new Date(today)
  last.setDate(last.getDate() + longest)
  return { first: dayOf(today), last: dayOf(last) }
}

/** What is wrong with a duration, or nothing. */
export function problemOf(duration: Duration, now: bigint): string | undefined {
  if (typeof duration === 'string') return undefined
  const { first, last } = choosableDays(now)
  const { until } = duration
  if (!/^\d{4}-\d\d-\d\d$/.test(until)) return 'Choose a day.'
  if (until < first) return 'That day is over.'
  if (until > last) return `A grant lasts ${longest} days at most. Renew it before it ends.`
  return undefined
}

/** When a grant ends that is made now, in Unix seconds. */
export async function expiryOf(duration: Duration, client: Client<Transport, Chain>): Promise<bigint> {
  return typeof duration === 'string' ? expiresIn(duration, client) : endOf(duration.until)
}

/** `for 1 hour`, or `until 31 Jan 2030, 23:59`. */
export function lasting(duration: Duration): string {
  const preset = presets.find(([name]) => name === duration)
  return preset ? `for ${preset[1]}` : `until ${date(endOf((duration as { until: string }).until))}`
}

/** What it means that a grant lasts that long. */
export function meaningOf(duration: Duration, now: bigint): string {
  const preset = presets.find(([name]) => name === duration)
  if (preset) return preset[2]
  const left = endOf((duration as { until: string }).until) - now
  const week = left > 7n * 86_400n
  return `That is ${span(left)}. ${week ? 'Longer than a week: who gets hold of the key unnoticed can use it all that time. A shorter grant that is renewed costs a transaction each time, and is safer.' : 'Who gets hold of the key can use it that long, unless you notice and revoke it.'}`
}
