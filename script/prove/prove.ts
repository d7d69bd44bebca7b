// Proves what the contracts promise about their compiled code, and that faults are found: npm run prove [-- <beginnings of names>]
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { createTasks, type Result, type Task } from './tasks.ts'

type Work = Pick<Task, 'contract' | 'name'>
type Report = Result & { memory: number; seconds: number }

/** Bytes of a process that goes on to the next thing. The solver never gives back all that it took. */
const mostMemory = 1.5e9

if (process.send) process.on('message', (work: Work) => report(work))
else await lead()

/** Does one thing, and says how that went. */
async function report({ contract, name }: Work) {
  const before = process.cpuUsage()
  const result = await createTasks(contract)
    .then((tasks) => tasks.find((one) => one.name === name)?.run())
    .catch((error: Error): Result => ({ passed: false, says: error.message }))
  const { system, user } = process.cpuUsage(before)
  const memory = process.memoryUsage.rss()
  process.send?.({ ...(result as Result), memory, seconds: (system + user) / 1e6 } satisfies Report)
}

/** Hands out what there is to do to as many processes as there are cores. */
async function lead() {
  const began = performance.now()
  const wanted = process.argv.slice(2)
  const all = await createTasks().catch((error: Error) => {
    console.error(error.message)
    process.exit(1)
  })
  const chosen = all.filter(
    ({ name }) => wanted.length === 0 || wanted.some((beginning) => name.startsWith(beginning)),
  )
  if (chosen.length === 0) {
    console.error(`Nothing that is promised begins with: ${wanted.join(', ')}`)
    process.exit(1)
  }
  const open = [...chosen]
  let failed = 0
  let seconds = 0

  async function worker() {
    let child: ChildProcess | undefined
    for (let task = open.shift(); task; task = open.shift()) {
      child ??= fork(import.meta.filename)
      const { memory, passed, says, seconds: took } = await ask(child, task)
      failed += passed ? 0 : 1
      seconds += took
      console.log(`${passed ? '✓' : '✗'} ${task.name} (${took.toFixed(1)} s)${says ? `\n    ${says}` : ''}`)
      if (memory <= mostMemory) continue
      child.kill('SIGKILL')
      child = undefined
    }
    child?.kill('SIGKILL')
  }
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), chosen.length) }, worker))
  const minutes = (performance.now() - began) / 60_000
  console.log(
    `${chosen.length - failed} of ${chosen.length} in ${minutes.toFixed(1)} minutes, ${seconds.toFixed(0)} seconds of processors.`,
  )
  process.exit(failed === 0 ? 0 : 1)
}

/** What a process reports of one thing, or that it ended over it. */
async function ask(child: ChildProcess, { contract, name }: Task): Promise<Report> {
  const over = new AbortController()
  const { signal } = over
  child.send({ contract, name } satisfies Work)
  const report = await Promise.race([
    once(child, 'message', { signal }).then(([told]) => told as Report),
    once(child, 'exit', { signal }).then(
      (): Report => ({ memory: mostMemory + 1, passed: false, says: 'Its process ended.', seconds: 0 }),
    ),
  ])
  over.abort()
  return report
}
