import { execFile } from 'node:child_process'
import { access, mkdir, rename, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { promisify } from 'node:util'
import { PGlite } from '@electric-sql/pglite'
import { memoryStorage } from 'foc-session-keys/storage'
import type { Database, Query } from './database.ts'

/** A key that was granted must not be lost with the power; and the cache is memory of this process. */
const settings = ['fsync=on', 'shared_buffers=16MB']

/** PostgreSQL in this process, for one instance. @param folder - Where it is kept. Default: in memory. */
export async function embeddedDatabase(folder?: string | undefined): Promise<Database> {
  if (folder !== undefined) await makeFolder(folder)
  const database = await PGlite.create({
    ...(folder === undefined ? {} : { dataDir: folder }),
    startParams: [...PGlite.defaultStartParams, ...settings.flatMap((setting) => ['-c', setting])],
  })
  const { lock } = memoryStorage()
  if (!lock) throw new Error('A memory storage has a lock.')
  const on =
    (connection: Pick<PGlite, 'query'>): Query =>
    async <row>(sql: string, values: readonly unknown[] = []) =>
      (await connection.query<row>(sql, [...values])).rows
  return {
    close: () => database.close(),
    lock,
    query: on(database),
    transaction: (action) => database.transaction((transaction) => action(on(transaction))),
  }
}

/** Makes a database in another process, unless there is one: it takes 400 MiB more than to run it, which are not given back. */
async function makeFolder(folder: string): Promise<void> {
  const isMade = await access(folder).then(
    () => true,
    () => false,
  )
  if (isMade) return
  // Whole or not at all.
  const unfinished = `${resolve(folder)}.unfinished`
  await rm(unfinished, { force: true, recursive: true })
  await mkdir(unfinished, { mode: 0o700, recursive: true })
  const pglite = createRequire(import.meta.url).resolve('@electric-sql/pglite')
  const program = `import { createRequire } from 'node:module'
    const [, pglite, dataDir] = process.argv
    const { PGlite } = createRequire(pglite)(pglite)
    await (await PGlite.create({ dataDir })).close()`
  await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program, pglite, unfinished])
  await rename(unfinished, folder)
}
