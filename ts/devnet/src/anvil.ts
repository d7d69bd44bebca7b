import { randomUUID } from 'node:crypto'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type Kept, startKept } from './keeper.ts'
import { PortInUseError } from './portInUse.ts'

/** Keys that everybody knows. */
export const mnemonic = 'test test test test test test test test test test test junk'

/** Thrown when there is no anvil for this machine. */
export class MissingAnvilError extends Error {
  override name = 'MissingAnvilError'
  /** The machine, such as `linux-amd64`. */
  readonly platform: string

  constructor(platform: string) {
    super(
      `There is no anvil for ${platform} in node_modules. It comes as an optional dependency for Linux and macOS, on x64 and arm64: install again, without \`--omit=optional\`.`,
    )
    this.platform = platform
  }
}

/** Thrown when anvil ends before it listens. */
export class AnvilStartError extends Error {
  override name = 'AnvilStartError'
  /** What it wrote. */
  readonly output: string

  constructor(output: string) {
    super(`anvil does not start: ${output || 'it says nothing.'}`)
    this.output = output
  }
}

/** A chain that runs. */
export type Anvil = {
  /** Temporary, and removed with the chain. */
  folder: string
  port: number
  stop: () => Promise<void>
}

/** Starts anvil on the loopback interface, on a free port unless one is given. It ends when this process does. */
export async function startAnvil(parameters: {
  /** Seconds from block to block. Default: a block for each transaction. */
  blockTime?: number | undefined
  chainId: number
  port?: number | undefined
}): Promise<Anvil> {
  const { blockTime, chainId, port = 0 } = parameters
  const folder = join(tmpdir(), `foc-session-keys-${randomUUID()}`)
  const args = [
    '--host',
    '127.0.0.1',
    '--port',
    `${port}`,
    '--chain-id',
    `${chainId}`,
    '--mnemonic',
    mnemonic,
  ]
  if (blockTime !== undefined) args.push('--block-time', `${blockTime}`)
  // Old states that it writes to the disk go with the folder.
  args.push('--cache-path', join(folder, 'anvil'))
  const kept = startKept({ args, folder, path: anvilPath() })
  try {
    return { folder, port: await listening(kept, port), stop: kept.stop }
  } catch (error) {
    await kept.stop()
    throw error
  }
}

/** The port that it listens on. From then on, what it writes is not kept. */
async function listening({ ended, stderr, stdout }: Kept, wanted: number): Promise<number> {
  let said = ''
  const port = await new Promise<number | undefined>((resolve) => {
    const hear = (data: Buffer) => {
      said += data.toString()
      const [, port] = /Listening on 127\.0\.0\.1:(\d+)/.exec(said) ?? []
      if (port) resolve(Number(port))
    }
    stdout.on('data', hear)
    stderr.on('data', hear)
    void ended.then(() => resolve(undefined))
  })
  if (port === undefined) {
    throw /address already in use/i.test(said) ? new PortInUseError(wanted) : new AnvilStartError(said.trim())
  }
  for (const stream of [stdout, stderr]) stream.removeAllListeners('data').resume()
  return port
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
