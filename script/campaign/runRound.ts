import { spawn } from 'node:child_process'
import { type Kind, kinds } from './kinds.ts'
import { statesFile } from './states.ts'

/** What a round did. */
export type Round = { calls: number; failed: string[]; reverts: number; runs: number; tests: number }

/** Whatever failed is kept in test/corpus, and tried again at the beginning of every round. */
const corpus = {
  FOUNDRY_FUZZ_FAILURE_PERSIST_DIR: 'test/corpus/fuzz',
  FOUNDRY_INVARIANT_FAILURE_PERSIST_DIR: 'test/corpus/invariant',
}

export async function runRound(kind: Kind, seed: number): Promise<Round> {
  const { environment, forge } = kinds[kind]
  if (!forge) {
    const file = 'ts/client/test/randomLife.test.ts'
    const args = ['run', '--typecheck.enabled=false', '--no-color', '--reporter=verbose', file]
    return readLives(await run('vitest', args, { ...environment, ...process.env, SEED: String(seed) }))
  }
  const output = await run('forge', ['test', '--color', 'never', '--fuzz-seed', String(seed), ...forge], {
    ...corpus,
    ...environment,
    ...process.env,
    CAMPAIGN_STATES: statesFile,
    FOUNDRY_INVARIANT_SHOW_METRICS: 'false',
  })
  return readForge(output)
}

function run(command: string, args: readonly string[], environment: NodeJS.ProcessEnv) {
  return new Promise<string>((resolve, reject) => {
    const child = spawn(`node_modules/.bin/${command}`, args, { env: environment })
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => {
        output += text
      })
    child.on('error', reject)
    child.on('close', () => resolve(output))
  })
}

const sum = (texts: Iterable<RegExpMatchArray>) =>
  [...texts].reduce((total, [, count]) => total + Number(count), 0)

export function readForge(output: string): Round {
  // What failed is said twice: where it fails, and at the end.
  const [said = ''] = output.split('\nFailing tests:')
  const results = said.split('\n').filter((line) => /^\[(PASS|FAIL)/.test(line))
  if (results.length === 0) throw new Error(`forge ran no test:\n${output.slice(-2000)}`)
  const all = results.join('\n')
  const runs = sum(all.matchAll(/runs: (\d+)/g))
  const calls = sum(all.matchAll(/calls: (\d+)/g))
  return {
    // A fuzz test calls once a run.
    calls: calls === 0 ? runs : calls,
    failed: results.filter((line) => line.startsWith('[FAIL')),
    reverts: sum(all.matchAll(/reverts: (\d+)/g)),
    runs,
    tests: results.length,
  }
}

const operationsOfALife = 200

function readLives(output: string): Round {
  const results = output.split('\n').filter((line) => /^\s*[✓×].* > /.test(line))
  if (results.length === 0) throw new Error(`vitest ran no test:\n${output.slice(-2000)}`)
  const lived = results.filter((line) => line.includes('✓')).length
  return {
    calls: operationsOfALife * lived,
    failed: results.filter((line) => line.includes('×')).map((line) => line.trim()),
    reverts: 0,
    runs: results.length,
    tests: results.length,
  }
}
