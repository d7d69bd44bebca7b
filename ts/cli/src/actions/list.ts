import { getSessions } from 'foc-session-keys'
import { CliError } from '../errors/cliError.ts'
import { foundSessions } from '../session/foundSessions.ts'
import { layersOf } from '../settings/layers.ts'
import { findSession } from '../settings/session.ts'
import type { Action } from '../syntax/command.ts'
import type { SearchOptions } from '../syntax/options.ts'
import { parseAddress } from '../syntax/parse.ts'

export const list: Action<SearchOptions & { root?: string }> = async ({ options }, context) => {
  const layers = layersOf(context.env)
  const given = options.root ?? layers.values.WALLET_ADDRESS
  const root =
    given === undefined
      ? (await findSession(options, layers, context))?.root
      : await parseAddress(given, 'root')
  if (!root)
    throw new CliError(
      'INVALID_ARGUMENT',
      'It is not known whose sessions are wanted.',
      'Pass --root <address>, or set WALLET_ADDRESS.',
    )
  return foundSessions(
    {
      find: (client, search) => getSessions(client, { ...search, root }),
      found: (count) =>
        count === 0 ? 'it never granted anything' : `${count} session${count > 1 ? 's' : ''}`,
      subject: { address: root, member: 'root', title: 'Root' },
      who: ({ sessionKeyAddress }) => sessionKeyAddress,
    },
    options,
    context,
  )
}
