// Tries small faults in the contracts, one at a time, and fails when tests notice one too few: docs/mutation.md.
import { fork } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { build, copy, makeFolder, test } from './copy.ts'
import { draw } from './draw.ts'
import { findMutants, keyOf, type Mutant } from './findMutants.ts'
import { readProject } from './plan.ts'
import { readSettings } from './project.ts'
import type { Result } from './worker.ts'

const usage = `npm run mutate:contracts -- --all | --file <part of a path> | --again <what it printed> | --sample <n> --seed <any text> [--list] [--workers <n>]`

const { values: options } = parseArgs({
  options: {
    /** A file with what an earlier run printed: the mutants that survived it. */
    again: { type: 'string' },
    all: { type: 'boolean' },
    file: { type: 'string', multiple: true },
    list: { type: 'boolean' },
    root: { type: 'string', default: '.' },
    sample: { type: 'string' },
    seed: { type: 'string' },
    workers: { type: 'string', default: String(availableParallelism()) },
  },
})
const { root, file: parts = [] } = options
if (!options.all && parts.length === 0 && !options.again && !options.sample) fail(usage)
if (options.sample !== undefined && !options.seed)
  fail(`--sample needs --seed, which says what is drawn.\n${usage}`)

function fail(message: string): never {
  console.error(message)
  process.exit(1)
}

/* WHICH */

const settings = readSettings(root)
const project = readProject(root, settings)
const found = project.files.flatMap((file) => {
  const [source, tree] = [project.sources[file], project.trees[file]]
  return source && tree ? findMutants(file, source.content, tree) : []
})

/** Why no test can notice a mutant, by what `keyOf` calls it. */
const equivalents: Record<string, string> = readEquivalents(join(root, 'script/mutate/equivalents.json'))

function readEquivalents(path: string) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {}
}

const keys = new Set(found.map(keyOf))
const stale = Object.keys(equivalents).filter((key) => !keys.has(key))
if (stale.length > 0)
  fail(['No such mutant, so take it out of script/mutate/equivalents.json:', ...stale].join('\n  '))

const survivors = options.again === undefined ? undefined : readSurvivors(options.again)
const inFiles = found
  .filter(({ file }) => parts.length === 0 || parts.some((part) => file.includes(part)))
  .filter((mutant) => survivors?.has(keyOf(mutant)) ?? true)
if (inFiles.length === 0) fail(`Nothing can be mutated in ${options.again ?? parts.join(', ')}.`)

/** The keys of what is said to have survived; lines may have moved since. */
function readSurvivors(path: string) {
  const lines = readFileSync(path, 'utf8').matchAll(/^(?:survived: | {2})(src\/\S+?):\d+ (.*)$/gm)
  return new Set([...lines].map(([, file, rest]) => `${file} ${rest}`))
}

const { sample, seed = '' } = options
const drawable = inFiles.filter((mutant) => !(keyOf(mutant) in equivalents))
const chosen = sample === undefined ? inFiles : draw(drawable, { count: Number(sample), keyOf, seed })

const shown = (mutant: Mutant) =>
  `${mutant.file}:${mutant.line} ${keyOf(mutant).slice(mutant.file.length + 1)}`

if (options.list) {
  // What is still in a pipe is lost with the process.
  await new Promise((done) => process.stdout.write(`${chosen.map(shown).join('\n')}\n`, done))
  process.exit()
}

/* TRY */

const folder = makeFolder()
// Workers hear when this process ends, however it does, and take their copies with them.
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(130))

const began = Date.now()
build(root)
const patterns = chosen.flatMap(({ file }) => project.stagesOf(file).map(({ pattern }) => pattern))
const copies = Array.from({ length: Math.min(Number(options.workers), chosen.length) }, (_, i) =>
  copy(root, folder, `copy${i}`),
)
const { verdict: unchanged } = await test(copies[0] ?? '', `{${[...new Set(patterns)].join()}}`)
if (unchanged !== 'passed')
  fail(`Without any mutant, the tests ${unchanged}: FOUNDRY_PROFILE=mutants npx forge test`)
console.log(`Built, and every test passes, after ${seconds(began)} s. Mutants to try: ${chosen.length}`)

const results: Result[] = []
const open = lists(chosen)
await Promise.all(copies.map(work))

/** Of one file each, and of so many that no copy has a long one to do when the others are done. */
function lists(mutants: Mutant[]): Mutant[][] {
  return project.files.flatMap((file) => {
    const all = mutants.filter((mutant) => mutant.file === file)
    const size = Math.ceil(all.length / Math.ceil(all.length / 60))
    return Array.from({ length: Math.ceil(all.length / size) }, (_, i) => all.slice(i * size, (i + 1) * size))
  })
}

/** Sends a copy one list after the other. */
function work(target: string): Promise<void> {
  const worker = fork(fileURLToPath(new URL('worker.ts', import.meta.url)), [target])
  return new Promise((done, failed) => {
    worker.on('message', (message: 'ready' | Result) => {
      if (message !== 'ready') return report(message)
      const next = open.shift()
      if (next) worker.send(next)
      else worker.disconnect()
    })
    worker.on('exit', (code) => (code === 0 ? done() : failed(new Error(`A worker ended with ${code}.`))))
  })
}

function report(result: Result) {
  results.push(result)
  const known = keyOf(result.mutant) in equivalents
  if (result.verdict === 'survived' && !known) console.log(`survived: ${shown(result.mutant)}`)
  if (result.verdict === 'timed out') console.log(`timed out: ${shown(result.mutant)}`)
  if (results.length % 100 === 0) console.log(`${results.length} tried after ${seconds(began)} s`)
}

function seconds(since: number) {
  return Math.round((Date.now() - since) / 1000)
}

/* SCORE */

const isEquivalent = ({ mutant }: Result) => keyOf(mutant) in equivalents
const count = (verdict: Result['verdict'], of: Result[]) => of.filter((one) => one.verdict === verdict).length

console.log(
  '\n| file | mutants | killed | timed out | survived | equivalent | score |\n|---|---|---|---|---|---|---|',
)
for (const file of [...new Set(chosen.map((mutant) => mutant.file))])
  printRow(
    file,
    results.filter(({ mutant }) => mutant.file === file),
  )
printRow('all', results)

/** Who times out is not passed, and counts as killed. */
function printRow(name: string, all: Result[]) {
  const listed = all.filter(isEquivalent).length
  const rest = all.filter((one) => !isEquivalent(one) && one.verdict !== 'does not compile')
  const [killed, late, survived] = [count('killed', rest), count('timed out', rest), count('survived', rest)]
  const score = rest.length === 0 ? '' : `${((100 * (killed + late)) / rest.length).toFixed(1)} %`
  console.log(
    `| ${name} | ${rest.length + listed} | ${killed} | ${late} | ${survived} | ${listed} | ${score} |`,
  )
}
console.log(`\n${count('does not compile', results)} more do not compile. ${seconds(began)} s.`)

const noticed = results.filter((one) => isEquivalent(one) && one.verdict !== 'survived')
if (noticed.length > 0) {
  console.error('Not equivalent, so take it out of script/mutate/equivalents.json:')
  for (const { mutant, verdict } of noticed) console.error(`  ${keyOf(mutant)} (${verdict})`)
  process.exitCode = 1
}
if (results.some((one) => one.verdict === 'survived' && !isEquivalent(one))) {
  console.error(
    'No test notices these: write one, or say in script/mutate/equivalents.json why there can be none:',
  )
  for (const one of results)
    if (one.verdict === 'survived' && !isEquivalent(one)) console.error(`  ${shown(one.mutant)}`)
  process.exitCode = 1
}
