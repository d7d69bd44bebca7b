// Proves what the contracts promise about their compiled code, and that faults are found: npm run prove [-- <beginnings of names>]
import { type ChildProcess, fork } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { createTasks, type Result } from './tasks.ts'

type Report = Result & { seconds: number }

if (process.send) await work()
else await lead()

/** Runs what it is told to, one after the other. */
async function work() {
  const tasks = await createTasks()
  process.on('message', async (name) => {
    const task = tasks.find((one) => one.name === name)
    const before = process.cpuUsage()
    const result: Result = (await task
      ?.run()
      .catch((error: Error) => ({ passed: false, says: error.message }))) ?? {
      passed: false,
      says: 'There is no such task.',
    }
    const { system, user } = process.cpuUsage(before)
    process.send?.({ ...result, seconds: (system + user) / 1e6 } satisfies Report)
  })
  process.send?.('ready')
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
      let worker: ChildProcess | undefined
      for (let name = open.shift(); name !== undefined; name = open.shift()) {
        worker ??= await start()
        const report = await ask(worker, name)
        if (!report) worker = undefined
        const {
          passed,
          says,
          seconds: took,
        } = report ?? { passed: false, says: 'The solver broke.', seconds: 0 }
        failed += passed ? 0 : 1
        seconds += took
        console.log(`${passed ? '✓' : '✗'} ${name} (${took.toFixed(1)} s)${says ? `\n    ${says}` : ''}`)
      }
      worker?.kill()
    }),
  )
  const minutes = (performance.now() - began) / 60_000
  console.log(
    `${names.length - failed} of ${names.length} in ${minutes.toFixed(1)} minutes, ${seconds.toFixed(0)} seconds of processors.`,
  )
  process.exit(failed === 0 ? 0 : 1)
}

async function start(): Promise<ChildProcess> {
  const worker = fork(import.meta.filename)
  await new Promise((ready) => worker.once('message', ready))
  return worker
}

/** What a worker reports; nothing if it ends over it. */
function ask(worker: ChildProcess, name: string): Promise<Report | undefined> {
  return new Promise((resolve) => {
    worker.once('message', (report) => resolve(report as Report))
    worker.once('exit', () => resolve(undefined))
    worker.send(name)
  })
}
