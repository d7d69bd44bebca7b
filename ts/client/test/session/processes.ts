import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import type { Chain, Hex } from 'viem'
import { afterAll, beforeAll } from 'vitest'
import type { storages } from './storages.ts'

/** What a worker does: one of the four functions, with one of these storages in a folder. */
export type Task = {
  action: 'end' | 'renew' | 'replace' | 'start'
  chain: Chain
  folder: string
  /** Before which of its steps it is killed, counted from 1; never if it has less. */
  killAt?: number
  privateKey: Hex
  rpcUrl: string
  storage: keyof typeof storages
}

/** What a worker ended with: killed, or what it found out. */
export type Outcome = { address: Hex | null; killed: boolean; steps: number }

/** Workers are processes of their own, made of one bundle, in which every write to a file or to the chain is a step. */
export function useWorkers() {
  let folder: string
  const running = new Set<ChildProcess>()

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'foc-workers-'))
    const here = (file: string) => fileURLToPath(new URL(file, import.meta.url))
    await build({
      banner: {
        js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
      },
      bundle: true,
      entryPoints: [here('worker.ts')],
      format: 'esm',
      outfile: join(folder, 'worker.mjs'),
      platform: 'node',
      plugins: [
        {
          name: 'steps',
          setup: ({ onResolve }) => {
            onResolve({ filter: /^node:fs\/promises$/ }, ({ importer }) =>
              importer.includes('/client/src/') ? { path: here('steppingFiles.ts') } : undefined,
            )
          },
        },
      ],
      target: 'node20',
    })
  })
  afterAll(async () => {
    for (const child of running) child.kill('SIGKILL')
    await rm(folder, { force: true, recursive: true })
  })

  return async (task: Task): Promise<Outcome> => {
    const file = join(folder, `${crypto.randomUUID()}.json`)
    await writeFile(file, JSON.stringify(task))
    const child = spawn(process.execPath, [join(folder, 'worker.mjs'), file])
    running.add(child)
    let out = ''
    let errors = ''
    child.stdout.on('data', (chunk) => {
      out += chunk
    })
    child.stderr.on('data', (chunk) => {
      errors += chunk
    })
    const [code, signal] = await new Promise<[number | null, string | null]>((resolve) => {
      child.on('close', (...end) => resolve(end))
    })
    running.delete(child)
    if (signal === 'SIGKILL') return { address: null, killed: true, steps: task.killAt ?? 0 }
    if (code !== 0) throw new Error(`The worker failed: ${errors}`)
    return { ...JSON.parse(out), killed: false }
  }
}
