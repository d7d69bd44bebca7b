// Fuzz tests, invariants, the differential and random lives, for as long as it is told, each round with a seed of its own:
// npm run campaign -- --minutes 60 --only invariant,lives
// A round again: npm run campaign -- --only invariant --seed 12345
import { randomInt } from 'node:crypto'
import { parseArgs } from 'node:util'
import { type Kind, kinds } from './kinds.ts'
import { runRound } from './runRound.ts'
import { type Report, readStates, resetStates } from './states.ts'

const { values } = parseArgs({
  options: {
    /** For each kind. A round that has begun is ended. */
    minutes: { default: '5', type: 'string' },
    /** Of `fuzz`, `invariant`, `differential`, `lives`, with commas between them. */
    only: { type: 'string' },
    /** The round with this seed, and no other. */
    seed: { type: 'string' },
  },
})

const only = (values.only?.split(',') ?? Object.keys(kinds)) as Kind[]
for (const kind of only)
  if (!(kind in kinds)) throw new Error(`There is no campaign "${kind}": ${Object.keys(kinds).join(', ')}.`)
const minutes = Number(values.minutes)
if (!(minutes > 0)) throw new Error(`"${values.minutes}" is no number of minutes.`)

let found = 0
for (const kind of only) {
  resetStates()
  const begun = Date.now()
  const seeds: number[] = []
  const total = { calls: 0, failed: [] as string[], reverts: 0, runs: 0, tests: 0 }
  do {
    const seed = values.seed === undefined ? randomInt(2 ** 31) : Number(values.seed)
    seeds.push(seed)
    const round = await runRound(kind, seed)
    for (const key of ['calls', 'reverts', 'runs', 'tests'] as const) total[key] += round[key]
    console.log(`${kind}, seed ${seed}: ${round.runs} runs, ${round.calls} calls, ${round.reverts} reverts`)
    for (const line of round.failed) console.log(`  ${line}`)
    if (round.failed.length > 0) console.log(`  again: npm run campaign -- --only ${kind} --seed ${seed}`)
    total.failed.push(...round.failed)
  } while (values.seed === undefined && Date.now() - begun < minutes * 60_000)
  found += total.failed.length + summarize(kind, seeds, total, (Date.now() - begun) / 60_000)
}
process.exitCode = found > 0 ? 1 : 0

/** @returns How many states were never reached. */
function summarize(
  kind: Kind,
  seeds: number[],
  total: { calls: number; failed: string[]; reverts: number; runs: number },
  minutes: number,
) {
  console.log(
    `\n${kind}: ${minutes.toFixed(1)} minutes, ${seeds.length} rounds, ${total.runs} runs, ${total.calls} calls, ` +
      `${total.reverts} reverts, ${total.failed.length} failed`,
  )
  console.log(`seeds: ${seeds.join(' ')}`)
  if (!kinds[kind].reports) return 0
  const reports = readStates()
  if (reports.length === 0) {
    console.log('No handler said what it reached.')
    return 1
  }
  const never = reports.flatMap(({ campaign, states }) =>
    states.filter(({ times }) => times === 0).map(({ state }) => `${campaign}: ${state}`),
  )
  for (const report of reports) printStates(report)
  for (const state of never) console.log(`never reached: ${state}`)
  return never.length
}

function printStates({ campaign, lives, states }: Report) {
  console.log(`\n| ${campaign}, ${lives} lives | times | lives | most in one |\n|---|---|---|---|`)
  for (const { inLives, most, state, times } of states)
    console.log(`| ${state} | ${times} | ${inLives} | ${most} |`)
}
