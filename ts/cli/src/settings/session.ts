import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { SessionStorage } from 'foc-session-keys'
import { memoryStorage } from 'foc-session-keys/storage'
import { fileStorage } from 'foc-session-keys/storage/node'
import type { Address } from 'viem'
import { CliError } from '../errors/cliError.ts'
import { filecoinPinFiles, sessionFileName, sessionsFolder } from '../storage/dataFolder.ts'
import { formatDotenv, parseDotenv } from '../storage/dotenv.ts'
import {
  type LockedStorage,
  type SessionFile,
  type SessionLines,
  sessionFile,
} from '../storage/sessionFile.ts'
import type { Context } from '../syntax/command.ts'
import type { SessionOptions, WalletOptions } from '../syntax/options.ts'
import { parseAddress } from '../syntax/parse.ts'
import { type Layers, layersOf } from './layers.ts'
import { networkIn } from './network.ts'

/** The key that a command is about, and where it is. */
export type FoundSession = {
  file: SessionFile
  /** Whether it is stored by this program: only then it can be changed and forgotten. */
  isOwn: boolean
  lines: SessionLines
  /** Who grants: what was typed or set, else what the file says. */
  root: Address | undefined
}

/** What is set in the environment and, if one is named, in the file with credentials. */
export async function readSettings(
  { credentialsFile }: Pick<SessionOptions, 'credentialsFile'>,
  { env, output }: Context,
): Promise<Layers> {
  if (credentialsFile === undefined) return layersOf(env)
  return layersOf(env, parseDotenv(await readCredentials(credentialsFile, output.warn)))
}

/** The longest file that can be one with credentials, in bytes. */
const longest = 65_536

async function readCredentials(path: string, warn: (line: string) => void): Promise<string> {
  const problem = (what: string) =>
    new CliError(
      'INVALID_ARGUMENT',
      `The file of --credentials-file ${what}.`,
      'Pass a file with SESSION_KEY=… and WALLET_ADDRESS=… lines.',
    )
  try {
    const { mode, size } = await stat(path)
    if (size > longest) throw problem('is too large')
    if (process.platform !== 'win32' && mode & 0o077)
      warn(
        `Others on this machine can read the credentials file (mode ${(mode & 0o777).toString(8)}): chmod 600 it.`,
      )
    return await readFile(path, 'utf8')
  } catch (error) {
    if (error instanceof CliError) throw error
    throw problem(`cannot be read (${(error as NodeJS.ErrnoException).code})`)
  }
}

/** The root that was typed or set. */
export async function walletOf(
  { walletAddress }: WalletOptions,
  { values }: Layers,
): Promise<Address | undefined> {
  const given = walletAddress ?? values.WALLET_ADDRESS
  return given === undefined ? undefined : parseAddress(given, 'address of the wallet')
}

/** The session that this program stores for a network and a name, whether there is one or not. */
export function ownSession(
  options: SessionOptions,
  layers: Layers,
  { env }: Pick<Context, 'env'>,
): SessionFile {
  const network = networkIn({ options, ...layers })
  const name = sessionFileName(network, options.name)
  const folder = sessionsFolder(env)
  return sessionFile(withLock(fileStorage({ folder })), { name, network, place: join(folder, name) })
}

/**
 * The key to use: of the environment, else of the file with credentials, else the one that is stored here, else filecoin-pin's.
 * Of what is stored nothing is mixed with what was set.
 */
export async function findSession(
  options: SessionOptions,
  layers: Layers,
  context: Context,
): Promise<FoundSession | undefined> {
  const root = await walletOf(options, layers)
  const network = networkIn({ options, ...layers })
  if (layers.values.SESSION_KEY || options.credentialsFile !== undefined) {
    const { NETWORK: _, ...values } = layers.values
    const place = context.env.SESSION_KEY ? 'the environment' : 'the credentials file'
    return foreign(formatDotenv('', values), place)
  }
  const own = ownSession(options, layers, context)
  const lines = await own.read()
  if (lines) return checked({ file: own, isOwn: true, lines, root: root ?? lines.root })
  if (options.name !== undefined) return
  for (const path of filecoinPinFiles(context.env)) {
    const text = await readFile(path, 'utf8').catch(() => undefined)
    const { NETWORK, SESSION_KEY } = parseDotenv(text ?? '')
    if (text && SESSION_KEY && (NETWORK ?? network) === network) return foreign(text, path)
  }
  return

  async function foreign(text: string, place: string): Promise<FoundSession> {
    const memory = memoryStorage()
    await memory.setItem('session', text)
    const file = sessionFile(withLock(memory), { name: 'session', network, place })
    const lines = await file.read()
    if (!lines)
      throw new CliError('AUTH_REQUIRED', `There is no session key in ${place}.`, 'Set SESSION_KEY.')
    return checked({ file, isOwn: false, lines, root: root ?? lines.root })
  }

  function checked(found: FoundSession): FoundSession {
    const { address } = found.lines
    if (root && found.lines.root && found.lines.root !== root)
      throw new CliError(
        'INVALID_ARGUMENT',
        `The session in ${found.file.place} is of ${found.lines.root}, and ${root} was asked for.`,
        'Leave out --wallet-address and WALLET_ADDRESS, or pass --name for a session of its own.',
      )
    if (root === address)
      throw new CliError(
        'INVALID_ARGUMENT',
        `WALLET_ADDRESS is the address of the session key, ${address}.`,
        'It has to be that of the wallet that grants to it.',
      )
    return found
  }
}

/** The session to use, with who granted to it. @throws `AUTH_REQUIRED` */
export async function needSession(
  options: SessionOptions,
  layers: Layers,
  context: Context,
): Promise<FoundSession & { root: Address }> {
  const found = await findSession(options, layers, context)
  const command = `foc-session-keys login --network ${networkIn({ options, ...layers })}${options.name ? ` --name ${options.name}` : ''}`
  if (!found)
    throw new CliError('AUTH_REQUIRED', 'No session key is stored or set.', `Run ${command}.`, {
      actions: [{ actor: 'agent', command, reason: 'make a key and ask for a grant', type: 'run_command' }],
    })
  const { lines, root } = found
  if (root) return { ...found, root }
  throw new CliError(
    'AUTH_REQUIRED',
    `It is not known which wallet granted to ${lines.address}.`,
    found.isOwn ? `Run ${command} to wait for it.` : 'Set WALLET_ADDRESS, or pass --wallet-address.',
    { details: { sessionKeyAddress: lines.address } },
  )
}

function withLock(storage: SessionStorage): LockedStorage {
  const { lock } = storage
  if (!lock) throw new TypeError('The storage has no lock.')
  return { ...storage, lock }
}
