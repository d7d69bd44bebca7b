import { spawn } from 'node:child_process'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { loginSync, readLink } from 'foc-session-keys'
import { afterAll, expect, test } from 'vitest'
import { useDevnet } from '../../client/test/helpers.ts'
import { accountOf } from '../../devnet/src/createDevnet.ts'
import { environment, main } from './program.ts'
import { useFolder } from './useFolder.ts'

const devnet = useDevnet()
const folder = useFolder()

const text = await readFile(new URL('../../../docs/cli.md', import.meta.url), 'utf8')

/** Each command that the document runs, and what it says that this prints. */
const blocks = [...text.matchAll(/```console\n\$ ([^\n]+)\n([\s\S]*?)```/g)].map(
  ([, command = '', printed = '']) => ({ command, printed }),
)

/** The page that the command serves where it is built. */
const page = join(main, '../../console')
afterAll(() => rm(page, { force: true, recursive: true }))

/** What differs from run to run. */
const general = (printed: string) =>
  printed
    .replace(/0x[0-9a-f]{200,}/g, '0x(data)')
    .replace(/0x[0-9a-f]{64}/g, '0x(hash)')
    .replace(/0x[0-9a-fA-F]{40}/g, '0x(address)')
    .replace(/[A-Z2-9]{4}-[A-Z2-9]{4}/g, '(code)')
    .replace(/(?:\d+ (?:d|h|min|s) ?)+(?= \()/g, '(duration)')
    .replace(/\d{4}-\d\d-\d\d \d\d:\d\d UTC/g, '(date)')
    .replace(/(?<=Node\.js +)[\d.]+/g, '(version)')
    .replace(/chain's is \d+ s (?:ahead of|behind)/g, "chain's is (seconds)")
    .replace(/(?<=has )[\d.]+$/gm, '(amount)')
    .replace(/gas: .*/g, 'gas: (gas)')
    .replace(/\/\S+\/foc-session-keys\/(?:sessions|keystores)/g, '(folder)')
    .trim()

/** Runs a command of the document, and does what the user is said to do. */
async function perform(command: string, key: string): Promise<string> {
  const [, setting, line = ''] = /^(?:([A-Z_]+)=… )?foc-session-keys (.*)$/.exec(command) ?? []
  const args = line.replace(/0x[0-9a-fA-F]{40}/g, key).split(' ')
  const child = spawn(process.execPath, [main, ...args], {
    env: environment({
      HOME: folder.home,
      NETWORK: 'devnet',
      RPC_URL: devnet.rpcUrl,
      FOC_SESSION_KEYS_PASSWORD: 'correct horse battery staple',
      ...(setting === 'PRIVATE_KEY' ? { PRIVATE_KEY: accountOf(0).privateKey } : {}),
      ...(setting === 'WALLET_ADDRESS' ? { WALLET_ADDRESS: accountOf(0).address } : {}),
    }),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [error, out] = ['', '']
  child.stderr.on('data', (chunk) => {
    error += chunk
    const [link] = /http:\S+/.exec(error) ?? []
    const asked = link && error.includes('Waiting') ? readLink(link) : undefined
    if (asked?.action !== 'authorize') return
    void loginSync(devnet.rootClient(0), {
      expiry: BigInt(Math.floor(Date.now() / 1000)) + 864_000n,
      permissions: asked.permissions,
      sessionKeyAddress: asked.sessionKeyAddress,
    })
  })
  for await (const chunk of child.stdout) {
    out += chunk
    if (out.includes('Ctrl-C ends it.')) child.kill('SIGINT')
  }
  return `${error}${out}`
}

test('every command prints what the document says', async () => {
  await mkdir(page, { recursive: true })
  await writeFile(join(page, 'index.html'), '<!doctype html>')
  let key = accountOf(6).address as string
  for (const { command, printed } of blocks) {
    const said = await perform(command, key)
    expect(general(said), command).toBe(general(printed))
    const addresses: string[] = said.match(/0x[0-9a-fA-F]{40}(?![0-9a-fA-F])/g) ?? []
    key = addresses.find((address) => address !== accountOf(0).address) ?? key
  }
  expect(blocks.length).toBeGreaterThan(9)
}, 300_000)
