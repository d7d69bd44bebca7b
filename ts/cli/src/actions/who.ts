import { findRoots } from 'foc-session-keys'
import { foundSessions } from '../session/foundSessions.ts'
import type { Action } from '../syntax/command.ts'
import type { SearchOptions } from '../syntax/options.ts'
import { parseAddress } from '../syntax/parse.ts'

export const who: Action<SearchOptions> = async ({ args: [address = ''], options }, context) => {
  const sessionKeyAddress = await parseAddress(address, 'session key')
  return foundSessions(
    {
      find: (client, search) => findRoots(client, { ...search, sessionKeyAddress }),
      found: (count) => (count === 0 ? 'nobody ever granted it anything' : `granted by ${count}`),
      subject: { address: sessionKeyAddress, member: 'sessionKeyAddress', title: 'Session key' },
      who: ({ root }) => `Root ${root}`,
    },
    options,
    context,
  )
}
