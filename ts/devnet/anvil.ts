import './polyfill.ts'
import type { EventEmitter } from 'node:events'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { Instance, Pool } from 'prool'

/** Thrown when there is no anvil for this machine. */
export class MissingAnvilError extends Error {
  override name = 'MissingAnvilError'

  constructor(platform: string) {
    super(
      `There is no anvil for ${platform} in node_modules. It comes as an optional dependency for Linux and macOS, on x64 and arm64: run \`npm ci\` without \`--omit=optional\`.`,
    )
  }
}

/** Keys that everybody knows. */
export const mnemonic = 'test test test test test test test test test test test junk'

/** Starts anvil on the loopback interface, on a free port unless one is given. */
export async function startAnvil(parameters: {
  /** Seconds from block to block. Default: a block for each transaction. */
  blockTime?: number | undefined
  chainId: number
  port?: number | undefined
}): Promise<{ port: number; stop: () => Promise<void> }> {
  const { blockTime, chainId, port: wanted } = parameters
  const instance = Instance.anvil({
    binary: anvilPath(),
    chainId,
    host: '127.0.0.1',
    mnemonic,
    ...(blockTime === undefined ? {} : { blockTime }),
  })
  const pool = Pool.define({ instance })
  const { _internal, port } = await pool.start(1, wanted === undefined ? {} : { port: wanted })

  async function stop() {
    // What prool stops itself keeps this process waiting for five seconds: the delay after which it would use force.
    await end(_internal.process)
    await pool.destroyAll()
  }

  return { port, stop }
}

function end(
  child: { exitCode: number | null; pid?: number | undefined; signalCode: string | null } & EventEmitter,
) {
  return new Promise<void>((resolve) => {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return resolve()
    child.once('exit', () => resolve())
    process.kill(child.pid, 'SIGTERM')
  })
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
