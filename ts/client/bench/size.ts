import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

// What `import { fromSecp256k1, login, revoke }` adds to an app, minified and gzipped, viem not counted, beside the same import
// from the module that it is compared with.

/** The most that it may be, in bytes. */
const limit = 6000

async function sizeOf(module: string): Promise<number> {
  const { outputFiles } = await build({
    bundle: true,
    external: ['viem', 'viem/*'],
    format: 'esm',
    minify: true,
    platform: 'browser',
    stdin: {
      contents: `export { fromSecp256k1, login, revoke } from '${module}'`,
      loader: 'ts',
      resolveDir: process.cwd(),
    },
    target: 'es2022',
    write: false,
  })
  return gzipSync(outputFiles[0]?.contents ?? '', { level: 9 }).length
}

const print = (line: string) => process.stdout.write(`${line}\n`)
const size = await sizeOf('./ts/client/src/index.ts')
const other = await sizeOf('@filoz/synapse-core/session-key')
print(`foc-session-keys: ${size} bytes, at most ${limit}`)
print(`@filoz/synapse-core/session-key: ${other} bytes; ${(size / other).toFixed(2)} of it`)
if (size > limit) process.exitCode = 1
