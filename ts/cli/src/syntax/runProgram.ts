import { commands } from '../commands/index.ts'
import { CancelledError, CliError } from '../errors/cliError.ts'
import { failureOf } from '../errors/failureOf.ts'
import { exitCodeOf, type Outcome } from '../output/envelope.ts'
import { createOutput, writeOutcome } from '../output/output.ts'
import { checkArguments } from './checkArguments.ts'
import type { Context } from './command.ts'
import { type Chosen, createProgram } from './createProgram.ts'

type Host = Pick<NodeJS.Process, 'env' | 'exit' | 'on' | 'stderr' | 'stdin' | 'stdout'>

/** Runs what was typed, and writes what became of it. @returns The exit code. */
export async function runProgram(argv: readonly string[], host: Host): Promise<number> {
  const output = createOutput(host, argv.includes('--json'))
  // Who reads is gone, as with `| head`: there is nobody to tell anything.
  for (const stream of [host.stdout, host.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error
    })
  const controller = new AbortController()
  const cancelled = new Promise<never>((_, reject) => {
    const cancel = () => {
      const error = new CancelledError()
      controller.abort(error)
      reject(error)
    }
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) host.on(signal, cancel)
  })
  const context = { env: host.env, output, signal: controller.signal }
  const outcome = await Promise.race([perform(argv, context), cancelled]).catch(failureOf)
  let code = await writeOutcome(host, output, outcome)
  if (outcome.running)
    await Promise.race([outcome.running, cancelled]).catch(() => {
      code = exitCodeOf('CANCELLED')
    })
  // What a command left open, such as a connection that is kept alive or a request that was cancelled, does not hold it up.
  return host.exit(code)
}

async function perform(argv: readonly string[], context: Context): Promise<Outcome> {
  checkArguments(argv)
  const chosen = parse(argv)
  return 'text' in chosen ? chosen : chosen.command.run(chosen.input, context)
}

/** What was typed, or the help or version that was asked for. */
function parse(argv: readonly string[]): Chosen | Outcome {
  let chosen: Chosen | undefined
  let said = ''
  const program = createProgram(commands, {
    choose: (one) => {
      chosen = one
    },
    say: (text) => {
      said += text
    },
  })
  try {
    if (argv.every((arg) => arg === '--json')) program.help({ error: false })
    program.parse(argv, { from: 'user' })
  } catch (error) {
    if (error instanceof CliError) throw error
    const {
      code = '',
      exitCode = 1,
      message = '',
    } = error as { code?: string; exitCode?: number; message?: string }
    if (!code.startsWith('commander.')) throw error
    if (exitCode === 0) return { data: { text: said.trimEnd() }, text: [said.trimEnd()] }
    throw invalid(message)
  }
  if (!chosen) throw new CliError('INVALID_ARGUMENT', 'No command is given.', 'See foc-session-keys --help.')
  return chosen
}

/** What the parser refused. It quotes what was typed only where that is a word, so nothing secret. */
function invalid(message: string): CliError {
  const [first = '', hint = ''] = message.replace(/^error: /, '').split('\n')
  const isShown = [...first.matchAll(/'([^']*)'/g)].every(([, text = '']) =>
    /^[-\w<>[\]., ]{1,40}$/.test(text),
  )
  const what = isShown ? first : 'What was typed is not understood'
  const near = /Did you mean (?:one of )?(.+)\?/.exec(hint)?.[1]
  return new CliError(
    'INVALID_ARGUMENT',
    `${what.charAt(0).toUpperCase()}${what.slice(1).replace(/\.$/, '')}.`,
    near ? `Did you mean ${near}?` : 'See foc-session-keys --help.',
  )
}
