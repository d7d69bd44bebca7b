// Makes what `npm pack` ships, in the folder of the package that it is run in: npm runs it before it packs.
import { execFileSync } from 'node:child_process'
import { cpSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { makeLean } from './lean.ts'

const project = fileURLToPath(new URL('..', import.meta.url))
const { name } = JSON.parse(readFileSync('package.json', 'utf8'))

// Nothing of an earlier build is left in it.
for (const folder of ['contracts', 'dist']) rmSync(folder, { force: true, recursive: true })
// What npm prints of it must not get into the output of `npm pack --json`.
if (name === 'foc-session-keys-devnet') run('run', 'build:genesis')
// All are built on the client.
for (const one of new Set(['foc-session-keys', name])) run('run', 'build', '--workspace', one)
for (const licence of ['LICENSE-APACHE', 'LICENSE-MIT']) cpSync(join(project, licence), licence)
if (name === 'foc-session-keys') {
  copyContracts()
  makeLean('dist')
}
if (name === 'foc-session-keys-cli') copyConsole()

function run(...args: string[]) {
  execFileSync('npm', args, { cwd: project, stdio: ['ignore', 2, 2] })
}

/** The page that the command serves. */
function copyConsole() {
  run('run', 'build', '--workspace', 'foc-session-keys-console')
  cpSync(join(project, 'ts/console/dist'), 'dist/console', { recursive: true })
}

/** The contracts that others build on, with all that these import. */
function copyContracts() {
  const interfaces = readdirSync(join(project, 'src/interfaces')).map((file) => `interfaces/${file}`)
  const files = new Set(['libraries/SessionKeyAuth.sol', 'SessionKeyRegistry.sol', ...interfaces])
  for (const file of files) {
    const source = readFileSync(join(project, 'src', file), 'utf8')
    for (const [, path = ''] of source.matchAll(/from "(\.[^"]+)"/g))
      files.add(normalize(join(dirname(file), path)))
    cpSync(join(project, 'src', file), join('contracts', file))
  }
}
