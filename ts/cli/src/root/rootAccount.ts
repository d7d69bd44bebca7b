import type { LocalAccount } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { findKeystore } from '../keystores/keystoreFiles.ts'
import { readKeystore } from '../keystores/readKeystore.ts'
import type { Context } from '../syntax/command.ts'
import type { RootOptions } from '../syntax/options.ts'
import { parsePrivateKey } from '../syntax/parse.ts'

/** The account that is at hand to sign: of the keystore that was named, else of PRIVATE_KEY. */
export async function rootAccount(
  { keystore }: RootOptions,
  context: Context,
): Promise<LocalAccount | undefined> {
  const { PRIVATE_KEY } = context.env
  if (keystore !== undefined)
    return privateKeyToAccount(await readKeystore(await findKeystore(context.env, keystore), context))
  return PRIVATE_KEY ? privateKeyToAccount(await parsePrivateKey(PRIVATE_KEY, 'PRIVATE_KEY')) : undefined
}
