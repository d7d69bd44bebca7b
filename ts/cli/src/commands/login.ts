import { command } from '../syntax/command.ts'
import { limitOptions } from '../syntax/limits.ts'
import { consoleOptions, scopesOption, sessionOptions } from '../syntax/options.ts'
import { parseNumber } from '../syntax/parse.ts'

export const login = command({
  examples: [
    [
      'foc-session-keys login --network calibration',
      'makes a key that may upload, and waits until a wallet grants it',
    ],
    [
      'foc-session-keys login --network devnet --max-bytes 10GiB',
      'asks for no more than so many bytes, in two data sets',
    ],
    [
      'foc-session-keys login --json --scopes addPieces',
      'prints the link and returns at once; run it again to go on',
    ],
  ],
  load: async () => (await import('../actions/login.ts')).login,
  name: 'login',
  options: [
    scopesOption,
    ...limitOptions,
    ...sessionOptions,
    ...consoleOptions,
    { description: 'do not open a browser (BROWSER=none)', flags: '--no-browser' },
    { description: 'print the link and return; run it again to go on', flags: '--no-wait' },
    {
      default: 300,
      description: 'how long to wait',
      flags: '--timeout <seconds>',
      parse: parseNumber(1, 86_400),
    },
    {
      description: 'begin anew with another key; the old one is kept under a name of its own',
      flags: '--fresh',
    },
  ],
  summary: 'make a key, and have a wallet grant it: by a link and a code; goes on where it was stopped',
})
