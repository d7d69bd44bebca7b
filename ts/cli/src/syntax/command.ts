import type { Outcome } from '../output/envelope.ts'
import type { Output } from '../output/output.ts'

/** What a command is run with, apart from what was typed. */
export type Context = {
  env: NodeJS.ProcessEnv
  output: Output
  /** Aborted when the user cancels. */
  signal: AbortSignal
}

/** What was typed: arguments in their order, and options by their names in camel case. */
export type Input<options> = { args: string[]; options: options }

/** What a command does. */
export type Action<options> = (input: Input<options>, context: Context) => Promise<Outcome>

/** An option as it is typed and explained; without `parse`, its value is the text, or `true` for a flag. */
export type OptionSpec = {
  flags: string
  description: string
  /** Throws a `CliError` for what is no such value. It must not quote what may be a key. */
  parse?: (text: string) => unknown
  default?: unknown
  /** The default as it is typed, where its value is not shown so. */
  defaultText?: string
}

type Spec<options> = {
  /** As it is typed: `login`, `keys new`. */
  name: string
  /** Such as `<address...>`. */
  arguments?: string
  summary: string
  options?: readonly OptionSpec[]
  /** Lines to copy, each with what it does. */
  examples: readonly (readonly [command: string, does: string])[]
  /** Imports what it does: only then is anything loaded that takes time. */
  load: () => Promise<Action<options>>
}

/** A command of whatever options. */
export type Command = Omit<Spec<unknown>, 'load'> & {
  run: (input: Input<object>, context: Context) => Promise<Outcome>
}

/** Declares a command: how it is typed and explained, and where what it does is found. */
export function command<options>({ load, ...syntax }: Spec<options>): Command {
  return {
    ...syntax,
    // What the parser found is what `options` of the syntax say.
    run: async ({ args, options }, context) => (await load())({ args, options: options as options }, context),
  }
}
