import { commands } from '../commands/index.ts'
import { scripts } from '../completion/scripts.ts'
import { placesOf } from '../completion/words.ts'
import { CliError } from '../errors/cliError.ts'
import type { Action } from '../syntax/command.ts'

export const completion: Action<object> = async ({ args: [shell = ''] }) => {
  const write = Object.hasOwn(scripts, shell) ? scripts[shell] : undefined
  if (!write)
    throw new CliError(
      'INVALID_ARGUMENT',
      'There is no completion for that shell.',
      `There is one for ${Object.keys(scripts).join(', ')}.`,
    )
  const script = write(placesOf(commands))
  return { data: { script, shell }, text: [script.trimEnd()] }
}
