import './withResolvers.ts'
import { fileURLToPath } from 'node:url'
import { Instance, Pool } from 'prool'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** A chain with nothing on it, for a test that wants no devnet. */
export async function startAnvil(
  parameters: Instance.anvil.Parameters & {
    disableCodeSizeLimit?: boolean
    /** Of the first block. */
    number?: number | undefined
    'disable-default-create2-deployer'?: boolean
  },
): Promise<{ port: number; stop: () => Promise<void> }> {
  const pool = Pool.define({
    instance: Instance.anvil({ ...parameters, binary: `${root}node_modules/.bin/anvil`, host: '127.0.0.1' }),
  })
  const { port } = await pool.start(1)
  return { port, stop: () => pool.destroyAll() }
}
