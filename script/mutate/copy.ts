// A copy of a project, built, in a temporary folder: its artifacts are changed there, and its tests run there.
import { spawn, spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { leftOut } from './plan.ts'
import { type Contract, forge, mutantsProfile } from './project.ts'

const artifacts = 'cache/mutants/out'

/** Builds `root` under the profile `mutants`; what is up to date is left as it is. */
export function build(root: string) {
  const options = { cwd: root, env: mutantsProfile, encoding: 'utf8' } as const
  const skipped = leftOut(root)
  const { status, stdout, stderr } = spawnSync(
    forge,
    ['build', ...(skipped.length > 0 ? ['--skip', ...skipped] : [])],
    options,
  )
  if (status !== 0) throw new Error(stdout + stderr)
}

export function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'mutants-'))
  mkdirSync(join(folder, 'answers'))
  return folder
}

/** @param folder Of `makeFolder`, which all copies are in. */
export function copy(root: string, folder: string, name: string): string {
  const target = join(folder, name)
  for (const path of ['src', 'test', 'script', 'foundry.toml', 'cache/mutants', 'lib'])
    if (existsSync(join(root, path)))
      cpSync(join(root, path), join(target, path), { recursive: true, verbatimSymlinks: true, force: true })
  symlinkSync(resolve(root, 'node_modules'), join(target, 'node_modules'))
  return target
}

/** The last one takes the folder with it. */
export function removeCopy(target: string) {
  // A forge that was told to end may still write.
  const options = { recursive: true, force: true, maxRetries: 5 }
  rmSync(target, options)
  const folder = dirname(target)
  if (existsSync(folder) && readdirSync(folder).every((name) => name === 'answers')) rmSync(folder, options)
}

/** Replaces the creation code of contracts, which tests deploy; what it gives puts it back. */
export function deployInstead(target: string, codes: Map<Contract, string>): () => void {
  const before = new Map<string, string>()
  for (const [{ file, name }, code] of codes) {
    const path = join(target, artifacts, basename(file), `${name}.json`)
    const text = readFileSync(path, 'utf8')
    const artifact = JSON.parse(text)
    artifact.bytecode.object = `0x${code}`
    before.set(path, text)
    writeFileSync(path, JSON.stringify(artifact))
  }
  return () => {
    for (const [path, text] of before) writeFileSync(path, text)
  }
}

export interface Outcome {
  verdict: 'passed' | 'failed' | 'timed out'
  /** The file of the test that failed. */
  by?: string | undefined
}

/** Runs the tests in files that `pattern` matches until one fails. */
export async function test(target: string, pattern: string, signal?: AbortSignal): Promise<Outcome> {
  // Else it begins with what failed for another mutant.
  for (const kept of ['fuzz', 'invariant', 'test-failures'])
    rmSync(join(target, 'cache/mutants', kept), { recursive: true, force: true })
  const env = {
    ...mutantsProfile,
    FOUNDRY_SOLC: fileURLToPath(new URL('solc', import.meta.url)),
    SOLC: resolve('script/solc'),
    SOLC_ANSWERS: join(target, '../answers'),
  }
  const child = spawn(forge, ['test', '--fail-fast', '--threads', '1', '--match-path', pattern], {
    cwd: target,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(signal ? { signal } : {}),
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (part: string) => (output += part))
  const patience = setTimeout(() => child.kill('SIGKILL'), PATIENCE)
  const [code, killed] = await new Promise<[number | null, string | null]>((done, fail) =>
    child.on('error', fail).on('close', (...end) => done(end)),
  ).finally(() => clearTimeout(patience))
  if (killed) return { verdict: 'timed out' }
  if (code === 0 && /\d+ tests? passed/.test(output)) return { verdict: 'passed' }
  const [before, failure] = output.split('[FAIL')
  const by = [...(before ?? '').matchAll(/^Ran \d+ tests? for (.*):\w+$/gm)].at(-1)?.[1]
  if (failure !== undefined) return { verdict: 'failed', by }
  throw new Error(`forge ran no tests in ${pattern}:\n${output}`)
}

/** Milliseconds that the tests of one stage may take: many times what all of them take on a machine that does nothing else. */
const PATIENCE = 900_000
