// Fails when a commit moved gas or size by more than 1 % and does not say why: docs/benchmarks.md.
import { existsSync } from 'node:fs'
import { findUnexplained } from './unexplained.ts'

// Sources that came without their history have none to look at.
const none = { commits: 0, shallow: true, unexplained: [] }
const { commits, shallow, unexplained } = existsSync('.git') ? findUnexplained('.') : none
console.log(
  `Looked at ${commits} commits with figures of gas and size${shallow ? ', which is what there is here' : ''}.`,
)
for (const { after, before, commit, figure } of unexplained) {
  const change =
    after === undefined ? 'gone' : `${after}, ${((100 * (after - before)) / before).toFixed(1)} %`
  console.error(`${commit.slice(0, 10)} ${figure}: ${before} -> ${change}`)
}
if (unexplained.length > 0) {
  console.error('A change of more than 1 % says why: give the commit a line "Gas: <why>" in its message.')
  process.exitCode = 1
}
