import { command } from '../syntax/command.ts'
import { sessionOptions } from '../syntax/options.ts'

export const doctor = command({
  examples: [
    [
      'foc-session-keys doctor --network calibration',
      'looks at the stored key, its root, the node and the providers',
    ],
    ['foc-session-keys doctor --wallet-address 0x…', "looks at a wallet's funds and approval, without a key"],
  ],
  load: async () => (await import('../actions/doctor.ts')).doctor,
  name: 'doctor',
  options: sessionOptions,
  summary:
    'say what is wrong with a key, its root, the node, the clock and the providers, and what to do about it',
})
