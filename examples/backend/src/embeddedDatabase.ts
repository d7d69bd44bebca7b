import { mkdir } from 'node:fs/promises'
import { PGlite } from '@electric-sql/pglite'
import { memoryStorage } from 'foc-session-keys/storage'
import type { Database, Query } from './database.ts'

/** PostgreSQL in this process, for one instance. @param folder - Where it is kept. Default: in memory. */
export async function embeddedDatabase(folder?: string | undefined): Promise<Database> {
  if (folder !== undefined) await mkdir(folder, { mode: 0o700, recursive: true })
  const database = await PGlite.create(folder === undefined ? {} : { dataDir: folder })
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
