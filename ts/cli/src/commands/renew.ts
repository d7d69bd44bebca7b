import { command } from '../syntax/command.ts'
import {
  askOptions,
  consoleOptions,
  scopesOption,
  sessionOptions,
  validityOption,
} from '../syntax/options.ts'

export const renew = command({
  arguments: '[address]',
  examples: [
    ['foc-session-keys renew 0x… --keystore main', 'lets what is granted last ten days from now'],
    ['foc-session-keys renew --dry-run', 'says what that would be for the stored session'],
  ],
  load: async () => (await import('../actions/renew.ts')).renew,
  name: 'renew',
  options: [
    validityOption,
    { ...scopesOption, description: 'which of what is granted (default: all but the destructive ones)' },
    ...sessionOptions,
    ...askOptions,
    ...consoleOptions,
  ],
  summary: 'for who holds the root: let a grant last longer; it never adds or shortens anything',
})
