import type { Network } from 'foc-session-keys'
import { CliError } from '../errors/cliError.ts'
import type { Layers } from '../settings/layers.ts'
import type { ConsoleOptions } from '../syntax/options.ts'
import { consolePort } from './consolePort.ts'

/** Where the owner of a wallet grants and revokes: by what was typed or set, else where the field does. */
export function consoleUrlOf(network: Network, options: ConsoleOptions, { values }: Layers): string {
  const url = options.consoleUrl ?? values.CONSOLE_URL
  if (url === undefined)
    return network === 'devnet' ? `http://localhost:${consolePort}` : 'https://pay.filecoin.cloud'
  const { protocol, username } = URL.canParse(url) ? new URL(url) : {}
  if ((protocol === 'https:' || protocol === 'http:') && !username) return url
  throw new CliError(
    'INVALID_ARGUMENT',
    'The URL of the console is none.',
    'Pass --console-url https://…, or set CONSOLE_URL.',
  )
}
