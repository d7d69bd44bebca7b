// The app and the console on a devnet of their own, until Ctrl-C: npm run demo:web
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { createDevnet } from 'foc-session-keys-devnet'
import { build, preview } from 'vite'

// Who reads this may go away at any time.
process.stdout.on('error', () => {})
const { values } = parseArgs({ options: { port: { default: '8545', type: 'string' } } })
const port = Number(values.port)

const devnet = await createDevnet({ port, providerPorts: [port + 1, port + 2] })
const ending = new Promise<void>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve())
})
const { accounts, chain, rpcUrl } = devnet
// What the app asks instead of calibration.
process.env.VITE_RPC_URL = rpcUrl
const pages = [await serve('.', port + 3)]
if (existsSync(folder('../../ts/console/index.html'))) pages.push(await serve('../../ts/console', port + 4))
const [app, console_] = pages.map(({ resolvedUrls }) => resolvedUrls?.local[0])

const link = (name: string, url: string | undefined) => url && `  ${name.padEnd(8)} ${url}`
const lines = [
  'Open in a browser with a wallet:',
  link('app', app),
  link('console', console_ && `${console_}?network=devnet&rpc=${encodeURIComponent(rpcUrl)}`),
  '',
  `The network, for the wallet: ${rpcUrl}, chain id ${chain.id}`,
  `An account that can pay, to import: ${accounts[0].privateKey} (everybody knows it)`,
  '',
  'Ctrl-C ends it.',
]
console.log(lines.filter((line) => line !== undefined).join('\n'))

await ending
await Promise.all(pages.map((page) => page.close()))
await devnet.stop()
console.log('The devnet has ended.')

function folder(path: string) {
  return fileURLToPath(new URL(path, import.meta.url))
}

/** Builds a page, and serves it to this machine. */
async function serve(path: string, onPort: number) {
  const root = folder(path)
  await build({ logLevel: 'error', root })
  return preview({ logLevel: 'error', preview: { host: '127.0.0.1', port: onPort, strictPort: true }, root })
}
