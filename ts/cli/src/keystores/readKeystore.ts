import { decryptKeystore } from 'foc-session-keys/storage/node'
import type { Hex } from 'viem'
import { askPassword } from '../output/ask.ts'
import type { Context } from '../syntax/command.ts'
import { readKeychain } from './keychain.ts'
import { type FoundKeystore, findKeystore } from './keystoreFiles.ts'

/**
 * The private key in a keystore (Web3 secret storage, version 3), by name, of this program or of Foundry, or by path.
 *
 * @throws `INVALID_ARGUMENT` for what is no keystore, `KeystorePasswordError` for another password.
 */
export async function readKeystore({
  env = process.env,
  password,
  ...at
}: readKeystore.Parameters): Promise<Hex> {
  return decryptKeystore({ ...(await findKeystore(env, at)), password })
}

export declare namespace readKeystore {
  type Parameters = { env?: NodeJS.ProcessEnv; password: string } & ({ name: string } | { path: string })
}

/** The private key in a keystore that the user names, by the password that is set, kept in the keychain, or asked for. */
export async function unlockKeystore(nameOrPath: string, context: Context): Promise<Hex> {
  const at = /[/\\]/.test(nameOrPath) ? { path: nameOrPath } : { name: nameOrPath }
  return openKeystore(await findKeystore(context.env, at), context)
}

/** The private key in a keystore that was found. */
export async function openKeystore(keystore: FoundKeystore, context: Context): Promise<Hex> {
  return decryptKeystore({ ...keystore, password: await passwordOf(keystore, context) })
}

async function passwordOf({ keychainId, name }: FoundKeystore, context: Context): Promise<string> {
  const { env, output } = context
  if (env.FOC_SESSION_KEYS_PASSWORD) return env.FOC_SESSION_KEYS_PASSWORD
  if (keychainId !== undefined) {
    const kept = await readKeychain(keychainId)
    if ('password' in kept) return kept.password
    output.warn(`The system's keychain did not give the password: ${kept.problem}`)
  }
  return askPassword(context, `The password of the keystore ${name}`, 'Set FOC_SESSION_KEYS_PASSWORD.')
}
