// Proves what the contracts promise about their compiled code, and that faults are found: npm run prove [-- <beginnings of names>]
import { fork } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { createTasks, type Result } from './tasks.ts'

type Report = Result & { seconds: number }

if (process.send) await work(process.argv[2] ?? '')
else await lead()

/** Runs one thing, and ends: the solver never gives back all the memory that it took. */
async function work(name: string) {
  const task = (await createTasks()).find((one) => one.name === name)
  if (!task) throw new Error(`There is nothing to do by the name "${name}".`)
  const before = process.cpuUsage()
  const result = await task.run().catch((error: Error): Result => ({ passed: false, says: error.message }))
  const { system, user } = process.cpuUsage(before)
  process.send?.({ ...result, seconds: (system + user) / 1e6 } satisfies Report)
}

/** Hands out what there is to do to as many processes as there are cores. */
async function lead() {
  const began = performance.now()
  const wanted = process.argv.slice(2)
  const names = (await createTasks())
    .map(({ name }) => name)
    .filter((name) => wanted.length === 0 || wanted.some((beginning) => name.startsWith(beginning)))
  const open = [...names]
  let failed = names.length === 0 ? 1 : 0
  let seconds = 0

  await Promise.all(
    Array.from({ length: Math.min(availableParallelism(), names.length) }, async () => {
      for (let name = open.shift(); name !== undefined; name = open.shift()) {
        const report = await ask(name)
        const {
          passed,
          says,
          seconds: took,
        } = report ?? { passed: false, says: 'Its process ended.', seconds: 0 }
        failed += passed ? 0 : 1
        seconds += took
        console.log(`${passed ? '✓' : '✗'} ${name} (${took.toFixed(1)} s)${says ? `\n    ${says}` : ''}`)
      }
    }),
  )
  const minutes = (performance.now() - began) / 60_000
  console.log(
    `${names.length - failed} of ${names.length} in ${minutes.toFixed(1)} minutes, ${seconds.toFixed(0)} seconds of processors.`,
  )
  process.exit(failed === 0 ? 0 : 1)
}

/** What a process of its own reports; nothing if it ends over it. */
function ask(name: string): Promise<Report | undefined> {
  return new Promise((resolve) => {
    const worker = fork(import.meta.filename, [name])
    worker.once('message', (report) => {
      worker.kill()
      resolve(report as Report)
    })
    worker.once('exit', () => resolve(undefined))
  })
}
