import { basename } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

// What `import { fromSecp256k1, login, revoke }` adds to an app, minified and gzipped, viem not counted.

/** The most that an app should have to load before it can log in, in bytes. */
const limit = 6000

async function measure(splitting: boolean) {
  const { metafile, outputFiles } = await build({
    bundle: true,
    external: ['viem', 'viem/*'],
    format: 'esm',
    metafile: true,
    minify: true,
    outdir: 'size',
    platform: 'browser',
    splitting,
    stdin: {
      contents: 'export { fromSecp256k1, login, revoke } from "./ts/src/index.ts"',
      loader: 'ts',
      resolveDir: process.cwd(),
      sourcefile: 'app.ts',
    },
    target: 'es2022',
    write: false,
  })
  const sizeOf = (path: string) => {
    const file = outputFiles.find((output) => basename(output.path) === basename(path))
    return file ? gzipSync(file.contents, { level: 9 }).length : 0
  }
  const start = Object.keys(metafile.outputs).filter((path) => basename(path) === 'stdin.js')
  const atOnce = new Set(start)
  for (const path of atOnce)
    for (const { external, kind, path: imported } of metafile.outputs[path]?.imports ?? [])
      if (!external && kind === 'import-statement') atOnce.add(imported)
  return Object.keys(metafile.outputs).map((path) => ({
    atOnce: atOnce.has(path),
    name: basename(path)
      .replace(/-\w+\.js$/, '')
      .replace('stdin.js', 'the import'),
    size: sizeOf(path),
  }))
}

const print = (line: string) => process.stdout.write(`${line}\n`)
const files = await measure(true)
const total = files.filter(({ atOnce }) => atOnce).reduce((sum, { size }) => sum + size, 0)
print(`at once: ${total} bytes, at most ${limit}`)
for (const { atOnce, name, size } of files) if (!atOnce) print(`when used, ${name}: ${size} bytes`)
print(`all in one file, by a bundler that does not split: ${(await measure(false))[0]?.size} bytes`)
if (total > limit) process.exitCode = 1
