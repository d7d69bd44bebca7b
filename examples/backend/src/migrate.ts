import type { Database } from './database.ts'

/** One list of statements after another, never changed once it was released. */
const migrations: readonly (readonly string[])[] = [
  [
    // Sealed sessions; see tableStorage.ts.
    'create table items (key text primary key, value text not null)',
    `create table sessions (
      user_id text primary key,
      root text not null,
      session_key text not null,
      -- Unix seconds, as the chain said last; 0 when nothing is granted.
      expires_at bigint not null default 0,
      -- Which notice was given for which expiry: seconds before the end.
      told bigint,
      told_for bigint,
      telling_until timestamptz,
      -- The data set that uploads go to: what was asked for, then what came of it.
      provider_address text,
      provider_url text,
      client_data_set_id text,
      data_set_id text
    )`,
    'create index sessions_by_key on sessions (session_key)',
    'create index sessions_by_expiry on sessions (expires_at)',
    `create table uploads (
      user_id text not null,
      key text not null,
      root text not null,
      sha256 text not null,
      -- The storage service takes each nonce once: it is the same for every attempt.
      nonce text not null,
      -- The session key that signed the last attempt.
      signer text not null,
      piece_cid text,
      size bigint not null,
      piece_id text,
      data_set_id text,
      created_at timestamptz not null default now(),
      primary key (user_id, key)
    )`,
  ],
]

/** Brings a database up to date; with several instances, one does it. */
export async function migrate(database: Database): Promise<void> {
  await database.lock('migrate', async () => {
    await database.query('create table if not exists migrations (id integer primary key)')
    for (const [id, statements] of migrations.entries())
      await database.transaction(async (query) => {
        const [done] = await query('select id from migrations where id = $1', [id])
        if (done) return
        for (const statement of statements) await query(statement)
        await query('insert into migrations (id) values ($1)', [id])
      })
  })
}
