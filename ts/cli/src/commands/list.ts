import { command } from '../syntax/command.ts'
import { searchOptions } from '../syntax/options.ts'

export const list = command({
  examples: [
    ['foc-session-keys list --root 0x…', 'lists every session of a root, the last changed first'],
    ['foc-session-keys list --json --network calibration', 'lists those of WALLET_ADDRESS, for programs'],
  ],
  load: async () => (await import('../actions/list.ts')).list,
  name: 'list',
  options: [
    {
      description: 'whose (default: WALLET_ADDRESS, else the root of the stored session)',
      flags: '--root <address>',
    },
    ...searchOptions,
  ],
  summary: 'list the sessions of a root: name, status, and until when each permission lasts',
})
