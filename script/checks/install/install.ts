// Installs the packages as packed, as an app would, holds what comes with them to limits, and uses them: npm run check:install
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const here = fileURLToPath(new URL('.', import.meta.url))
const { devDependencies, engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const folder = mkdtempSync(join(tmpdir(), 'foc-session-keys-install-'))

const bin = (name: string) => join(root, 'node_modules/.bin', name)
const react = JSON.parse(readFileSync(join(root, 'ts/react/package.json'), 'utf8'))
const pinned = (name: string) => `${name}@${devDependencies[name]}`

try {
  checkInstall()
} finally {
  rmSync(folder, { force: true, recursive: true })
}

function checkInstall() {
  const client = pack('foc-session-keys')
  const devnet = pack('foc-session-keys-devnet')
  const hooks = pack('foc-session-keys-react')

  const alone = install('alone', pinned('viem'))
  const withClient = install('client', pinned('viem'), client)
  const withDevnet = install('devnet', pinned('viem'), client, devnet)
  const more = ({ size }: Installed) => (size - alone.size) / 1e6
  hold('the client beside viem, MB', more(withClient), 1.5)
  hold('the client beside viem, packages', withClient.packages.length - alone.packages.length, 1)
  hold('the devnet beside viem, MB', more(withDevnet), 80)
  const tools = withDevnet.packages.filter((name) => /(^|\/)(forge|cast|chisel|solc)(-|$)/.test(name))
  hold('the devnet beside viem, compilers and tools', tools.length, 0)

  checkFloor(withClient.path, withDevnet.path)
  checkTypes(withClient.path)
  checkVite(withClient.path)
  checkContract(withClient.path)
  checkReadme(withDevnet.path)
  checkReact(client, hooks)
}

/** Packs a package as `npm publish` would, and has it looked over. */
function pack(name: string): string {
  const said = run('npm', ['pack', '--json', '--workspace', name, '--pack-destination', folder], root)
  const [{ filename, files }] = JSON.parse(said.slice(said.indexOf('[\n')))
  const packed = files.map(({ path }: { path: string }) => path)
  for (const wanted of ['LICENSE-APACHE', 'LICENSE-MIT', 'README.md', 'dist/index.js', 'dist/index.d.ts'])
    if (!packed.includes(wanted)) throw new Error(`${name} is packed without ${wanted}.`)
  const tarball = join(folder, filename)
  run(bin('publint'), ['run', tarball, '--strict'], root)
  run(bin('attw'), [tarball, '--profile', 'esm-only'], root)
  return tarball
}

type Installed = { packages: string[]; path: string; size: number }

/** A project with these packages and nothing else, from an npm that takes `engines` at their word. */
function install(name: string, ...packages: string[]): Installed {
  const path = join(folder, name)
  mkdirSync(path)
  writeFileSync(join(path, 'package.json'), JSON.stringify({ name, private: true, type: 'module' }))
  add(path, '--engine-strict', ...packages)
  const listed = run('npm', ['ls', '--all', '--parseable'], path).trim().split('\n').slice(1)
  const [kilobytes] = run('du', ['-sk', 'node_modules'], path).split('\t')
  return {
    packages: listed.map((one) => one.split('node_modules/').pop() ?? ''),
    path,
    size: Number(kilobytes) * 1024,
  }
}

function add(path: string, ...packages: string[]) {
  run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', ...packages], path)
}

/** Every entry is imported, and the devnet runs, on the oldest Node that is promised, which comes as a package. */
function checkFloor(client: string, devnet: string) {
  const oldest = `${engines.node.replace('>=', '')}.0`
  const name = `node-${process.platform}-${process.arch}`
  const { path } = install('floor', `${name}@${oldest}`)
  const node = join(path, `node_modules/${name}/bin/node`)
  run(node, [bring('entries.mjs', client)], client)
  run(node, [bring('devnet.mjs', devnet)], devnet)
  run(node, ['node_modules/foc-session-keys-devnet/dist/main.js', '--help'], devnet)
  say(`every entry and a devnet on Node ${run(node, ['--version'], path).trim()}`)
}

/** Types resolve in each way that TypeScript has, with everything checked that came along. */
function checkTypes(path: string) {
  bring('types.ts', path)
  const ways = { bundler: 'esnext', node16: 'node16', nodenext: 'nodenext' }
  for (const [moduleResolution, module] of Object.entries(ways))
    compile(path, 'types.ts', {
      exactOptionalPropertyTypes: true,
      module,
      moduleResolution,
      skipLibCheck: false,
      types: [],
    })
  say(`types with ${Object.keys(ways).join(', ')}; strict, skipLibCheck false`)
}

function compile(path: string, file: string, options: object) {
  const compilerOptions = { lib: ['es2022', 'dom'], noEmit: true, strict: true, target: 'es2022', ...options }
  writeFileSync(join(path, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: [file] }))
  run(bin('tsc'), ['-p', '.'], path)
}

function checkVite(path: string) {
  for (const file of ['index.html', 'page.js']) bring(file, path)
  run(bin('vite'), ['build', '--logLevel', 'error'], path)
  if (!existsSync(join(path, 'dist/index.html'))) throw new Error('Vite built nothing.')
  say('a page, built by Vite')
}

/** An app with wagmi: its types, a page that Vite builds, and what it is made of without a page. */
function checkReact(client: string, hooks: string) {
  const { devDependencies: tried } = react
  const others = Object.keys(tried).filter((name) => name !== 'foc-session-keys')
  const { path } = install(
    'react',
    pinned('viem'),
    ...others.map((name) => `${name}@${tried[name]}`),
    client,
    hooks,
  )
  for (const file of ['index.html', 'app.tsx']) bring(file, path)
  const options = { jsx: 'react-jsx', skipLibCheck: true, types: [] }
  compile(path, 'app.tsx', { ...options, module: 'esnext', moduleResolution: 'bundler' })
  compile(path, 'app.tsx', { ...options, module: 'nodenext' })
  writeFileSync(join(path, 'page.js'), "import './app.tsx'")
  run(bin('vite'), ['build', '--logLevel', 'error'], path)
  const entries = "await import('foc-session-keys-react'); await import('foc-session-keys-react/query')"
  run(process.execPath, ['--input-type=module', '--eval', entries], path)
  say('hooks in an app with wagmi: types, a page built by Vite, imported without a page')
}

/** The example of a contract, in a project of its own. */
function checkContract(path: string) {
  add(path, pinned('solady'))
  for (const part of ['src', 'test'])
    cpSync(join(root, 'examples/contract', part), join(path, part), { recursive: true })
  cpSync(join(root, 'lib/forge-std'), join(path, 'forge-std'), { dereference: true, recursive: true })
  const [mapping = ''] =
    /^remappings = .*$/m.exec(readFileSync(join(root, 'ts/client/README.md'), 'utf8')) ?? []
  const settings = ['[profile.default]', 'libs = []', mapping.replace(']', ', "forge-std/=forge-std/"]')]
  settings.push(`solc = "${join(root, 'script/solc')}"`, 'evm_version = "cancun"')
  writeFileSync(join(path, 'foundry.toml'), settings.join('\n'))
  run(bin('forge'), ['test'], path)
  say('a contract with the library of the client, and its tests')
}

/** The first lines of code in the README, typed, then run on a devnet; and an upload with their chain and key. */
function checkReadme(path: string) {
  add(path, ...['@filoz/synapse-sdk', '@types/node', 'tsx'].map(pinned))
  const [, lines = ''] = /```ts\n([\s\S]*?)```/.exec(readFileSync(join(root, 'README.md'), 'utf8')) ?? []
  const [imports = '', ...body] = lines.split('\n\n')
  const program = `${imports}
import { Synapse } from '@filoz/synapse-sdk'
import { createDevnet } from 'foc-session-keys-devnet'
import { privateKeyToAccount } from 'viem/accounts'

const devnet = await createDevnet()
const account = privateKeyToAccount(devnet.accounts[0].privateKey)
try {
  ${body.join('\n\n')}
  const synapse = Synapse.create({ account, chain: calibration, sessionKey, source: null, transport: http() })
  const { copies } = await synapse.storage.upload(new TextEncoder().encode('Session key test. '.repeat(10)))
  console.log(copies.length, 'copies')
} finally {
  await devnet.stop()
}
`
  writeFileSync(join(path, 'readme.ts'), program)
  compile(path, 'readme.ts', { module: 'nodenext', skipLibCheck: true, types: ['node'] })
  const local = program.replace(/import \{ calibration \}.*\n/, '').replaceAll('calibration', 'devnet.chain')
  writeFileSync(join(path, 'readme.ts'), local)
  const said = run(join(path, 'node_modules/.bin/tsx'), ['readme.ts'], path)
  if (said.trim() !== '2 copies') throw new Error(`The README's first lines of code end with: ${said}`)
  say("the README's first lines of code, and an upload with their chain and key")
}

/** Copies a file from beside this one. Returns its name. */
function bring(file: string, path: string): string {
  cpSync(join(here, file), join(path, file))
  return file
}

function run(command: string, args: string[], cwd: string): string {
  const { error, status, stderr, stdout } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  })
  if (error || status !== 0)
    throw new Error(`${[command, ...args].join(' ')} failed.\n${stdout}\n${stderr}`, { cause: error })
  return stdout
}

function say(what: string) {
  process.stdout.write(`✓ ${what}\n`)
}

function hold(what: string, measured: number, most: number) {
  if (measured > most) throw new Error(`${what}: ${measured}, and at most ${most} are allowed.`)
  say(`${what}: ${Math.round(measured * 100) / 100}, at most ${most}`)
}
