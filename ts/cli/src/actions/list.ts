import { getSessions } from 'foc-session-keys'
import { CliError } from '../errors/cliError.ts'
import { chainTime } from '../session/chainTime.ts'
import { sessionData, sessionLines } from '../session/describeSession.ts'
import { searchSessions } from '../session/searchSessions.ts'
import { layersOf } from '../settings/layers.ts'
import { connect } from '../settings/network.ts'
import { findSession } from '../settings/session.ts'
import type { Action } from '../syntax/command.ts'
import type { SearchOptions } from '../syntax/options.ts'
import { parseAddress } from '../syntax/parse.ts'

export const list: Action<SearchOptions & { root?: string }> = async ({ options }, context) => {
  const layers = layersOf(context.env)
  const { root: given, ...others } = options
  const root =
    given === undefined
      ? (await findSession(others, layers, context))?.root
      : await parseAddress(given, 'root')
  if (!root)
    throw new CliError(
      'INVALID_ARGUMENT',
      'It is not known whose sessions are wanted.',
      'Pass --root <address>, or set WALLET_ADDRESS.',
    )
  const connection = await connect({ options, ...layers })
  const { client, network } = connection
  const { sessions, source } = await searchSessions(
    (search) => getSessions(client, { ...search, root }),
    { connection, explorerUrl: options.explorerUrl },
    context,
  )
  const now = await chainTime(client)
  const { style } = context.output
  return {
    data: {
      chainTime: `${now}`,
      network,
      root,
      sessions: sessions.map((session) => sessionData(session, now)),
      source,
    },
    text: [
      `Root  ${root} (${network}): ${sessions.length === 0 ? 'it never granted anything' : `${sessions.length} session${sessions.length > 1 ? 's' : ''}`}`,
      ...sessions.flatMap((session) => sessionLines(session, { now, style, who: session.sessionKeyAddress })),
    ],
  }
}
