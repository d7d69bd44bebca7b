import { Command as Parser } from 'commander'
import { manifest } from '../settings/manifest.ts'
import type { Command, Input, OptionSpec } from './command.ts'

const { description, version } = manifest

/** What was chosen by what was typed. */
export type Chosen = { command: Command; input: Input<object> }

const everywhere: readonly OptionSpec[] = [
  { description: 'print one JSON document on stdout', flags: '--json' },
]

/** The parser of all commands, which tells what was chosen. Help and errors are given to `say` and thrown, never printed. */
export function createProgram(
  commands: readonly Command[],
  { choose, say }: { choose: (chosen: Chosen) => void; say: (text: string) => void },
): Parser {
  const program = quiet(new Parser('foc-session-keys'), say)
    .description(description)
    .version(version, '--version', 'print the version')
    .helpOption('--help', 'print this')
    .helpCommand('help [command]', 'print the help of a command')
  for (const command of commands) {
    const words = command.name.split(' ')
    const name = words.pop() ?? ''
    const parent = words.reduce((above, word) => {
      const known = above.commands.find((one) => one.name() === word)
      return known ?? quiet(above.command(word), say)
    }, program)
    const parser = quiet(parent.command(name), say)
      .summary(command.summary)
      .description(command.summary)
      .helpOption('--help', 'print this')
      .addHelpText('after', examplesOf(command))
      .action(() =>
        choose({ command, input: { args: parser.processedArgs.flat() as string[], options: parser.opts() } }),
      )
    if (command.arguments) parser.arguments(command.arguments)
    for (const option of [...(command.options ?? []), ...everywhere]) addOption(parser, option)
  }
  for (const group of program.commands)
    if (group.commands.length > 0) group.summary(group.commands.map((one) => one.name()).join(', '))
  return program
}

function quiet(parser: Parser, say: (text: string) => void): Parser {
  return parser.exitOverride().configureOutput({ writeErr: () => {}, writeOut: say })
}

function addOption(parser: Parser, { default: value, defaultText, description, flags, parse }: OptionSpec) {
  const option = parser.createOption(flags, description)
  if (value !== undefined) option.default(value, defaultText)
  if (parse) option.argParser(parse)
  parser.addOption(option)
}

function examplesOf({ examples }: Command): string {
  const lines = examples.map(([line, does]) => `  $ ${line}\n      ${does}`)
  return `\nExample${lines.length > 1 ? 's' : ''}:\n${lines.join('\n')}`
}
