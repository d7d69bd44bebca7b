import { generatePrivateKey } from 'viem/accounts'
import { checkFree } from '../../keystores/keystoreFiles.ts'
import { makeKeystore } from '../../keystores/makeKeystore.ts'
import type { Action } from '../../syntax/command.ts'

export const newKey: Action<{ keychain?: true }> = async ({ args: [name = ''], options }, context) => {
  await checkFree(context.env, name)
  return makeKeystore(
    { keychain: Boolean(options.keychain), name, privateKey: generatePrivateKey() },
    context,
  )
}
