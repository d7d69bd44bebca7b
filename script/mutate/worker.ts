// Tries mutants in a copy of its own: `mutate.ts` starts it, and sends it lists of them, each of one file.
import { argv } from 'node:process'
import { choose, combine } from './combine.ts'
import { deployInstead, type Outcome, removeCopy, test } from './copy.ts'
import { apply, type Mutant } from './findMutants.ts'
import { readProject } from './plan.ts'
import { type Contract, closureOf, compile, readSettings, type Sources } from './project.ts'

export interface Result {
  mutant: Mutant
  verdict: 'killed' | 'survived' | 'timed out' | 'does not compile'
}

/** The creation code of all that is in these files; undefined when they do not compile. */
type Compile = (files: string[]) => Map<Contract, string> | undefined

/** It takes about as long to combine so many as to compile them one by one. */
const WORTH_COMBINING = 6

const [, , target = ''] = argv
const settings = readSettings(target)
const project = readProject(target, settings)
const ended = new AbortController()

const closures = new Map<string, Sources>()

function closure(files: string[]): Sources {
  const known = closures.get(files.join()) ?? closureOf(target, settings, files)
  closures.set(files.join(), known)
  return known
}

const compileAs =
  (file: string, content: string): Compile =>
  (files) =>
    compile(settings, { ...closure(files), [file]: { content } }, files)

/** Which file of tests noticed something last, of those in a pattern. It is the likeliest to notice what is wrong beside that. */
const noticed = new Map<string, string>()

async function run(pattern: string): Promise<Outcome['verdict']> {
  const likeliest = noticed.get(pattern)
  const first = likeliest && (await test(target, likeliest, ended.signal))
  if (first && first.verdict !== 'passed') return first.verdict
  const { verdict, by } = await test(target, pattern, ended.signal)
  if (by) noticed.set(pattern, by)
  return verdict
}

async function judge(file: string, compileFiles: Compile): Promise<Result['verdict']> {
  const undo: (() => void)[] = []
  try {
    for (const { compiled, pattern } of project.stagesOf(file)) {
      if (compiled.length > 0) {
        const codes = compileFiles(compiled)
        if (!codes) return 'does not compile'
        undo.push(deployInstead(target, codes))
      }
      const verdict = await run(pattern)
      if (verdict === 'failed') return 'killed'
      if (verdict === 'timed out') return verdict
    }
    return 'survived'
  } finally {
    for (const one of undo.reverse()) one()
  }
}

/** How each of them is compiled: as one of many where that can be, else alone. */
async function prepare(file: string, mutants: Mutant[]): Promise<(mutant: Mutant) => Compile> {
  const alone = (mutant: Mutant) => compileAs(file, apply(project.sources[file]?.content ?? '', mutant))
  if (mutants.length < WORTH_COMBINING) return alone

  const combined = combine(settings, closure([file]), file, mutants)
  const known = new Map<string, ReturnType<Compile>>()
  const compileAll: Compile = (files) => {
    const key = files.join()
    if (!known.has(key)) known.set(key, compileAs(file, combined.content)(files))
    return known.get(key)
  }
  const chosen =
    (number: number): Compile =>
    (files) => {
      const codes = compileAll(files)
      return codes && choose(codes, number)
    }
  // With none chosen it must be as good as the original: tests of gas, or a stack too deep, may say otherwise.
  const same = await judge(file, chosen(0))
  if (process.env.MUTATE_DEBUG) console.error(file, mutants.length, combined.mutants.length, same)
  if (same !== 'survived') return alone
  return (mutant) =>
    combined.mutants.includes(mutant) ? chosen(combined.mutants.indexOf(mutant) + 1) : alone(mutant)
}

process.on('message', async (mutants: Mutant[]) => {
  const file = mutants[0]?.file ?? ''
  const compileOf = await prepare(file, mutants)
  for (const mutant of mutants)
    process.send?.({ mutant, verdict: await judge(file, compileOf(mutant)) } satisfies Result)
  process.send?.('ready')
})
process.on('disconnect', () => {
  ended.abort()
  removeCopy(target)
  process.exit()
})
process.send?.('ready')
