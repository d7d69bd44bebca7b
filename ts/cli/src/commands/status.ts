import { command } from '../syntax/command.ts'
import { durationOption, scopesOption, sessionOptions } from '../syntax/options.ts'

export const status = command({
  examples: [
    ['foc-session-keys status --network calibration', 'says what the stored key may do, and until when'],
    ['foc-session-keys status --min-validity 2h && ./long-job', 'begins a job only if the key lasts for it'],
  ],
  load: async () => (await import('../actions/status.ts')).status,
  name: 'status',
  options: [
    ...sessionOptions,
    durationOption('--min-validity <duration>', 'how long it has to last', '30m'),
    { ...scopesOption, description: 'what it has to be allowed (default: what was asked for)' },
  ],
  summary: "what the key may do, until when by the chain's clock, and for which root; exit 0 or 2",
})
