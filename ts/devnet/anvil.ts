import './polyfill.ts'
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

/** Starts anvil on a free port of the loopback interface. */
export async function startAnvil(parameters: {
  chainId: number
  mnemonic: string
}): Promise<{ port: number; stop: () => Promise<void> }> {
  const instance = Instance.anvil({ ...parameters, binary: anvilPath(), host: '127.0.0.1' })
  const pool = Pool.define({ instance })
  const { port } = await pool.start(1)
  return { port, stop: () => pool.destroyAll() }
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
