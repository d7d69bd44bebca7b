import { decryptKeystore } from 'foc-session-keys/storage/node'
import type { Hex } from 'viem'
import { askPassword } from '../output/ask.ts'
import type { Context } from '../syntax/command.ts'
import { readKeychain } from './keychain.ts'
import type { FoundKeystore } from './keystoreFiles.ts'

/**
 * The private key in a keystore, by the password that is set, kept in the keychain, or asked for.
 *
 * @throws `KeystorePasswordError` for another password.
 */
export async function readKeystore(keystore: FoundKeystore, context: Context): Promise<Hex> {
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
