// Many mutants of a file in one: each beside the code that it replaces, and a number in the bytecode says which of them counts.
// To compile a mutant takes longer than the tests that notice it; so they are compiled together, once.
import type { Edit, Mutant } from './findMutants.ts'
import { type CompilerError, type Contract, check, type Settings, type Sources } from './project.ts'

/** Is pushed as it is, since nothing is optimized. */
const CHOICE = '5e1ec7ed'.repeat(8)

export interface Combined {
  content: string
  /** Those that are in it; the first has number 1. */
  mutants: Mutant[]
}

/** Leaves out what has another type than the code that it replaces, and what no condition can stand around. */
export function combine(settings: Settings, sources: Sources, file: string, mutants: Mutant[]): Combined {
  const original = Buffer.from(sources[file]?.content ?? '')
  let inside = mutants.filter(({ kind }) => kind !== 'other')
  for (;;) {
    const content = combined(original, inside)
    const errors = check(settings, { ...sources, [file]: { content } }, file)
    if (errors.length === 0) return { content, mutants: inside }
    const out = new Set(errors.flatMap((error) => blamed(content, error)))
    inside = inside.filter((_, i) => out.size > 0 && !out.has(i + 1))
  }
}

/** The bytecode in which mutant `number` counts; none for 0. */
export function choose(codes: Map<Contract, string>, number: number): Map<Contract, string> {
  const chosen = number.toString(16).padStart(64, '0')
  return new Map([...codes].map(([contract, code]) => [contract, code.replaceAll(CHOICE, chosen)]))
}

interface Place extends Edit {
  number: number
  kind: Mutant['kind']
}

function combined(original: Buffer, mutants: Mutant[]): string {
  const places = mutants
    .flatMap(({ edits, kind }, i): Place[] => edits.map((edit) => ({ ...edit, number: i + 1, kind })))
    // What is around another one comes before it.
    .sort((a, b) => a.start - b.start || b.end - a.end || a.number - b.number)
  return `${written(original, 0, original.length, places)}\nuint256 constant CHOICE = 0x${CHOICE};\n`
}

/** From `start` to `end`, with all the `places` in there. */
function written(original: Buffer, start: number, end: number, places: Place[]): string {
  let [text, at] = ['', start]
  for (let i = 0; i < places.length; ) {
    const place = places[i]
    if (!place) break
    const within = places.slice(i).filter((other) => other.start < place.end)
    const here = within.filter((other) => other.start === place.start && other.end === place.end)
    const inner = within.filter((other) => !here.includes(other))
    text += original.subarray(at, place.start).toString()
    text += here.reduceRight(choice, written(original, place.start, place.end, inner))
    at = place.end
    i += within.length
  }
  return text + original.subarray(at, end).toString()
}

function choice(otherwise: string, { number, kind, text }: Place): string {
  const chosen =
    kind === 'statement'
      ? `{ if (CHOICE != ${number}) { ${otherwise} } }`
      : `(CHOICE == ${number} ? (${text}) : ${otherwise})`
  return `/*<${number}*/${chosen}/*${number}>*/`
}

/** Whose fault an error is: of what it is in; else of what is in it, or comes next in the same function. */
function blamed(content: string, { message, sourceLocation }: CompilerError): number[] {
  if (!sourceLocation) return []
  const { start, end } = sourceLocation
  // As many characters as bytes.
  const text = Buffer.from(content).toString('latin1')
  const pairs = [...text.matchAll(/\/\*<(\d+)\*\//g)].map(({ 1: number, index }) => ({
    number: Number(number),
    from: index,
    to: text.indexOf(`/*${number}>*/`, index),
  }))
  const inside = pairs.filter(({ from, to }) => start <= from && to <= end)
  const around = pairs.filter(({ from, to }) => from <= start && end <= to)
  const isOfOperands = /operator/.test(message) && inside.length > 0
  const nearest = around.at(-1)
  if (nearest && !isOfOperands) return [nearest.number]
  if (inside.length > 0) return inside.map(({ number }) => number)
  const last = text.indexOf('\n    }', end)
  return pairs.filter(({ from }) => from > end && from < last).map(({ number }) => number)
}
