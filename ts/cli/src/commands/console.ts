import { consolePort } from '../session/consolePort.ts'
import { command } from '../syntax/command.ts'
import { parseNumber } from '../syntax/parse.ts'

export const console = command({
  examples: [['foc-session-keys console --port 9000', 'serves the console at http://localhost:9000']],
  load: async () => (await import('../actions/console.ts')).console,
  name: 'console',
  options: [
    {
      default: consolePort,
      description: 'where to listen, on this machine only; 0 is any that is free',
      flags: '--port <number>',
      parse: parseNumber(0, 65_535),
    },
    { description: 'do not open a browser (BROWSER=none)', flags: '--no-browser' },
  ],
  summary: 'serve the console, where a wallet grants and revokes, to this machine',
})
