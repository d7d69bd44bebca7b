import type { LocalAccount } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { readKeystore } from '../keystores/readKeystore.ts'
import { askPassword } from '../output/ask.ts'
import type { Context } from '../syntax/command.ts'
import type { RootOptions } from '../syntax/options.ts'
import { parsePrivateKey } from '../syntax/parse.ts'

/** The account that is at hand to sign: of the keystore that was named, else of PRIVATE_KEY. */
export async function rootAccount(
  { keystore }: RootOptions,
  context: Context,
): Promise<LocalAccount | undefined> {
  const { PRIVATE_KEY } = context.env
  if (keystore !== undefined) {
    const password =
      context.env.FOC_SESSION_KEYS_PASSWORD ??
      (await askPassword(context, 'The password of the keystore', 'Set FOC_SESSION_KEYS_PASSWORD.'))
    const at = /[/\\]/.test(keystore) ? { path: keystore } : { name: keystore }
    return privateKeyToAccount(await readKeystore({ ...at, password }))
  }
  return PRIVATE_KEY ? privateKeyToAccount(await parsePrivateKey(PRIVATE_KEY, 'PRIVATE_KEY')) : undefined
}
