import { unixTime } from './unixTime.ts'

/**
 * How far behind the machine's clock the chain may seem to be while the machine still counts as right: two Filecoin epochs,
 * since the newest block is always some seconds old.
 */
const tolerance = 60n

/** A chain's clock, kept on this machine. */
export type Clock = {
  /** Tells it when the newest block was made, in Unix seconds. */
  observe: (timestamp: bigint) => void
  /** The chain's time, in Unix seconds. */
  now: () => bigint
  /** Milliseconds until that second of the chain begins. */
  until: (second: bigint) => number
}

/**
 * A clock that runs with the machine's until it is told about a block.
 *
 * An old block says only that the chain is at least that far, so of several blocks the one that puts the chain furthest
 * ahead counts. A block that is new since the last look cannot be older than that look, which bounds it from above. When
 * the machine's clock is set, or the machine slept, or blocks were taken back, the next block starts it anew.
 */
export function createClock(): Clock {
  /** Differs from one time to another only when the machine's clock was set, or the machine slept. */
  const base = () => Date.now() - performance.now()

  let best = 0n
  let last: { base: number; seen: bigint; timestamp: bigint } | undefined
  const offset = () => (best < 0n && best >= -tolerance ? 0n : best)

  return {
    observe: (timestamp) => {
      const seen = unixTime()
      const ahead = timestamp - seen
      if (!last || timestamp < last.timestamp || Math.abs(base() - last.base) > 1000) best = ahead
      else if (timestamp > last.timestamp) {
        const most = timestamp - last.seen + 1n
        if (best < ahead) best = ahead
        if (best > most) best = most
      }
      last = { base: base(), seen, timestamp }
    },
    now: () => unixTime() + offset(),
    until: (second) => Number(second - offset()) * 1000 - Date.now(),
  }
}
