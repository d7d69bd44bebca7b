// Kills 30 programs with a devnet, at any time from their start on, and fails if anything stays: npm run bench:kills
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { killMany, leftIn, nothingLeftIn } from '../test/processes.ts'

const count = 30
/** Milliseconds in which all must be gone after the last kill. */
const patience = 5_000

const temporary = mkdtempSync(join(tmpdir(), 'foc-session-keys-bench-'))
try {
  await killMany(count, temporary)
  const start = performance.now()
  await nothingLeftIn(temporary, AbortSignal.timeout(patience))
  const left = await leftIn(temporary)
  const passed = Math.round(performance.now() - start)
  console.log(
    `${count} programs killed; after ${passed} ms, left: ${left.length === 0 ? 'nothing' : left.join('\n')}`,
  )
  if (left.length > 0) process.exitCode = 1
} finally {
  rmSync(temporary, { force: true, recursive: true })
}
