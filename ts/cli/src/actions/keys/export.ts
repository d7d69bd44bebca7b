import { resolve } from 'node:path'
import { privateKeyToAddress } from 'viem/accounts'
import { CliError } from '../../errors/cliError.ts'
import { findKeystore, writeNewFile } from '../../keystores/keystoreFiles.ts'
import { readKeystore } from '../../keystores/readKeystore.ts'
import { confirm } from '../../output/ask.ts'
import type { Action } from '../../syntax/command.ts'

const risk =
  'Whoever sees the private key can do all that it may, until it is revoked; what it owns, they can take.'

export const exportKey: Action<{ out?: string; stdout?: true; yes?: true }> = async (
  { args: [nameOrPath = ''], options: { out, stdout, yes } },
  context,
) => {
  if (Boolean(stdout) === (out !== undefined))
    throw new CliError(
      'INVALID_ARGUMENT',
      'It has to be said where the private key goes.',
      'Pass --out with a new file, or --stdout.',
    )
  if (stdout && context.output.isJson)
    throw new CliError(
      'INVALID_ARGUMENT',
      '--stdout prints the private key and nothing else, so no document.',
      'Leave out --json, or pass --out.',
    )
  const keystore = await findKeystore(context.env, nameOrPath)
  context.output.warn(risk)
  if (!yes) await confirm(context, `Take the key out of ${keystore.name}?`, 'Pass --yes.')
  const privateKey = await readKeystore(keystore, context)
  if (out === undefined) return { data: null, text: [privateKey] }
  const path = resolve(out)
  await writeNewFile(path, `${privateKey}\n`)
  const address = privateKeyToAddress(privateKey)
  return {
    data: { address, name: keystore.name, path },
    text: [`The private key of ${address} is in ${path}, in plain text.`],
  }
}
