import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFile, mkdir, rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { afterAll } from 'vitest'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Each file of tests builds the command once, into few files: it is started often, and spends its time on loading modules. */
const place = here(`../cache/${process.pid}-${performance.now()}`)
const folder = `${place}/built/program`
afterAll(() => rm(place, { force: true, recursive: true }))

// Where the program looks for it; not shared, as others would read it half written.
await mkdir(place, { recursive: true })
await copyFile(here('../package.json'), `${place}/package.json`)

/** What was built from what. */
export const { metafile } = await build({
  // What is CommonJS asks for Node's modules in its own way.
  banner: {
    js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url)",
  },
  bundle: true,
  entryPoints: [here('../src/main.ts')],
  external: ['@napi-rs/keyring'],
  format: 'esm',
  logLevel: 'warning',
  metafile: true,
  outdir: folder,
  platform: 'node',
  splitting: true,
  target: 'node20',
})

/** The command, as it is run by Node. */
export const main = `${folder}/main.js`

/** What a command wrote and ended with. */
export type Ended = { code: number | null; error: string; out: string }

/** Runs the command to its end, in an environment of nothing but what is given and what Node needs. */
export async function run(args: readonly string[], env: Record<string, string> = {}): Promise<Ended> {
  const child = spawn(process.execPath, [main, ...args], {
    env: environment(env),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [out, error, [code]] = await Promise.all([
    textOf(child.stdout),
    textOf(child.stderr),
    once(child, 'exit'),
  ])
  return { code, error, out }
}

/** Nothing of who runs the tests gets in. */
export const environment = (env: Record<string, string>) => ({
  HOME: '/nonexistent',
  PATH: process.env.PATH ?? '',
  ...env,
})

async function textOf(stream: AsyncIterable<Buffer>): Promise<string> {
  let text = ''
  for await (const chunk of stream) text += chunk
  return text
}
