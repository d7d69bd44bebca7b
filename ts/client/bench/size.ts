// What a session key costs an app to download, beside the module that it is compared with: npm run bench:size
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build as bundle } from 'esbuild'
import { build } from 'vite'

/** The most that it may be of what the other module takes. */
const limit = 0.35

const ours = fileURLToPath(new URL('../src/index.ts', import.meta.url))
const theirs = '@filoz/synapse-core/session-key'

const session = (module: string) => `export { fromSecp256k1, login, revoke } from '${module}'`
const app = `export { createPublicClient, createWalletClient, custom, http } from 'viem'
export { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'`

const sizeOf = (code: string | Uint8Array) => gzipSync(code, { level: 9 }).length

/** Bytes of an import, minified and gzipped, viem not counted. */
async function sizeAlone(module: string): Promise<number> {
  const { outputFiles } = await bundle({
    bundle: true,
    external: ['viem', 'viem/*'],
    format: 'esm',
    minify: true,
    platform: 'browser',
    stdin: { contents: session(module), loader: 'ts', resolveDir: process.cwd() },
    target: 'es2022',
    write: false,
  })
  return sizeOf(outputFiles[0]?.contents ?? '')
}

/** A Vite app of these lines, as it is served. */
async function vite(...lines: string[]): Promise<string> {
  const entry = 'virtual:app'
  const output = await build({
    build: {
      rollupOptions: { input: entry, preserveEntrySignatures: 'strict' },
      target: 'es2022',
      write: false,
    },
    configFile: false,
    logLevel: 'error',
    plugins: [
      {
        load: (id) => (id === `\0${entry}` ? lines.join('\n') : undefined),
        name: 'app',
        resolveId: (id) => (id === entry ? `\0${entry}` : undefined),
      },
    ],
  })
  const outputs = [output].flat()
  return outputs
    .flatMap((one) => ('output' in one ? one.output : []))
    .reduce((all, file) => all + (file.type === 'chunk' ? file.code : ''), '')
}

const print = (line: string) => process.stdout.write(`${line}\n`)

const [size, other] = [await sizeAlone(ours), await sizeAlone(theirs)]
print(
  `fromSecp256k1, login, revoke: ${size} bytes, ${(size / other).toFixed(2)} of ${other} in ${theirs}; at most ${limit}`,
)

const empty = sizeOf(await vite(app))
const [mine, others] = [await vite(app, session(ours)), await vite(app, session(theirs))]
const [growth, otherGrowth] = [sizeOf(mine) - empty, sizeOf(others) - empty]
print(`A Vite app that has viem grows by ${growth} bytes; with the other by ${otherGrowth}`)

if (size > limit * other || growth >= otherGrowth) process.exitCode = 1
if (mine.includes('getAllPieceMetadata')) {
  print('The ABI of the storage service came along.')
  process.exitCode = 1
}
