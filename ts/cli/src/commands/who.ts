import { command } from '../syntax/command.ts'
import { searchOptions } from '../syntax/options.ts'

export const who = command({
  arguments: '<address>',
  examples: [['foc-session-keys who 0x…', 'names every root that granted something to a session key']],
  load: async () => (await import('../actions/who.ts')).who,
  name: 'who',
  options: searchOptions,
  summary: 'name the roots that granted something to a session key',
})
