// A devnet that starts and ends.
import { createDevnet } from 'foc-session-keys-devnet'

const devnet = await createDevnet()
await devnet.stop()
