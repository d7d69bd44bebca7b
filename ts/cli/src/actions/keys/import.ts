import { CliError } from '../../errors/cliError.ts'
import { checkFree } from '../../keystores/keystoreFiles.ts'
import { makeKeystore } from '../../keystores/makeKeystore.ts'
import { askPassword } from '../../output/ask.ts'
import type { Action, Context } from '../../syntax/command.ts'
import { parsePrivateKey } from '../../syntax/parse.ts'

export const importKey: Action<{ keychain?: true }> = async ({ args: [name = ''], options }, context) => {
  await checkFree(context.env, name)
  const privateKey = await parsePrivateKey(await readSecret(name, context), 'What was given')
  return makeKeystore({ keychain: Boolean(options.keychain), name, privateKey }, context)
}

/** More than any private key is long. */
const longest = 1000

/** What is piped in, or typed without being shown. */
async function readSecret(name: string, context: Context): Promise<string> {
  const { stdin } = process
  if (stdin.isTTY)
    return askPassword(
      context,
      'The private key',
      `Pipe it in: foc-session-keys keys import ${name} < key.txt`,
    )
  let text = ''
  stdin.setEncoding('utf8')
  for await (const chunk of stdin) {
    context.signal.throwIfAborted()
    text += chunk
    if (text.length > longest)
      throw new CliError('INVALID_ARGUMENT', 'What was piped in is too long for a private key.', '')
  }
  return text
}
