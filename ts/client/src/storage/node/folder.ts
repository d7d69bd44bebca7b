import { randomUUID } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { dataFolder } from './dataFolder.ts'
import { fileLock } from './fileLock.ts'

/** Files in a folder that only their owner can read, each replaced as a whole. */
export type Folder = {
  lock: <result>(name: string, action: () => Promise<result>) => Promise<result>
  pathOf: (name: string) => string
  /** What is in it, and who may read it; `undefined` when there is none. */
  read: (name: string) => Promise<{ mode: number; text: string } | undefined>
  remove: (name: string) => Promise<void>
  /** Ends when it is on disk. */
  write: (name: string, text: string) => Promise<void>
}

export function openFolder(folder: string = join(dataFolder(), 'foc-session-keys')): Folder {
  const fileOf = (name: string) => encodeURIComponent(name)
  const pathOf = (name: string) => join(folder, fileOf(name))
  const isDraft = (name: string) => (file: string) => file.startsWith(`.${fileOf(name)}.`)

  return {
    lock: (name, action) => fileLock(join(folder, '.locks', fileOf(name)), action),
    pathOf,
    read: async (name) => {
      const path = pathOf(name)
      try {
        const { mode } = await stat(path)
        return { mode: mode & 0o777, text: await readFile(path, 'utf8') }
      } catch (error) {
        if (isMissing(error)) return
        throw error
      }
    },
    remove: async (name) => {
      // What a writer that was killed left has the secret in it, too.
      const drafts = (await readdir(folder).catch(() => [])).filter(isDraft(name))
      for (const file of [fileOf(name), ...drafts]) await rm(join(folder, file), { force: true })
      await flush(folder).catch((error) => {
        if (!isMissing(error)) throw error
      })
    },
    write: async (name, text) => {
      await mkdir(folder, { mode: 0o700, recursive: true })
      const draft = join(folder, `.${fileOf(name)}.${randomUUID()}`)
      const file = await open(draft, 'wx', 0o600)
      try {
        await file.writeFile(text)
        await file.sync()
      } finally {
        await file.close()
      }
      await rename(draft, pathOf(name))
      await flush(folder)
    },
  }
}

/** Puts on disk which files are in a folder; Windows does that by itself. */
async function flush(folder: string) {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

export const isMissing = (error: unknown) => (error as NodeJS.ErrnoException).code === 'ENOENT'
