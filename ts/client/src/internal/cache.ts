import type { Expirations, Permission } from '../permissions.ts'
import type { SessionAnswer } from './readSessions.ts'

/** The expirations one by one, with the types that `Object.entries` forgets. */
export const entriesOf = (expirations: Expirations) => Object.entries(expirations) as [Permission, bigint][]

/** Whether an answer was believed: not (`false`) when it is older than the last, and (`undefined`) when another was asked for later. */
export type Verdict = boolean | undefined

/** What is known of one session, and which of several answers counts. */
export type Cache = {
  /**
   * Begins a read.
   *
   * @returns What to give the answer to. One that is older than the last, though asked for later, is from a node that lags
   * behind; or, when that is said again, from after a reorg: then let it be `older`.
   */
  begin: () => (answer: SessionAnswer, older?: boolean) => Verdict
}

/**
 * A cache that begins with what is known already.
 *
 * @param isAsked - Whether a permission was asked for, and not only read along.
 * @param onAnswer - Called with every answer that counts, once it is known.
 */
export function createCache(
  expirations: Expirations,
  isAsked: (permission: Permission) => boolean,
  onAnswer: (answer: SessionAnswer, changed: boolean) => void,
): Cache {
  /** How many reads began. */
  let begun = 0
  /** The last of them that was taken, and as of when it is. */
  let taken = 0
  let asOf = 0n

  return {
    begin: () => {
      const read = ++begun
      return (answer, older) => {
        if (read < taken) return undefined
        if (answer.timestamp < asOf && !older) return false
        taken = read
        asOf = answer.timestamp
        let changed = false
        for (const [permission, expiry] of entriesOf(answer.expirations)) {
          // What was read along is told only when it was granted.
          if (expiry === 0n && expirations[permission] === undefined && !isAsked(permission)) continue
          changed ||= expirations[permission] !== expiry
          expirations[permission] = expiry
        }
        onAnswer(answer, changed)
        return true
      }
    },
  }
}
