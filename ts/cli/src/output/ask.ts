import { CancelledError, CliError } from '../errors/cliError.ts'
import type { Context } from '../syntax/command.ts'

/** Asks for yes or no. @throws `INTERACTION_REQUIRED` where nobody can be asked. */
export async function confirm({ output, signal }: Context, question: string, instead: string) {
  if (!output.isInteractive)
    throw new CliError('INTERACTION_REQUIRED', `This has to be confirmed: ${question}`, instead)
  const { confirm, isCancel } = await import('@clack/prompts')
  const answer = await confirm({
    initialValue: false,
    message: question,
    output: process.stderr,
    signal,
    withGuide: false,
  })
  if (isCancel(answer) || !answer) throw new CancelledError()
}

/** Asks for a password, which is not shown. @throws `INTERACTION_REQUIRED` where nobody can be asked. */
export async function askPassword({ output, signal }: Context, question: string, instead: string) {
  if (!output.isInteractive) throw new CliError('INTERACTION_REQUIRED', `${question} is needed.`, instead)
  const { isCancel, password } = await import('@clack/prompts')
  const answer = await password({ message: question, output: process.stderr, signal, withGuide: false })
  if (isCancel(answer)) throw new CancelledError()
  return answer
}
