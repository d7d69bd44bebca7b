import { command } from '../syntax/command.ts'
import { askOptions, consoleOptions, scopesOption, walletOptions } from '../syntax/options.ts'

export const revoke = command({
  arguments: '[addresses...]',
  examples: [
    ['foc-session-keys revoke 0x… --keystore main', 'takes everything back from a session key'],
    [
      'PRIVATE_KEY=… foc-session-keys revoke --all --dry-run',
      'says what revoking every session key would be',
    ],
  ],
  load: async () => (await import('../actions/revoke.ts')).revoke,
  name: 'revoke',
  options: [
    { description: 'every session key of the root that holds something', flags: '--all' },
    { ...scopesOption, description: 'take back only these (default: everything)' },
    ...walletOptions,
    ...askOptions,
    ...consoleOptions,
  ],
  summary: 'for who holds the root: take permissions back from session keys',
})
