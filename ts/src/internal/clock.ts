/**
 * How far behind the machine's clock the chain may seem to be while the machine still counts as right: two Filecoin epochs,
 * since the newest block is always some seconds old.
 */
const tolerance = 60

/** A chain's clock, kept on this machine. */
export type Clock = {
  /** Tells it about the newest block: its number, and its timestamp in Unix seconds. */
  observe: (block: { number: bigint; timestamp: bigint }) => void
  /** Forgets what it was told, after blocks were taken back. */
  reset: () => void
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
 * the machine's clock is set, or the machine slept, the next block starts it anew.
 */
export function createClock(): Clock {
  const machine = () => Math.floor(Date.now() / 1000)
  /** Differs from one time to another only when the machine's clock was set, or the machine slept. */
  const base = () => Date.now() - performance.now()

  let best = 0
  let last: { base: number; number: bigint; seen: number } | undefined
  const offset = () => (best < 0 && best >= -tolerance ? 0 : best)

  return {
    observe: ({ number, timestamp }) => {
      const seen = machine()
      const behind = Number(timestamp) - seen
      if (!last || Math.abs(base() - last.base) > 1000) best = behind
      else if (number > last.number) best = Math.min(Math.max(best, behind), behind + seen - last.seen + 1)
      last = { base: base(), number, seen }
    },
    reset: () => {
      last = undefined
    },
    now: () => BigInt(machine() + offset()),
    until: (second) => (Number(second) - offset()) * 1000 - Date.now(),
  }
}
