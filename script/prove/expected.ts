import type { Event, Outcome } from './evm.ts'
import type { Goals } from './show.ts'
import type { Byte, Truth, Word, Words } from './words.ts'

/** Events, if that holds. */
export type Told = [when: Truth, events: Event[]]

/** That it is refused if that holds, and what is said then; with nothing, that can be anything. */
export type Refusal = [when: Truth, error: readonly Byte[] | undefined]

/** What an outcome is compared with. */
export function createExpected({ and, not, or, same, sameBytes }: Words) {
  const sameEvent = (a: Event, b: Event | undefined): Truth =>
    a.topics.length === b?.topics.length &&
    and(...a.topics.map((topic, index) => same(topic, b.topics[index] as Word)), sameBytes(a.data, b.data))

  /** It says the first reason that there is. */
  function refused(outcome: Outcome, [first, ...others]: Refusal[]): Truth {
    if (!first) return false
    const [when, error] = first
    const isSaid = error === undefined || (outcome.data !== undefined && sameBytes(outcome.data, error))
    return or(and(when, isSaid), and(not(when), refused(outcome, others)))
  }

  /** These are the events, and no others. */
  function tells(events: Event[], [first, ...others]: Told[]): Truth {
    if (!first) return events.length === 0
    const [when, told] = first
    const isTold =
      events.length >= told.length && and(...told.map((one, index) => sameEvent(one, events[index])))
    return or(
      and(when, isTold, tells(events.slice(told.length), others)),
      and(not(when), tells(events, others)),
    )
  }

  /** What is to be shown of a view. */
  const viewed =
    (
      of: string,
      said: (outcome: Outcome) => readonly Byte[],
      fails: (outcome: Outcome) => Truth = () => false,
    ) =>
    (outcome: Outcome): Goals => ({
      [of]:
        outcome.ended === 'returned'
          ? outcome.data !== undefined && sameBytes(outcome.data, said(outcome))
          : fails(outcome),
      'nothing is written or told, and who is asked is so by a view':
        outcome.writes.length + outcome.events.length === 0 &&
        outcome.asked.every(({ kind }) => kind === 'staticcall'),
    })

  return { refused, tells, viewed }
}
