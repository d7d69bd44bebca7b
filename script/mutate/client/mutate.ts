// Tries small faults in the core of the client, one at a time, and fails when tests notice too few: docs/mutation.md.
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { draw } from '../draw.ts'
import { findMutants, type Mutant } from './findMutants.ts'
import { type Part, parts } from './plan.ts'
import { type Chosen, environmentOf, type Note, type Trial } from './trial.ts'

const usage =
  'npm run mutate:client -- [--file <part of a path>] [--sample <n> --seed <any text>] [--again] [--list] [--workers <n>]'

/** The score below which it fails, in percent. */
const enough = 85

const root = process.cwd()
const vitest = join(root, 'node_modules/vitest/vitest.mjs')

/** Without a word for so long, in milliseconds, a process is caught in a loop. */
const patience = 300_000

const { values: options } = parseArgs({
  options: {
    again: { type: 'boolean' },
    file: { type: 'string', multiple: true },
    list: { type: 'boolean' },
    sample: { type: 'string' },
    seed: { type: 'string' },
    workers: { type: 'string', default: String(availableParallelism()) },
  },
})
const { file: named = [] } = options
if (options.sample !== undefined && !options.seed)
  fail(`--sample needs --seed, which says what is drawn.\n${usage}`)

function fail(message: string): never {
  console.error(message)
  process.exit(1)
}

/* WHICH */

const { mutants: all, sources } = await findMutants()

/** Why no test can notice a mutant, by its key. */
const equivalents: Record<string, string> = JSON.parse(
  readFileSync(new URL('equivalents.json', import.meta.url), 'utf8'),
)
const keys = new Set(all.map(({ key }) => key))
const stale = Object.keys(equivalents).filter((key) => !keys.has(key))
if (stale.length > 0)
  fail(['No such mutant, so take it out of script/mutate/client/equivalents.json:', ...stale].join('\n  '))

const inFiles = all.filter(({ file }) => named.length === 0 || named.some((part) => file.includes(part)))
if (inFiles.length === 0) fail(`Nothing is mutated in ${named.join(', ')}.`)
const { sample, seed = '' } = options
const keyOf = ({ key }: Mutant) => key
const drawable = inFiles.filter(({ key }) => !(key in equivalents))
const chosen = sample === undefined ? inFiles : draw(drawable, { count: Number(sample), keyOf, seed })

const shown = ({ file, key, line }: Mutant) => `${file}:${line} ${key.slice(file.length + 1)}`

if (options.list) {
  // A pipe may not have taken all of it when this process ends.
  await new Promise((done) => process.stdout.write(chosen.map((one) => `${shown(one)}\n`).join(''), done))
  process.exit()
}

/* TRY */

type Verdict = 'killed' | 'timed out' | 'survived' | 'not reached'

const began = Date.now()

/** What became of each mutant the last time, by its key, and how long tests took: not needed, but a help. */
const memory = 'cache/mutants/client.json'
const last: { durations: Record<string, number>; verdicts: Record<string, Verdict> } = existsSync(memory)
  ? JSON.parse(readFileSync(memory, 'utf8'))
  : { durations: {}, verdicts: {} }
const verdicts = new Map<string, Verdict>(
  chosen.map(({ id, key }) => [id, (options.again && last.verdicts[key]) || 'not reached']),
)
const broken: string[] = []
/** What is at work only while files are loaded, if nothing else is said of it. */
const loaded = new Set<string>()
const alive = (mutants: Mutant[]) =>
  mutants.filter(({ id }) => ['survived', 'not reached'].includes(verdicts.get(id) ?? ''))

const folder = mkdtempSync(join(tmpdir(), 'foc-mutants-'))
const children = new Set<number>()
process.on('exit', () => {
  for (const group of children) process.kill(-group, 'SIGKILL')
  rmSync(folder, { force: true, recursive: true })
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(130))

const sourcesFile = join(folder, 'sources.json')
writeFileSync(sourcesFile, JSON.stringify(sources))
const workers = Math.min(Number(options.workers), chosen.length)
await Promise.all(Array.from({ length: workers }, (_, worker) => work(worker)))

/** Takes every so-manieth mutant of each part through its tests. */
async function work(worker: number) {
  for (const part of parts) {
    const mine = chosen.filter((mutant) => mutant.part === part).filter((_, i) => i % workers === worker)
    // Those that no test should notice come last, and among themselves: what they leave behind could make tests fail for others.
    await tryAll(part, worker, { mutants: mine.filter((mutant) => !isEquivalent(mutant)), name: part.name })
    await tryAll(part, worker, { mutants: mine.filter(isEquivalent), name: `${part.name}, equivalent` })
  }
}

async function tryAll(
  { tests }: Part,
  worker: number,
  { mutants, name }: { mutants: Mutant[]; name: string },
) {
  for (const test of tests) {
    const before = alive(mutants).length
    for (let stuck = true; stuck && alive(mutants).length > 0; )
      stuck = await tryIn(pathOf(test), mutants, worker)
    if (before > 0)
      console.log(`${seconds()} s, ${name}: of ${before}, ${alive(mutants).length} are left after ${test}`)
  }
  // A chain and a process of its own for each of these; there are few.
  for (const mutant of mutants.filter(({ id }) => verdicts.get(id) === 'not reached' && loaded.has(id)))
    for (const test of tests)
      if (alive([mutant]).length > 0) await tryIn(pathOf(test), [mutant], worker, mutant.id)
}

/**
 * @param atLoad - The mutant that is at work from the beginning.
 * @returns Whether it got stuck, so that there is more to do.
 */
async function tryIn(test: string, mutants: Mutant[], worker: number, atLoad?: string): Promise<boolean> {
  const name = String(worker)
  const trial: Trial = {
    durations: join(folder, `${name}.durations`),
    mutants: join(folder, `${name}.json`),
    notes: join(folder, `${name}.notes`),
    sources: sourcesFile,
  }
  const chosen: Chosen = { alive: alive(mutants).map(({ id }) => id), loaded: atLoad }
  writeFileSync(trial.mutants, JSON.stringify(chosen))
  writeFileSync(trial.durations, JSON.stringify(last.durations))
  writeFileSync(trial.notes, '')
  const config = join(root, 'script/mutate/client/vitest.config.ts')
  const child = spawn(
    process.execPath,
    [vitest, 'run', '--typecheck.enabled=false', '--root', root, '--config', config, test],
    // Some mutants write to other places.
    {
      cwd: folder,
      detached: true,
      env: { ...environmentOf(trial), HOME: folder },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  const { pid = 0 } = child
  children.add(pid)
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data) => {
      output += data
      if (process.env.MUTANTS_DEBUG) process.stderr.write(data)
    })
  let stuck = false
  const watch = setInterval(() => {
    if (Date.now() - statSync(trial.notes).mtimeMs < patience) return
    stuck = true
    process.kill(-pid, 'SIGKILL')
  }, 1000)
  const code = await new Promise((done, failed) => child.on('error', failed).on('close', done))
  clearInterval(watch)
  children.delete(pid)

  let latest: string | undefined
  const notes = readFileSync(trial.notes, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Note)
  for (const note of notes)
    if (note.about === 'reach') {
      last.durations[note.test] = note.milliseconds
      for (const id of note.mutants) if (verdicts.get(id) === 'not reached') verdicts.set(id, 'survived')
    } else if (note.about === 'load') for (const id of note.mutants) loaded.add(id)
    else if (note.about === 'begin') latest = note.mutant
    else if (note.about === 'broken') broken.push(`${note.test}: ${note.why}`)
    else verdicts.set(note.mutant, note.about)
  if (atLoad !== undefined && alive(mutants).length > 0)
    // What does not even load says nothing.
    verdicts.set(atLoad, stuck ? 'timed out' : code === 0 && notes.length > 0 ? 'survived' : 'killed')
  else if (stuck && latest === undefined) throw new Error(`${test} does not end.\n${output}`)
  else if (stuck && latest !== undefined) verdicts.set(latest, 'timed out')
  else if (code !== 0 || notes.length === 0) throw new Error(`${test} ended with ${code}.\n${output}`)
  for (const { id, key } of mutants) last.verdicts[key] = verdicts.get(id) ?? 'not reached'
  mkdirSync('cache/mutants', { recursive: true })
  writeFileSync(memory, JSON.stringify(last))
  return stuck
}

function pathOf(name: string) {
  return `ts/client/test/${name}.test.ts`
}

function seconds() {
  return Math.round((Date.now() - began) / 1000)
}

/* SCORE */

function isEquivalent({ key }: Mutant): boolean {
  return key in equivalents
}
const having = (mutants: Mutant[], verdict: Verdict) =>
  mutants.filter((mutant) => !isEquivalent(mutant) && verdicts.get(mutant.id) === verdict)

/** Percent. One that times out is not passed, and counts as killed. */
function scoreOf(mutants: Mutant[]): number {
  const noticed = having(mutants, 'killed').length + having(mutants, 'timed out').length
  return (100 * noticed) / mutants.filter((mutant) => !isEquivalent(mutant)).length
}

function printRow(name: string, mutants: Mutant[]) {
  const counts = (['killed', 'timed out', 'survived', 'not reached'] as const).map(
    (verdict) => having(mutants, verdict).length,
  )
  const listed = mutants.filter(isEquivalent).length
  console.log(
    `| ${[name, mutants.length, ...counts, listed, `${scoreOf(mutants).toFixed(1)} %`].join(' | ')} |`,
  )
}

for (const verdict of ['timed out', 'not reached', 'survived'] as const) {
  console.log(`\n${verdict}:`)
  for (const mutant of having(chosen, verdict)) console.log(`  ${shown(mutant)}`)
}
console.log('\n| file | mutants | killed | timed out | survived | not reached | equivalent | score |')
console.log('|---|---|---|---|---|---|---|---|')
for (const file of [...new Set(chosen.map((mutant) => mutant.file))])
  printRow(
    file.replace('ts/client/src/', ''),
    chosen.filter((mutant) => mutant.file === file),
  )
printRow('all', chosen)
console.log(`\n${seconds()} s.`)

const noticed = chosen.filter(
  (mutant) => isEquivalent(mutant) && ['killed', 'timed out'].includes(verdicts.get(mutant.id) ?? ''),
)
const complain = (what: string, lines: string[]) => {
  if (lines.length === 0) return
  console.error([what, ...lines].join('\n  '))
  process.exitCode = 1
}
complain('Not equivalent, so take it out of script/mutate/client/equivalents.json:', noticed.map(shown))
complain('These tests fail without a mutant, too:', [...new Set(broken)])
// A handful is one more or one less by chance.
if (options.sample === undefined && scoreOf(chosen) < enough)
  complain(`Less than ${enough} %:`, [`${scoreOf(chosen).toFixed(1)} %`])
