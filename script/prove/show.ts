import { getAddress, toHex } from 'viem'
import type { Outcome } from './evm.ts'
import { permissions } from './permissions.ts'
import type { Found } from './solver.ts'
import type { Truth, Word, Words } from './words.ts'

/** Promises by what they say. */
export type Goals = Record<string, Truth>

type Show = (
  outcomes: Outcome[],
  goalsOf: (outcome: Outcome) => Goals,
  ...holding: Truth[]
) => string | undefined

/**
 * Shows of each outcome what it has to keep, or gives what contradicts it. What is the same for several is shown once, of all that they
 * have in common, if that is enough. One of them has to be possible.
 *
 * @param named Words that are told with a contradiction.
 */
export function createShow(words: Words, named: Map<string, Word>, given: readonly Truth[]): Show {
  const { and, bitsOf, isTrueIn, not } = words

  /** What contradicts one of these goals, if all of that holds. */
  function refute(goals: Goals, ...holding: Truth[]): string | undefined {
    const found = words.ask(...given, ...holding, not(and(...Object.values(goals))))
    if (found === undefined) return undefined
    if (found === 'unknown') return `not decided: ${Object.keys(goals).join(', ')}`
    const [broken] = Object.entries(goals).find(([, goal]) => isTrueIn(found, not(goal))) ?? []
    // What the solver found has to be one, by its own evaluation.
    if (broken === undefined || !isTrueIn(found, and(...given, ...holding)))
      return `not decided, since the solver contradicts itself: ${Object.keys(goals).join(', ')}`
    const values = [...named].map(([of, word]): [string, bigint] => [of, valueIn(found, word)])
    const told = values.filter(([, value]) => value !== 0n).map(([of, value]) => `${of} is ${said(value)}`)
    return `${broken}, but not if ${told.join(', ')}, and all else is 0`
  }
  const valueIn = (model: Found, word: Word) =>
    BigInt(model.eval(bitsOf(word), true).sexpr().replace('#', '0'))

  const keyOf = (truth: Truth) => (typeof truth === 'object' ? truth.id() : truth)
  function inCommon(path: Truth[], other: Truth[]): Truth[] {
    const keys = new Set(other.map(keyOf))
    return path.filter((truth) => keys.has(keyOf(truth)))
  }

  /** Goals that are the same for the same outcomes. */
  function grouped(outcomes: Outcome[], goalsOf: (outcome: Outcome) => Goals) {
    const same = new Map<string, { goal: string; of: Outcome[]; truth: Truth }>()
    for (const outcome of outcomes)
      for (const [goal, truth] of Object.entries(goalsOf(outcome))) {
        const key = `${goal} ${keyOf(truth)}`
        same.set(key, { goal, of: [...(same.get(key)?.of ?? []), outcome], truth })
      }
    const together = new Map<string, { goals: Goals; of: Outcome[] }>()
    for (const { goal, of, truth } of same.values()) {
      const key = of.map((one) => outcomes.indexOf(one)).join()
      together.set(key, { goals: { ...together.get(key)?.goals, [goal]: truth }, of })
    }
    return together.values()
  }

  return (outcomes, goalsOf, ...holding) => {
    for (const { goals, of } of grouped(outcomes, goalsOf)) {
      const [first, ...others] = of.map(({ path }) => path)
      const common = others.reduce(inCommon, first ?? [])
      if (of.length > 1 && refute(goals, ...holding, ...common) === undefined) continue
      for (const outcome of of) {
        // Again, so that names are of what is in this outcome.
        const its = Object.entries(goalsOf(outcome)).filter(([goal]) => goal in goals)
        const refuted = refute(Object.fromEntries(its), ...holding, ...outcome.path)
        if (refuted !== undefined) return refuted
      }
    }
    const through = outcomes.filter(({ ended }) => ended === 'returned')
    const isPossible = ({ path }: Outcome) => typeof words.ask(...given, ...holding, ...path) === 'object'
    return (through.length > 0 ? through : outcomes).some(isPossible)
      ? undefined
      : 'nothing shows that it ever happens'
  }
}

/** A value in words: a permission by its name, a small number as such, an address, or bytes. */
function said(value: bigint): string {
  const known = Object.entries(permissions).find(([, permission]) => permission === value)
  if (known) return known[0]
  if (value < 2n ** 64n) return String(value)
  return value < 2n ** 160n ? getAddress(toHex(value, { size: 20 })) : toHex(value, { size: 32 })
}
