import { findRoots } from 'foc-session-keys'
import { chainTime } from '../session/chainTime.ts'
import { sessionData, sessionLines } from '../session/describeSession.ts'
import { searchSessions } from '../session/searchSessions.ts'
import { layersOf } from '../settings/layers.ts'
import { connect } from '../settings/network.ts'
import type { Action } from '../syntax/command.ts'
import type { SearchOptions } from '../syntax/options.ts'
import { parseAddress } from '../syntax/parse.ts'

export const who: Action<SearchOptions> = async ({ args: [address = ''], options }, context) => {
  const sessionKeyAddress = await parseAddress(address, 'session key')
  const connection = await connect({ options, ...layersOf(context.env) })
  const { client, network } = connection
  const { sessions, source } = await searchSessions(
    (search) => findRoots(client, { ...search, sessionKeyAddress }),
    { connection, explorerUrl: options.explorerUrl },
    context,
  )
  const now = await chainTime(client)
  const { style } = context.output
  return {
    data: {
      chainTime: `${now}`,
      network,
      sessionKeyAddress,
      sessions: sessions.map((session) => sessionData(session, now)),
      source,
    },
    text: [
      `Session key  ${sessionKeyAddress} (${network}): ${sessions.length === 0 ? 'nobody ever granted it anything' : `granted by ${sessions.length}`}`,
      ...sessions.flatMap((session) => sessionLines(session, { now, style, who: `Root ${session.root}` })),
    ],
  }
}
