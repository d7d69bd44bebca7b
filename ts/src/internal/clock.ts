/**
 * How far behind the machine's clock the newest block may be while that clock still counts as right: two Filecoin epochs.
 */
const tolerance = 60n

/** A chain's clock, kept on this machine. */
export type Clock = {
  /** Sets the clock by the timestamp of the newest block, in Unix seconds. */
  set: (timestamp: bigint) => void
  /** The chain's time, in Unix seconds. */
  now: () => bigint
}

/**
 * A clock that runs with the machine's until it is set. The newest block of a chain is always some seconds old, so a
 * machine that is ahead of it by less than the tolerance is taken to be right.
 */
export function createClock(): Clock {
  const machine = () => BigInt(Math.floor(Date.now() / 1000))
  let offset = 0n
  return {
    set: (timestamp) => {
      const ahead = machine() - timestamp
      offset = ahead >= 0n && ahead <= tolerance ? 0n : -ahead
    },
    now: () => machine() + offset,
  }
}
