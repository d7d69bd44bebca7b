import type { SearchParameters, Session } from 'foc-session-keys'
import type { Address } from 'viem'
import type { Outcome } from '../output/envelope.ts'
import { layersOf } from '../settings/layers.ts'
import { type Connection, connect } from '../settings/network.ts'
import type { Context } from '../syntax/command.ts'
import type { SearchOptions } from '../syntax/options.ts'
import { chainTime } from './chainTime.ts'
import { sessionData, sessionLines } from './describeSession.ts'
import { searchSessions } from './searchSessions.ts'

/** Whose sessions are looked for, and how what is found is told. */
type Search = {
  find: (client: Connection['client'], search: SearchParameters) => Promise<Session[]>
  /** The whole of what was found, behind who is asked about. */
  found: (count: number) => string
  /** Who is asked about: for people, and as a member of the data. */
  subject: { address: Address; member: 'root' | 'sessionKeyAddress'; title: string }
  /** The other side of a session. */
  who: (session: Session) => string
}

/** Looks for sessions on chain, and tells programs and people what was found. */
export async function foundSessions(
  { find, found, subject, who }: Search,
  options: SearchOptions,
  context: Context,
): Promise<Outcome> {
  const connection = await connect({ options, ...layersOf(context.env) })
  const { client, network } = connection
  const { sessions, source } = await searchSessions(
    (search) => find(client, search),
    { connection, explorerUrl: options.explorerUrl },
    context,
  )
  const now = await chainTime(client)
  const { style } = context.output
  return {
    data: {
      chainTime: `${now}`,
      network,
      [subject.member]: subject.address,
      sessions: sessions.map((session) => sessionData(session, now)),
      source,
    },
    text: [
      `${subject.title}  ${subject.address} (${network}): ${found(sessions.length)}`,
      ...sessions.flatMap((session) => sessionLines(session, { now, style, who: who(session) })),
    ],
  }
}
