import { command } from '../syntax/command.ts'
import { consoleOptions, rootOptions, sessionOptions } from '../syntax/options.ts'

export const logout = command({
  examples: [
    [
      'foc-session-keys logout',
      'forgets the key if nothing is granted to it, else prints where to revoke it',
    ],
    [
      'foc-session-keys logout --revoke',
      'takes it back on chain first: by the key, or with PRIVATE_KEY or --keystore',
    ],
  ],
  load: async () => (await import('../actions/logout.ts')).logout,
  name: 'logout',
  options: [
    { description: 'give up on chain what the key was granted', flags: '--revoke' },
    { description: 'do not ask before', flags: '--yes' },
    ...sessionOptions,
    { ...rootOptions[0], description: 'a keystore of the root, or of who pays the gas (else PRIVATE_KEY)' },
    ...consoleOptions,
  ],
  summary: 'forget the stored key; what is granted has to be given up before',
})
