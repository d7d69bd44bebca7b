import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { userOfApp } from './helpers.ts'
import type { InstanceOptions } from './instance.ts'

/** Makes instances of the service in processes of their own, from one bundle. Whoever makes it ends it. */
export async function createInstances() {
  const folder = await mkdtemp(join(tmpdir(), 'backend-instances-'))
  const here = (file: string) => fileURLToPath(new URL(file, import.meta.url))
  const program = join(folder, 'instance.mjs')
  await build({
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
    bundle: true,
    entryPoints: [here('instance.ts')],
    external: ['pg-native'],
    format: 'esm',
    logLevel: 'error',
    outfile: program,
    platform: 'node',
    tsconfig: here('../../../tsconfig.json'),
  })
  const running = new Set<ChildProcess>()

  async function end(child: ChildProcess) {
    running.delete(child)
    if (child.exitCode !== null || child.signalCode !== null) return
    const exit = once(child, 'exit')
    child.kill('SIGKILL')
    await exit
  }

  return {
    start: async (options: InstanceOptions) => {
      const child = spawn(process.execPath, [program, JSON.stringify(options)], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      running.add(child)
      let url: string | undefined
      for await (const line of createInterface({ input: child.stdout })) {
        url = line
        break
      }
      if (url === undefined) throw new Error('The instance did not start.')
      return {
        kill: () => end(child),
        url,
        user: (userId: string) => userOfApp((path, init) => fetch(`${url}${path}`, init), userId),
      }
    },
    stop: async () => {
      await Promise.all([...running].map(end))
      await rm(folder, { force: true, recursive: true })
    },
  }
}
