// Proves what the contracts promise about their compiled code, and that broken ones are refused: npm run prove
import { readFileSync } from 'node:fs'
import { init } from 'z3-solver'
import { promises } from './registry.ts'

const { Context } = await init()
const artifact = JSON.parse(readFileSync('out/SessionKeyRegistry.sol/SessionKeyRegistry.json', 'utf8'))
let failed = 0
const only = process.argv[2] ?? ''
for (const { name, prove } of await promises(Context('main'), artifact)) {
  if (!name.startsWith(only)) continue
  const began = process.cpuUsage()
  const w = performance.now()
  const refuted = await prove().catch((e: Error) => String(e.stack))
  if (refuted) failed++
  const { user, system } = process.cpuUsage(began)
  console.log(
    `${refuted ? '✗' : '✓'} ${name}${refuted ? `: ${refuted}` : ''} (${((user + system) / 1e6).toFixed(1)} s; ${((performance.now() - w) / 1000).toFixed(1)})`,
  )
}
process.exit(failed ? 1 : 0)
