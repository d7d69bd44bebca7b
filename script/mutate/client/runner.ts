// Runs each test again and again: as it is, and then with each mutant that it comes by, in the same process and on the same chain.
// To start a process and a chain for each mutant takes seconds, and a test takes milliseconds.
import { AsyncLocalStorage } from 'node:async_hooks'
import { readFileSync } from 'node:fs'
import {
  type RunnerTask,
  type RunnerTestCase,
  type RunnerTestFile,
  type RunnerTestSuite,
  TestRunner,
  vi,
} from 'vitest'
import { type Chosen, type Note, take, trialOf } from './trial.ts'

const trial = trialOf(process.env)
const chosen: Chosen = JSON.parse(readFileSync(trial.mutants, 'utf8'))
const alive = new Set(chosen.alive)
const durations: Record<string, number> = JSON.parse(readFileSync(trial.durations, 'utf8'))

/** By mutant, how often it would have been at work while files were loaded. */
const loaded: Record<string, number> = {}

/** By test and mutant, how often a mutant would have been at work. It has to stay the same object. */
const reached: Record<string, Record<string, number>> = {}

/** What the mutated sources look at: Stryker's instrumenter says how it is called. */
const switches = {
  activeMutant: chosen.loaded,
  currentTestId: undefined as string | undefined,
  hitCount: 0,
  hitLimit: 0,
  mutantCoverage: { perTest: reached, static: loaded },
}
Object.assign(globalThis, { __stryker__: switches })

/** One run of a test: with a mutant, or as it is. */
type Run = { limit: number; mutant?: string; over: boolean }
type Outcome = 'passed' | 'failed' | 'late'

/** Runs that may still be under way. What a run that is over had planned for later does not happen. */
const runs = new AsyncLocalStorage<Run>()
for (const name of ['setTimeout', 'setInterval'] as const) {
  const original = globalThis[name] as (callback: (...args: unknown[]) => void, ...rest: unknown[]) => unknown
  const bounded: typeof original = (callback, ...rest) => {
    const run = runs.getStore()
    return original(
      run
        ? (...args) => {
            if (!run.over) callback(...args)
          }
        : callback,
      ...rest,
    )
  }
  Object.assign(globalThis, { [name]: bounded })
}
const later = setTimeout

/** How vitest's own error begins. */
const timedOut = 'Test timed out'

/** How often a test is asked before it counts as one that cannot tell right from wrong. */
const patience = 3

/** What to run next, each time it was heard what became of the last. */
function* runsOf(test: string, measured: () => { hits: Record<string, number>; milliseconds: number }) {
  const bare = (limit: number): Run => ({ limit, over: false })
  let start: Outcome = 'failed'
  for (let tries = 0; tries < patience && start !== 'passed'; tries++) {
    if (tries > 0) anew.add(test)
    start = yield bare(Infinity)
  }
  if (start !== 'passed') return note({ about: 'broken', test, why: start })
  const { hits, milliseconds } = measured()
  const limit = 5000 + 2 * milliseconds
  note({ about: 'reach', milliseconds, mutants: Object.keys(hits), test })
  for (const mutant of Object.keys(hits).filter((id) => alive.has(id))) {
    note({ about: 'begin', mutant, test })
    switches.hitLimit = 100 * (hits[mutant] ?? 0) + 1000
    // It fails with the mutant, passes without, and fails with it again: so it was the mutant.
    let failures = 0
    for (let tries = 0; failures < 2; tries++) {
      const outcome: Outcome = yield { ...bare(limit), mutant }
      if (outcome === 'passed') break
      if (++failures === 2) {
        alive.delete(mutant)
        note({ about: outcome === 'late' ? 'timed out' : 'killed', mutant, test })
        break
      }
      const control: Outcome = yield bare(limit)
      if (control === 'passed') continue
      failures = 0
      anew.add(test)
      if (tries === patience) return note({ about: 'broken', test, why: `${control} after ${mutant}` })
    }
  }
}

/** The same where the mutant is at work from the beginning. */
function* onlyRunOf(test: string, mutant: string) {
  note({ about: 'begin', mutant, test })
  const outcome: Outcome = yield { limit: Infinity, mutant, over: false } satisfies Run
  if (outcome === 'passed') return
  alive.delete(mutant)
  note({ about: 'killed', mutant, test })
}

const note = (what: Note) => take(trial, what)

/** Tests that fail when something is on the chain already, be it their own: each run of them begins with it as it was at first. */
const anew = new Set<string>()

/** Chains that were started for tests, each with the name of a snapshot from before the first of them. */
const chains = new Map<string, string | undefined>()
const send = globalThis.fetch
globalThis.fetch = (to, request) => {
  if (typeof to === 'string' && String(request?.body).includes('"method":"anvil_') && !chains.has(to))
    chains.set(to, undefined)
  return send(to, request)
}

async function ask(url: string, method: string, ...params: unknown[]): Promise<string> {
  const body = JSON.stringify({ id: 1, jsonrpc: '2.0', method, params })
  const response = await send(url, { body, headers: { 'content-type': 'application/json' }, method: 'POST' })
  return ((await response.json()) as { result: string }).result
}

/** What a test started for itself may be gone. */
const forget = (url: string) => () => void chains.delete(url)

const keep = (url: string) =>
  ask(url, 'evm_snapshot').then((snapshot) => chains.set(url, snapshot), forget(url))

async function keepNew() {
  for (const [url, snapshot] of chains) if (snapshot === undefined) await keep(url)
}

async function rewind() {
  for (const [url, snapshot] of chains) {
    await ask(url, 'evm_revert', snapshot).catch(forget(url))
    // Else it goes on from when that was.
    await ask(url, 'evm_setTime', Math.floor(Date.now() / 1000)).catch(forget(url))
    await keep(url)
  }
}

/** Tests may stop the one that everybody sees. */
const now = performance.now.bind(performance)

const nameOf = (test: RunnerTask) => `${test.file.name} > ${test.name}`

/** How long a test took, or the quickest of a suite's, the last time that this was measured. */
function durationOf(task: RunnerTask): number {
  if (task.type === 'suite') return Math.min(...task.tasks.map(durationOf))
  return durations[nameOf(task)] ?? 0
}

export default class MutantRunner extends TestRunner {
  #runs: Generator<Run, void, Outcome> | undefined
  #run: Run = { limit: 0, over: true }
  #milliseconds = 0
  #late = false

  /** The quick ones first. */
  onCollected(files: RunnerTestFile[]) {
    const sort = (suite: RunnerTestSuite) => {
      suite.tasks.sort((a, b) => durationOf(a) - durationOf(b))
      for (const task of suite.tasks) if (task.type === 'suite') sort(task)
    }
    for (const file of files) sort(file)
    note({ about: 'load', mutants: Object.keys(loaded) })
  }

  override async onBeforeRunTask(test: RunnerTestCase) {
    await super.onBeforeRunTask(test)
    await keepNew()
    // It is run until this says that it passed.
    test.retry = Infinity
    switches.currentTestId = test.id
    if (alive.size === 0) test.mode = 'skip'
    this.#runs =
      chosen.loaded === undefined
        ? runsOf(nameOf(test), () => ({ hits: reached[test.id] ?? {}, milliseconds: this.#milliseconds }))
        : onlyRunOf(nameOf(test), chosen.loaded)
    this.#run = this.#runs.next().value ?? this.#run
  }

  override async onBeforeTryTask(test: RunnerTestCase) {
    if (anew.has(nameOf(test))) await rewind()
    super.onBeforeTryTask(test)
  }

  async runTask(test: RunnerTestCase) {
    const run = this.#run
    const began = now()
    let timer: ReturnType<typeof setTimeout> | undefined
    this.#late = false
    switches.hitCount = 0
    switches.activeMutant = run.mutant
    try {
      const running = runs.run(run, async () => TestRunner.getTestFn(test)())
      const late = new Promise<never>((_, reject) => {
        if (run.limit < Infinity) timer = later(() => reject(new Error(timedOut)), run.limit)
      })
      await Promise.race([running, late])
      if (run.mutant && switches.hitCount > switches.hitLimit) throw new Error(timedOut)
    } catch (error) {
      this.#late = error instanceof Error && error.message.startsWith(timedOut)
      throw error
    } finally {
      clearTimeout(timer)
      this.#milliseconds = now() - began
      switches.activeMutant = undefined
      switches.currentTestId = undefined
    }
  }

  /** After everything that a test cleans up. */
  onAfterRetryTask(test: RunnerTestCase) {
    this.#run.over = true
    vi.useRealTimers()
    vi.restoreAllMocks()
    const { result } = test
    if (!result) return
    const outcome = result.state === 'pass' ? 'passed' : this.#late ? 'late' : 'failed'
    if (process.env.MUTANTS_DEBUG)
      console.error(
        nameOf(test),
        this.#run.mutant,
        outcome,
        this.#milliseconds,
        result.errors?.at(-1)?.message,
      )
    const next = this.#runs?.next(outcome)
    if (next?.value) this.#run = next.value
    // vitest tries again what failed for some reason.
    result.errors = next?.done ? [] : [{ message: 'There is more to run.' }]
    result.state = next?.done ? 'pass' : 'fail'
  }
}
