import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { createDevnet } from 'foc-session-keys-devnet'

// How much memory the service takes with the sessions of that many users in an embedded database, and what it asks the node an
// interval.
const users = Number(process.argv[2] ?? 10_000)

const devnet = await createDevnet()
try {
  const { privateKey } = devnet.accounts[0]
  const service = spawn(
    process.execPath,
    [
      '--import',
      'tsx',
      fileURLToPath(new URL('usersService.ts', import.meta.url)),
      JSON.stringify({ chain: devnet.chain, privateKey, users }),
    ],
    { stdio: 'inherit' },
  )
  const [code] = await once(service, 'exit')
  process.exitCode = code ?? 1
} finally {
  await devnet.stop()
}
