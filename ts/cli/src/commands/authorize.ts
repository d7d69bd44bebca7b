import { command } from '../syntax/command.ts'
import { limitOptions } from '../syntax/limits.ts'
import { askOptions, consoleOptions, scopesOption, validityOption, walletOptions } from '../syntax/options.ts'

export const authorize = command({
  arguments: '<address>',
  examples: [
    [
      'foc-session-keys authorize 0x… --keystore main --validity 30d',
      'grants uploading, with a keystore of Foundry',
    ],
    [
      'foc-session-keys authorize 0x… --keystore main --max-bytes 10GiB',
      'grants uploading of so much, in two data sets',
    ],
    ['foc-session-keys authorize 0x… --calldata --json', 'prints what a Safe has to send'],
  ],
  load: async () => (await import('../actions/authorize.ts')).authorize,
  name: 'authorize',
  options: [
    scopesOption,
    ...limitOptions,
    validityOption,
    ...walletOptions,
    ...askOptions,
    ...consoleOptions,
  ],
  summary: 'for who holds the root: grant permissions to a session key',
})
