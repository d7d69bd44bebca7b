import { randomUUID } from 'node:crypto'
import {
  link,
  mkdir,
  readdir,
  readFile,
  readlink,
  rm,
  stat,
  truncate,
  utimes,
  writeFile,
} from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { isMissing } from './folder.ts'

/** Who has a lock. An empty file is a lock that was given back. */
type Owner = { pid: number; place: string; started: string }

/** How often an owner says that it is there, for those elsewhere, who cannot see its process; in milliseconds. */
const heartbeat = 5000

/** How long an owner elsewhere may be silent, in milliseconds. */
const patience = 30_000

const pause = () => new Promise<void>((resolve) => setTimeout(resolve, 25))

/**
 * Runs an action while no other process runs one for that folder. The lock is free when its owner is gone, whatever ended it.
 *
 * Its files are numbered, and whoever made the one with the highest number has the lock, until it is empty or its owner is gone.
 * Then the next number is up: only one can make that file, whose content comes with it, and nobody ever takes a file away from
 * its maker, so two that find an owner gone cannot both follow it. One that makes a number that others are past sees theirs, and
 * steps back; what is below the highest is removed, and the highest never is.
 */
export async function fileLock<result>(folder: string, action: () => Promise<result>): Promise<result> {
  await mkdir(folder, { mode: 0o700, recursive: true })
  const path = await acquire(folder)
  const beating = setInterval(() => {
    utimes(path, new Date(), new Date()).catch(() => {})
  }, heartbeat)
  beating.unref()
  try {
    return await action()
  } finally {
    clearInterval(beating)
    // Where the whole folder is gone, so is the lock.
    await truncate(path).catch((error) => {
      if (!isMissing(error)) throw error
    })
  }
}

async function acquire(folder: string): Promise<string> {
  for (;;) {
    const last = Math.max(0, ...(await numbersIn(folder)))
    if (await isHeld(join(folder, `${last}`))) {
      await pause()
      continue
    }
    const mine = last + 1
    const path = join(folder, `${mine}`)
    if (!(await create(folder, path))) continue
    const numbers = await numbersIn(folder)
    if (Math.max(...numbers) > mine) {
      await rm(path, { force: true })
      continue
    }
    for (const older of numbers) if (older < mine) await rm(join(folder, `${older}`), { force: true })
    return path
  }
}

const numbersIn = async (folder: string) =>
  (await readdir(folder)).filter((file) => /^\d+$/.test(file)).map(Number)

/** Makes a file that has its content from the first moment on; `false` if there is one. */
async function create(folder: string, path: string): Promise<boolean> {
  const owner: Owner = { pid: process.pid, place: await ownPlace(), started: await ownStart() }
  const draft = join(folder, randomUUID())
  await writeFile(draft, JSON.stringify(owner), { mode: 0o600 })
  try {
    await link(draft, path)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    await rm(draft, { force: true })
  }
}

async function isHeld(path: string): Promise<boolean> {
  try {
    const text = await readFile(path, 'utf8')
    if (!text) return false
    const { pid, place, started } = JSON.parse(text) as Owner
    if (place !== (await ownPlace())) return (await stat(path)).mtimeMs > Date.now() - patience
    if (pid === process.pid) return started === (await ownStart())
    if (await startOf(process.pid)) return started === (await startOf(pid))
    process.kill(pid, 0)
    return true
  } catch (error) {
    if (isMissing(error) || (error as NodeJS.ErrnoException).code === 'ESRCH') return false
    if ((error as NodeJS.ErrnoException).code === 'EPERM') return true
    throw error
  }
}

/** When a process began, where the system says so: a process id is given again to others. */
async function startOf(pid: number): Promise<string | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  // After the name, which is in parentheses and can hold anything, it is the twentieth.
  return text.slice(text.lastIndexOf(')') + 2).split(' ')[19]
}

const ownStart = async () => (await startOf(process.pid)) ?? `${performance.timeOrigin}`

/** Where process ids mean what they mean here: on this machine, and, as containers have their own, among these processes. */
const ownPlace = async () => `${hostname()} ${await readlink('/proc/self/ns/pid').catch(() => '')}`
