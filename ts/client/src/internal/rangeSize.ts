import { blockRange } from './logs.ts'

/** After so many answers in a row, more is tried again, and four times as rarely each time that it was in vain, up to a limit. */
const patience = { first: 4, most: 256 }

/** How many blocks a node searches at a time, as far as it has let it be known. */
export type RangeSize = {
  /** How many to ask for next. */
  readonly blocks: bigint
  /** So many were searched. */
  granted: (blocks: bigint) => void
  /** So many were too many. */
  refused: (blocks: bigint) => void
}

/**
 * Finds out how many blocks a node searches at a time, whatever it counts: halfway between the most that it granted and the least
 * that it refused, until these meet. Then more is tried from time to time: what was too much where much happened may be little
 * elsewhere.
 */
export function createRangeSize(): RangeSize {
  let most = 0n
  /** So that the first is the most that is ever asked for. */
  let least = 2n * blockRange
  let streak = 0
  let wanted = patience.first

  return {
    get blocks() {
      const middle = (most + least) / 2n
      return middle > blockRange ? blockRange : middle || 1n
    },
    granted: (blocks) => {
      if (blocks > most) {
        most = blocks
        wanted = patience.first
      }
      if (least <= most) least = most + 1n
      if (least > most + 1n || ++streak < wanted) return
      streak = 0
      wanted = Math.min(4 * wanted, patience.most)
      least = 3n * most
    },
    refused: (blocks) => {
      if (blocks < least) least = blocks
      if (most >= least) most = 0n
      streak = 0
    },
  }
}
