/** Runs one statement of SQL. */
export type Query = <row extends object = object>(sql: string, values?: readonly unknown[]) => Promise<row[]>

/** What the service needs of a database: the same SQL, whether it is embedded or a server. */
export type Database = {
  close: () => Promise<void>
  /**
   * Runs an action while nobody else runs one for that key, in any instance. It is free when its owner is gone. Never take one
   * within another: each holds a connection.
   */
  lock: <result>(key: string, action: () => Promise<result>) => Promise<result>
  query: Query
  transaction: <result>(action: (query: Query) => Promise<result>) => Promise<result>
}
