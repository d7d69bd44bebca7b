import { Pool, type PoolClient } from 'pg'
import type { Database, Query } from './database.ts'

/** A PostgreSQL server, for as many instances as there are. */
export function serverDatabase(url: string): Database {
  const pool = new Pool({ connectionString: url, max: 10 })
  // Apart from the others: an action that holds a lock needs a connection for its statements, too.
  const locks = new Pool({ connectionString: url, max: 20 })
  // A connection that breaks while nobody uses it is replaced; one that is used tells its user.
  for (const each of [pool, locks]) each.on('error', () => {})
  const on =
    (connection: Pick<PoolClient, 'query'>): Query =>
    async <row extends object>(sql: string, values: readonly unknown[] = []) =>
      (await connection.query<row & Record<string, unknown>>(sql, [...values])).rows

  /** With a connection of its own, which is not used again if the action threw. */
  async function withConnection<result>(from: Pool, action: (query: Query) => Promise<result>) {
    const connection = await from.connect()
    let broken = true
    // Told to whoever uses it, by its next statement.
    const ignore = () => {}
    connection.on('error', ignore)
    try {
      const result = await action(on(connection))
      broken = false
      return result
    } finally {
      connection.off('error', ignore)
      connection.release(broken)
    }
  }

  return {
    close: async () => {
      await Promise.all([pool.end(), locks.end()])
    },
    lock: (key, action) =>
      withConnection(locks, async (query) => {
        await query('select pg_advisory_lock(hashtextextended($1, 0))', [key])
        try {
          return await action()
        } finally {
          await query('select pg_advisory_unlock(hashtextextended($1, 0))', [key])
        }
      }),
    query: on(pool as unknown as PoolClient),
    transaction: (action) =>
      withConnection(pool, async (query) => {
        await query('begin')
        const result = await action(query)
        await query('commit')
        return result
      }),
  }
}
