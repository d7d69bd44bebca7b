import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

/** The most that the client may weigh in an app, in bytes, minified and gzipped. */
const limit = 6000

const entry = 'export { fromSecp256k1, login, revoke } from "./ts/src/index.ts"'

async function measure(splitting: boolean) {
  const { outputFiles } = await build({
    bundle: true,
    external: ['viem', 'viem/*'],
    format: 'esm',
    legalComments: 'none',
    minify: true,
    outdir: 'size',
    platform: 'browser',
    splitting,
    stdin: { contents: entry, loader: 'ts', resolveDir: process.cwd() },
    target: 'es2022',
    write: false,
  })
  return outputFiles.map(({ contents, path, text }) => ({
    path,
    size: gzipSync(contents, { level: 9 }).length,
    text,
  }))
}

const split = await measure(true)
const [whole] = await measure(false)
for (const { path, size, text } of split)
  process.stdout.write(`${path.split('/').pop()} ${size} ${text.length}\n`)
process.stdout.write(`${whole?.size} ${limit}\n`)
