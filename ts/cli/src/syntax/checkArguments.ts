import { CliError } from '../errors/cliError.ts'

/** 32 bytes in hex, alone or as what an option or a variable is set to. */
const keyLike = /^(?:-*|.*=)["']?(?:0x)?[0-9a-f]{64}["']?$/i

/** Options that other tools take a key by. */
const keyOptions = ['--private-key', '--session-key', '--password', '--mnemonic']

/**
 * Refuses what looks like a private key before anything else is done: everybody on the machine sees the arguments of a process,
 * and the shell keeps them in its history. It is not repeated.
 */
export function checkArguments(argv: readonly string[]): void {
  const option = keyOptions.find((name) => argv.some((arg) => arg === name || arg.startsWith(`${name}=`)))
  const place = argv.findIndex((arg) => keyLike.test(arg.trim()))
  if (!option && place < 0) return
  throw new CliError(
    'INVALID_ARGUMENT',
    option
      ? `${option} is not taken: arguments are seen by everybody on this machine, and kept in the shell's history.`
      : `Argument ${place + 1} looks like a private key. Arguments are seen by everybody on this machine, and kept in the shell's history.`,
    'Set SESSION_KEY (the session key) or PRIVATE_KEY (the root) in the environment, or use --keystore or --credentials-file. If it was a real key, treat it as leaked: revoke it, and delete the line from the history.',
    { details: { argument: option ?? place + 1 } },
  )
}
