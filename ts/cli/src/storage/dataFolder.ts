import { homedir } from 'node:os'
import { join } from 'node:path'
import { dataFolder } from 'foc-session-keys/storage/node'
import { CliError } from '../errors/cliError.ts'

/** Where this program keeps its sessions: in a folder of its own where the platform keeps a user's data. */
export const sessionsFolder = (env: NodeJS.ProcessEnv): string => ownFolder(env, 'sessions')

/** Where this program keeps its keystores. */
export const keystoresFolder = (env: NodeJS.ProcessEnv): string => ownFolder(env, 'keystores')

/** Where `cast wallet` keeps its keystores. */
export const foundryKeystoresFolder = (env: NodeJS.ProcessEnv): string =>
  join(homeOf(env), '.foundry', 'keystores')

/** Where filecoin-pin keeps its session, and where its releases that forget the folder of their own do. */
export const filecoinPinFiles = (env: NodeJS.ProcessEnv): string[] => {
  const roaming = env.APPDATA || join(homeOf(env), 'AppData', 'Roaming')
  const data = process.platform === 'win32' ? roaming : dataFolder(env)
  const files = [join(data, 'filecoin-pin', 'session.env')]
  if (env.XDG_DATA_HOME) files.push(join(env.XDG_DATA_HOME, 'session.env'))
  return files
}

/** The name of the file of a session: one for each network, and one more for each name. */
export function sessionFileName(network: string, name: string | undefined): string {
  if (name !== undefined && !/^[a-z0-9][a-z0-9_-]{0,39}$/i.test(name))
    throw new CliError(
      'INVALID_ARGUMENT',
      '--name takes up to 40 letters, digits, - and _.',
      'Such as --name ci-upload.',
    )
  return name === undefined ? `${network}.env` : `${network}.${name}.env`
}

const ownFolder = (env: NodeJS.ProcessEnv, kind: string) => join(dataFolder(env), 'foc-session-keys', kind)

const homeOf = (env: NodeJS.ProcessEnv) => env.HOME || homedir()
