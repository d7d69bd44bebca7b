// The Solidity of a foundry project as the compiler takes it: sources by path, syntax trees, creation code.
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join, posix, resolve } from 'node:path'
import solc from 'solc'

/** How forge compiles under the profile `mutants`. */
export interface Settings {
  evmVersion: string
  remappings: string[]
}

export type Sources = Record<string, { content: string }>

/** A node of solc's syntax tree. `src` is `offset:length:file`, in bytes. */
export interface Node {
  nodeType: string
  src: string
  [key: string]: unknown
}

/** What can be deployed. */
export interface Contract {
  file: string
  name: string
}

export const forge = resolve('node_modules/.bin/forge')

export const mutantsProfile = { ...process.env, FOUNDRY_PROFILE: 'mutants' }

export function readSettings(root: string): Settings {
  const config = JSON.parse(
    execFileSync(forge, ['config', '--json', '--root', root], { encoding: 'utf8', env: mutantsProfile }),
  )
  return { evmVersion: config.evm_version, remappings: config.remappings }
}

export function solidityIn(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.sol'))
    .map((path) => posix.join(folder, path))
    .sort()
}

/** These files and all that they import. */
export function closureOf(root: string, settings: Settings, files: string[]): Sources {
  const sources: Sources = {}
  const open = [...files]
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (sources[file]) continue
    const content = readFileSync(join(root, file), 'utf8')
    sources[file] = { content }
    for (const [, path = ''] of content.matchAll(/^\s*import\s[^;]*?["']([^"']+)["']/gm))
      open.push(path.startsWith('.') ? posix.join(posix.dirname(file), path) : remapped(settings, path))
  }
  return sources
}

function remapped(settings: Settings, path: string): string {
  for (const remapping of settings.remappings) {
    const [prefix = '', target = ''] = remapping.split('=')
    if (path.startsWith(prefix)) return target + path.slice(prefix.length)
  }
  return path
}

/** What the compiler does not take; `start` and `end` are in bytes. */
export interface CompilerError {
  severity: string
  message: string
  formattedMessage: string
  sourceLocation?: { file: string; start: number; end: number }
}

interface Output {
  errors?: CompilerError[]
  sources?: Record<string, { ast: Node }>
  contracts?: Record<string, Record<string, { evm: { bytecode: { object: string } } }>>
}

function run(settings: Settings, sources: Sources, outputSelection: object): Output {
  const input = { language: 'Solidity', sources, settings: { ...settings, outputSelection } }
  return JSON.parse(solc.compile(JSON.stringify(input)))
}

function errorsOf({ errors = [] }: Output): CompilerError[] {
  return errors.filter(({ severity }) => severity === 'error')
}

/** What is wrong with `file`, of all that the compiler can tell before it makes code. */
export function check(settings: Settings, sources: Sources, file: string): CompilerError[] {
  return errorsOf(run(settings, sources, { [file]: { '': ['ast'] } }))
}

export function parse(settings: Settings, sources: Sources): Record<string, Node> {
  const output = run(settings, sources, { '*': { '': ['ast'] } })
  const [error] = errorsOf(output)
  if (error) throw new Error(error.formattedMessage)
  return Object.fromEntries(Object.entries(output.sources ?? {}).map(([file, { ast }]) => [file, ast]))
}

/** Creation code of every contract in `files`, without the optimizer; undefined when they do not compile. */
export function compile(
  settings: Settings,
  sources: Sources,
  files: string[],
): Map<Contract, string> | undefined {
  const output = run(
    settings,
    sources,
    Object.fromEntries(files.map((file) => [file, { '*': ['evm.bytecode.object'] }])),
  )
  if (errorsOf(output).length > 0) return undefined
  const codes = new Map<Contract, string>()
  for (const file of files)
    for (const [name, { evm }] of Object.entries(output.contracts?.[file] ?? {}))
      if (evm.bytecode.object) codes.set({ file, name }, evm.bytecode.object)
  return codes
}
