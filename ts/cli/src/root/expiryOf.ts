import { expiresIn } from 'foc-session-keys'
import { CliError } from '../errors/cliError.ts'
import type { Connection } from '../settings/network.ts'
import type { Validity } from '../syntax/parse.ts'

/** The longest that something is granted for at once, in seconds: a year. */
const longest = 366n * 86_400n

/** The expiry that was asked for, in Unix seconds, by the later of the chain's clock and this machine's. */
export async function expiryOf({ client }: Connection, validity: Validity): Promise<bigint> {
  const now = (await expiresIn(1, client)) - 1n
  const expiry = 'until' in validity ? validity.until : now + validity.seconds
  if (expiry > now && expiry - now <= longest) return expiry
  throw new CliError(
    'INVALID_ARGUMENT',
    expiry > now ? '--validity is longer than a year.' : '--validity is over already.',
    'Pass such as 10d, or a date to come.',
  )
}
