import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { loginSync, UploadPermissions } from 'foc-session-keys'
import { generatePrivateKey, privateKeyToAddress } from 'viem/accounts'
import { describe, expect, test } from 'vitest'
import { useDevnet } from '../../client/test/helpers.ts'
import { accountOf } from '../../devnet/src/createDevnet.ts'
import { commands } from '../src/commands/index.ts'
import { type Ended, run } from './program.ts'
import { openTerminal } from './tty.ts'
import { useFolder } from './useFolder.ts'

const devnet = useDevnet()
const folder = useFolder()
const schema = JSON.parse(await readFile(new URL('../schema.json', import.meta.url), 'utf8'))
const isDocument = new Ajv({ strict: true, strictRequired: false }).compile(schema)

const root = accountOf(0)
const key = privateKeyToAddress(generatePrivateKey())

/** How each command is run, to success and to failure. A command that is not here fails the test. */
const runs: Record<string, readonly (readonly string[])[]> = {
  authorize: [
    [key, '--yes'],
    [key, '--dry-run'],
    [key, '--calldata'],
    [key, '--max-bytes', '1MiB', '--yes'],
    [key, '--data-set', '0'],
    ['0x12'],
    [],
  ],
  completion: [['bash'], ['fish'], ['what']],
  console: [[]],
  doctor: [[], ['--network', 'calibration']],
  'keys export': [['nothing', '--stdout', '--yes'], ['nothing']],
  'keys import': [['mine'], ['../mine']],
  'keys list': [[]],
  'keys new': [['mine'], ['mine'], ['../mine']],
  'keys remove': [['mine', '--yes'], ['mine'], ['nothing']],
  list: [['--root', root.address], []],
  login: [
    [],
    ['--scopes', 'terminateService'],
    ['--fresh'],
    ['--fresh', '--max-bytes', '1MiB'],
    ['--scopes', 'what'],
    ['--network', 'moon'],
  ],
  logout: [[], ['--revoke']],
  renew: [['--yes'], [key, '--yes']],
  revoke: [[key, '--yes'], ['--all', '--dry-run'], []],
  status: [[], ['--min-validity', '1000d'], ['--credentials-file', '/nonexistent']],
  who: [[key], ['0x12']],
}

/** A key in every form in which it could be written down. */
function formsOf(secret: string): string[] {
  const hex = secret.slice(2)
  const bytes = Buffer.from(hex, 'hex')
  return [
    hex.slice(0, 24),
    hex.slice(-24),
    bytes.toString('base64').slice(0, 24),
    bytes.toString('base64url').slice(0, 24),
    BigInt(secret).toString().slice(0, 24),
    [...bytes].slice(0, 8).join(','),
    [...bytes].slice(0, 8).join(', '),
  ].map((form) => form.toLowerCase())
}

function holdsNone(text: string, secrets: readonly string[]) {
  // Not with toContain, which would print it.
  for (const secret of secrets)
    for (const form of secret.startsWith('0x') ? formsOf(secret) : [secret])
      expect(text.toLowerCase().includes(form), 'a secret is written').toBe(false)
}

/** A session that is stored and granted, one that is set, and the root's key: none may be told. */
async function secretsIn(): Promise<{ env: Record<string, string>; secrets: string[]; stored: string }> {
  const stored = generatePrivateKey()
  const sessionKeyAddress = privateKeyToAddress(stored)
  await loginSync(devnet.rootClient(0), { permissions: UploadPermissions, sessionKeyAddress })
  await folder.store({ SESSION_KEY: stored, WALLET_ADDRESS: root.address })
  const env = {
    FOC_SESSION_KEYS_PASSWORD: 'correct horse battery staple',
    HOME: folder.home,
    NETWORK: 'devnet',
    PRIVATE_KEY: root.privateKey,
    RPC_URL: devnet.rpcUrl,
  }
  return { env, secrets: [stored, root.privateKey, env.FOC_SESSION_KEYS_PASSWORD], stored }
}

function isOneDocument({ code, out }: Ended) {
  const document = JSON.parse(out)
  expect(isDocument(document), JSON.stringify(isDocument.errors)).toBe(true)
  expect(document.code === 'OK').toBe(code === 0)
}

describe.each(commands.map(({ name }) => name))('%s', (name) => {
  test('default: one document, and no secret, whatever it ends with', async () => {
    const { env, secrets, stored } = await secretsIn()
    const other = generatePrivateKey()
    const settings = [env, { ...env, SESSION_KEY: other }, { ...env, SESSION_KEY: stored.slice(0, 60) }]
    expect(runs).toHaveProperty([name])
    for (const args of runs[name] ?? [])
      for (const set of settings.slice(0, args.length === 0 ? 3 : 1)) {
        const words = name.split(' ')
        const ended = await run([...words, ...args, '--json'], set)
        isOneDocument(ended)
        holdsNone(ended.out + ended.error, [...secrets, other])
      }
  }, 120_000)
})

test.each(commands.map(({ name }) => name))(
  'error: %s takes no key as an argument, and repeats none',
  async (name) => {
    const secret = generatePrivateKey()
    const options = commands.find((one) => one.name === name)?.options ?? []
    const taking = options.map(({ flags }) => flags.split(' ')).find(([, value]) => value)
    const forms = [
      [secret],
      [secret.slice(2)],
      [`--private-key=${secret}`],
      taking ? [taking[0] ?? '', secret] : [],
    ]
    for (const args of forms.filter((form) => form.length > 0)) {
      const { code, error, out } = await run([...name.split(' '), ...args], { HOME: folder.home })
      expect({ code, out }).toEqual({ code: 1, out: '' })
      expect(error).toContain('rguments are seen by everybody on this machine')
      holdsNone(error, [secret])
    }
    expect(await folder.sessions()).toEqual({})
  },
)

test('behavior: no secret in what people are shown', async () => {
  const { env, secrets } = await secretsIn()
  for (const args of [
    ['status'],
    ['logout'],
    ['renew', '--yes'],
    ['login'],
    ['statuss'],
    ['status', '--nothing'],
  ]) {
    const { error, out } = await run(args, env)
    holdsNone(out + error, secrets)
  }
}, 60_000)

test('behavior: no secret in the arguments of any process', async () => {
  const { env } = await secretsIn()
  const bin = join(folder.home, 'bin')
  const said = join(folder.home, 'said')
  await mkdir(bin)
  await writeFile(join(bin, 'xdg-open'), `#!/bin/sh\necho "$@" > ${said}.part\nmv ${said}.part ${said}\n`)
  await chmod(join(bin, 'xdg-open'), 0o755)
  const { PRIVATE_KEY: _, ...rest } = env
  const terminal = openTerminal(['login', '--name', 'other'], {
    ...rest,
    DISPLAY: ':0',
    PATH: `${bin}:${process.env.PATH}`,
  })
  const [link] = await terminal.shows(/http:\/\/localhost:8547\S+/)
  await terminal.shows(/Waiting for the grant/)
  const cmdline = await readFile(`/proc/${terminal.pid}/cmdline`, 'utf8')
  let opened = ''
  while (!opened) opened = await readFile(said, 'utf8').catch(() => '')
  terminal.type('\x03')
  expect(await terminal.ended).toBe(130)
  expect(opened.trim()).toBe(link)
  const { SESSION_KEY } = (await folder.sessions())['devnet.other.env'] ?? {}
  holdsNone(cmdline + opened + terminal.shown(), [String(SESSION_KEY)])
})
