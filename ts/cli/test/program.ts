import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** The command, run from its source. */
export const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))

/** What a command wrote and ended with. */
export type Ended = { code: number | null; error: string; out: string }

/** Runs the command to its end, in an environment of nothing but what is given and what Node needs. */
export async function run(args: readonly string[], env: Record<string, string> = {}): Promise<Ended> {
  const child = spawn(process.execPath, ['--import', 'tsx', main, ...args], {
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
  TSX_TSCONFIG_PATH: fileURLToPath(new URL('../../../tsconfig.json', import.meta.url)),
  ...env,
})

async function textOf(stream: AsyncIterable<Buffer>): Promise<string> {
  let text = ''
  for await (const chunk of stream) text += chunk
  return text
}
