import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

/** Runs `cast`, the one that comes for this platform. */
export async function cast(...args: string[]): Promise<string> {
  const arch = process.arch === 'x64' ? 'amd64' : process.arch
  const manifest = createRequire(import.meta.url).resolve(
    `@foundry-rs/cast-${process.platform}-${arch}/package.json`,
  )
  const { stdout } = await promisify(execFile)(join(dirname(manifest), 'bin', 'cast'), args)
  return stdout.trim()
}
