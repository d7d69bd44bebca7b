import { encryptKeystore } from 'foc-session-keys/storage/node'
import type { Hex } from 'viem'
import { privateKeyToAddress } from 'viem/accounts'
import { CliError } from '../errors/cliError.ts'
import { askPassword } from '../output/ask.ts'
import type { Outcome } from '../output/envelope.ts'
import type { Context } from '../syntax/command.ts'
import { writeKeychain } from './keychain.ts'
import { writeKeystore } from './keystoreFiles.ts'

/** Stores a private key under a name that is free, encrypted with a password. */
export async function makeKeystore(
  { keychain, name, privateKey }: { keychain: boolean; name: string; privateKey: Hex },
  context: Context,
): Promise<Outcome> {
  const password = await newPassword(context)
  const file = JSON.parse(await encryptKeystore({ password, privateKey }))
  const problem = keychain ? (await writeKeychain(file.id, password))?.problem : undefined
  const isKept = keychain && problem === undefined
  if (problem !== undefined)
    context.output.warn(`The system's keychain cannot be used (${problem}): the password is not kept.`)
  if (isKept) file['foc-session-keys'] = { keychain: true }
  const path = await writeKeystore(context.env, name, JSON.stringify(file))
  const address = privateKeyToAddress(privateKey)
  return {
    data: { address, keychain: isKept, name, path },
    text: [
      `Key       ${address}`,
      `Keystore  ${name}, in ${path}`,
      ...(keychain ? [`Password  ${isKept ? "kept in the system's keychain" : 'not kept'}`] : []),
    ],
  }
}

/** The password that is set, or one that is typed twice. */
async function newPassword(context: Context): Promise<string> {
  const { FOC_SESSION_KEYS_PASSWORD } = context.env
  if (FOC_SESSION_KEYS_PASSWORD) return FOC_SESSION_KEYS_PASSWORD
  const instead = 'Set FOC_SESSION_KEYS_PASSWORD.'
  const password = await askPassword(context, 'A password for the keystore', instead)
  if (!password)
    throw new CliError('INVALID_ARGUMENT', 'An empty password protects nothing.', 'Type another one.')
  if ((await askPassword(context, 'The same password again', instead)) === password) return password
  throw new CliError('INVALID_ARGUMENT', 'The two passwords differ. Nothing was stored.', 'Run it again.')
}
