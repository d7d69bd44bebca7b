import { randomUUID } from 'node:crypto'
import { link, mkdir, open, readdir, readFile, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { type Address, getAddress, isAddress } from 'viem'
import { CliError } from '../errors/cliError.ts'
import { plainText } from '../output/plainText.ts'
import { foundryKeystoresFolder, keystoresFolder } from '../storage/dataFolder.ts'

/** A keystore that was found, without its key. */
export type FoundKeystore = {
  /** As the file says, which need not: what `cast wallet import` writes does not. */
  address: Address | undefined
  /** Under which name the system's keychain has its passphrase, if it was asked to. */
  keychainId: string | undefined
  name: string
  owner: 'foc-session-keys' | 'foundry'
  path: string
  text: string
}

/** The longest file that can be a keystore, in bytes. */
const longest = 65_536

/** A name for a keystore that is to be made: it becomes a file's. */
export function checkNewName(name: string): string {
  if (/^[a-z0-9][a-z0-9._-]{0,63}$/i.test(name)) return name
  throw new CliError(
    'INVALID_ARGUMENT',
    'The name of a keystore is up to 64 letters, digits, dots, - and _, and begins with a letter or digit.',
    'Such as: foc-session-keys keys new ci-upload',
  )
}

/** Where a keystore of this program is. */
export const pathOf = (env: NodeJS.ProcessEnv, name: string) => join(keystoresFolder(env), `${name}.json`)

/** A keystore by its path, or by its name: of this program, else of Foundry. @throws `INVALID_ARGUMENT` */
export async function findKeystore(env: NodeJS.ProcessEnv, nameOrPath: string): Promise<FoundKeystore> {
  if (/[/\\]/.test(nameOrPath)) {
    const path = nameOrPath
    const text = await read(path)
    if (text === undefined) throw missing(`at ${plainText(path)}`)
    return describe(path, text, path.startsWith(keystoresFolder(env)) ? 'foc-session-keys' : 'foundry')
  }
  const name = nameOrPath
  // It names a file in a folder, and nothing outside of it.
  if (!/^\P{Cc}+$/u.test(name) || name === '.' || name === '..') throw missing('of that name: it is no name')
  const own = pathOf(env, name)
  const text = await read(own)
  if (text !== undefined) return describe(own, text, 'foc-session-keys')
  const path = join(foundryKeystoresFolder(env), name)
  const foundry = await read(path)
  if (foundry !== undefined) return describe(path, foundry, 'foundry')
  throw missing(`named ${plainText(name)}`)
}

/** Every keystore of this program and of Foundry, and the paths of files that are none. */
export async function listKeystores(
  env: NodeJS.ProcessEnv,
): Promise<{ keystores: FoundKeystore[]; unreadable: string[] }> {
  const keystores: FoundKeystore[] = []
  const unreadable: string[] = []
  const folders = [
    { folder: keystoresFolder(env), owner: 'foc-session-keys' },
    { folder: foundryKeystoresFolder(env), owner: 'foundry' },
  ] as const
  for (const { folder, owner } of folders) {
    const names = await readdir(folder).catch(() => [])
    for (const name of names.filter((one) => !one.startsWith('.')).sort()) {
      const path = join(folder, name)
      try {
        const text = await read(path)
        if (text !== undefined) keystores.push(describe(path, text, owner))
      } catch {
        unreadable.push(path)
      }
    }
  }
  return { keystores, unreadable }
}

/** Writes a file that only its owner can read, as a whole, in place of nothing. @throws `INVALID_ARGUMENT` */
export async function writeNewFile(path: string, text: string): Promise<void> {
  const folder = dirname(path)
  const draft = join(folder, `.${basename(path)}.${randomUUID()}`)
  try {
    const file = await open(draft, 'wx', 0o600)
    try {
      await file.writeFile(text)
      await file.sync()
    } finally {
      await file.close()
    }
    // Unlike a rename, it fails where there is something.
    await link(draft, path)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST')
      throw new CliError(
        'INVALID_ARGUMENT',
        `There is something at ${plainText(path)} already.`,
        'Nothing is overwritten: take another name.',
      )
    throw new CliError(
      'INVALID_ARGUMENT',
      `${plainText(path)} cannot be written (${code}).`,
      'Check that the folder exists and is yours.',
    )
  } finally {
    await rm(draft, { force: true })
  }
}

/** Stores a keystore of this program. */
export async function writeKeystore(env: NodeJS.ProcessEnv, name: string, text: string): Promise<string> {
  await mkdir(keystoresFolder(env), { mode: 0o700, recursive: true })
  const path = pathOf(env, name)
  await writeNewFile(path, text)
  return path
}

/** Fails before anything is asked for what could not be written in the end. */
export async function checkFree(env: NodeJS.ProcessEnv, name: string): Promise<void> {
  if ((await read(pathOf(env, checkNewName(name)))) === undefined) return
  throw new CliError(
    'INVALID_ARGUMENT',
    `There is a keystore named ${name} already.`,
    'Nothing is overwritten: take another name, or remove that one first.',
  )
}

async function read(path: string): Promise<string | undefined> {
  try {
    if ((await stat(path)).size > longest) throw notOne(path)
    return await readFile(path, 'utf8')
  } catch (error) {
    if (error instanceof CliError) throw error
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return
    throw new CliError(
      'INVALID_ARGUMENT',
      `The keystore at ${plainText(path)} cannot be read (${code}).`,
      'Make it a file that you can read: chmod 600 it.',
    )
  }
}

function describe(path: string, text: string, owner: FoundKeystore['owner']): FoundKeystore {
  const name = owner === 'foc-session-keys' ? basename(path, '.json') : basename(path)
  try {
    const { address, crypto, id, version, 'foc-session-keys': more } = Object(JSON.parse(text))
    if (version === 3 && crypto) {
      const full = `0x${String(address).replace(/^0x/i, '')}`
      return {
        address: isAddress(full, { strict: false }) ? getAddress(full) : undefined,
        keychainId: more?.keychain === true && typeof id === 'string' ? id : undefined,
        name,
        owner,
        path,
        text,
      }
    }
  } catch {
    // What it says could quote a key.
  }
  throw notOne(path)
}

const missing = (where: string) =>
  new CliError(
    'INVALID_ARGUMENT',
    `There is no keystore ${where}.`,
    'See foc-session-keys keys list; a path has a / in it.',
  )

const notOne = (path: string) =>
  new CliError(
    'INVALID_ARGUMENT',
    `${plainText(path)} is no keystore of version 3.`,
    'Make one with foc-session-keys keys import, or with cast wallet import.',
  )
