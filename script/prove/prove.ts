// Proves what the contracts promise about their compiled code, and that faults are found: npm run prove [-- <beginnings of names>]
import { fork } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { createTasks, type Result, type Task } from './tasks.ts'

type Report = Result & { seconds: number }

/** Minutes for one thing to do, by the clock. It is many times what any of them takes. */
const patience = 10

const [first = '', second = ''] = process.argv.slice(2)
if (process.send) await work(first, second)
else await lead()

/** Runs one thing, and ends: the solver never gives back all the memory that it took. */
async function work(contract: string, name: string) {
  const task = (await createTasks(contract)).find((one) => one.name === name)
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
  const tasks = await createTasks().catch((error: Error) => {
    console.error(error.message)
    process.exit(1)
  })
  const chosen = tasks.filter(
    ({ name }) => wanted.length === 0 || wanted.some((beginning) => name.startsWith(beginning)),
  )
  if (chosen.length === 0) console.error(`Nothing that is promised begins with: ${wanted.join(', ')}`)
  const open = [...chosen]
  let failed = chosen.length === 0 ? 1 : 0
  let seconds = 0

  await Promise.all(
    Array.from({ length: Math.min(availableParallelism(), chosen.length) }, async () => {
      for (let task = open.shift(); task; task = open.shift()) {
        const { name } = task
        const { passed, says, seconds: took } = await ask(task)
        failed += passed ? 0 : 1
        seconds += took
        console.log(`${passed ? '✓' : '✗'} ${name} (${took.toFixed(1)} s)${says ? `\n    ${says}` : ''}`)
      }
    }),
  )
  const minutes = (performance.now() - began) / 60_000
  console.log(
    `${chosen.length - failed} of ${chosen.length} in ${minutes.toFixed(1)} minutes, ${seconds.toFixed(0)} seconds of processors.`,
  )
  process.exit(failed === 0 ? 0 : 1)
}

/** What a process of its own reports, or that it ended over it. */
function ask({ contract, name }: Task): Promise<Report> {
  return new Promise((resolve) => {
    const worker = fork(import.meta.filename, [contract, name])
    const end = (report: Report) => {
      clearTimeout(timer)
      worker.kill('SIGKILL')
      resolve(report)
    }
    const failure = (says: string) => end({ passed: false, says, seconds: 0 })
    const timer = setTimeout(() => failure(`not decided in ${patience} minutes`), patience * 60_000)
    worker.once('message', (report) => end(report as Report))
    worker.once('exit', () => failure('Its process ended.'))
  })
}
