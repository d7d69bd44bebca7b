import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import { createServer } from 'node:net'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

/** Starts a Node program of the tests, with that folder as its temporary one. */
export function startProgram(name: string, args: readonly string[], temporary: string) {
  const path = fileURLToPath(new URL(name, import.meta.url))
  return spawn(process.execPath, ['--import', 'tsx', path, ...args], {
    env: { ...process.env, TMPDIR: temporary },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

/** The first line that a program writes; `undefined` if it ends before. */
export async function firstLine(child: ReturnType<typeof startProgram>): Promise<string | undefined> {
  for await (const line of createInterface({ input: child.stdout })) return line
  return undefined
}

/** Sends a signal to a program that has not ended, and waits for its end. */
export async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = once(child, 'exit')
  child.kill(signal)
  await exit
}

/** The chains of programs with that temporary folder, and what they have put there. */
export async function leftIn(temporary: string): Promise<string[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'args='], { maxBuffer: 2 ** 26 })
  const chains = stdout.split('\n').filter((args) => args.includes('anvil ') && args.includes(temporary))
  const folders = (await readdir(temporary)).filter((name) => name.startsWith('foc-session-keys-'))
  return [...chains, ...folders]
}

/** Waits until nothing is left. Who waits in vain runs into a time limit of its own. */
export async function nothingLeftIn(temporary: string): Promise<void> {
  while ((await leftIn(temporary)).length > 0) await new Promise((resolve) => setImmediate(resolve))
}

/** Kills programs with a devnet, each at another moment from its very start until well after it is ready. */
export async function killMany(count: number, temporary: string): Promise<void> {
  const kill = async (index: number) => {
    const child = startProgram('devnetProgram.ts', [], temporary)
    // A third is killed as soon as it is ready, the others at any time before.
    if (index % 3 === 0) await firstLine(child)
    else await new Promise((resolve) => setTimeout(resolve, 500 + (index / count) * 2_000))
    await end(child, 'SIGKILL')
  }
  for (let from = 0; from < count; from += 3) {
    await Promise.all([from, from + 1, from + 2].filter((index) => index < count).map(kill))
  }
}

/** A port that is free, and so are the next two. Below those that systems give out, which other tests may get meanwhile. */
export async function freePort(): Promise<number> {
  const port = randomInt(10_000, 30_000)
  const servers = [port, port + 1, port + 2].map((one) => createServer().listen(one, '127.0.0.1'))
  const taken = await Promise.all(
    servers.map((server) =>
      once(server, 'listening').then(
        () => false,
        () => true,
      ),
    ),
  )
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
  return taken.includes(true) ? freePort() : port
}
