import './polyfill.ts'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { Instance, Pool } from 'prool'

/** Keys that everybody knows. */
export const mnemonic = 'test test test test test test test test test test test junk'

/** Thrown when there is no anvil for this machine. */
export class MissingAnvilError extends Error {
  override name = 'MissingAnvilError'

  constructor(platform: string) {
    super(
      `There is no anvil for ${platform} in node_modules. It comes as an optional dependency for Linux and macOS, on x64 and arm64: run \`npm ci\` without \`--omit=optional\`.`,
    )
  }
}

/** Starts anvil on the loopback interface, on a free port unless one is given. */
export async function startAnvil(parameters: {
  /** More arguments for anvil. */
  args?: readonly string[] | undefined
  /** Seconds from block to block. Default: a block for each transaction. */
  blockTime?: number | undefined
  chainId: number
  port?: number | undefined
}): Promise<{ port: number; stop: () => Promise<void> }> {
  const { args: more = [], blockTime, chainId, port: wanted } = parameters
  const args = ['--host', '127.0.0.1', '--chain-id', `${chainId}`, '--mnemonic', mnemonic, ...more]
  if (blockTime !== undefined) args.push('--block-time', `${blockTime}`)
  const pool = Pool.define({ instance: defineAnvil(args) })
  const { port } = await pool.start(1, wanted === undefined ? {} : { port: wanted })
  return { port, stop: () => pool.destroyAll() }
}

/**
 * Unlike prool's own definition, in a process group of its own: a Ctrl-C in the terminal must not end the chain before it
 * has been saved. Nor does it collect what anvil writes.
 */
const defineAnvil = Instance.define((args: string[]) => {
  let anvil: ChildProcess | undefined
  const kill = () => anvil?.kill('SIGKILL')
  return {
    host: '127.0.0.1',
    name: 'anvil',
    port: 8545,
    async start({ port }) {
      anvil = spawn(anvilPath(), [...args, '--port', `${port}`], {
        detached: true,
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      process.once('exit', kill)
      await listening(anvil)
    },
    async stop() {
      process.off('exit', kill)
      if (anvil?.exitCode !== null || anvil.signalCode !== null) return
      const exit = once(anvil, 'exit')
      anvil.kill('SIGTERM')
      await exit
    },
  }
})

async function listening(anvil: ChildProcess): Promise<void> {
  let said = ''
  await new Promise<void>((resolve, reject) => {
    const hear = (data: Buffer) => {
      said += data.toString()
      if (said.includes('Listening on')) resolve()
    }
    anvil.stdout?.on('data', hear)
    anvil.stderr?.on('data', hear)
    anvil.once('error', reject)
    anvil.once('exit', () => reject(new Error(`anvil does not start: ${said.trim()}`)))
  })
  for (const stream of [anvil.stdout, anvil.stderr]) stream?.removeAllListeners('data').resume()
}

/** The path of the anvil that npm installed for this machine. */
function anvilPath(): string {
  const platform = `${process.platform}-${process.arch === 'x64' ? 'amd64' : process.arch}`
  try {
    const manifest = createRequire(import.meta.url).resolve(`@foundry-rs/anvil-${platform}/package.json`)
    return join(dirname(manifest), 'bin', 'anvil')
  } catch {
    throw new MissingAnvilError(platform)
  }
}
