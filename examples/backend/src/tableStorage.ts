import type { SessionStorage } from 'foc-session-keys'
import type { Database } from './database.ts'

/** Keeps items in a table. */
export function tableStorage({ lock, query }: Database): SessionStorage {
  return {
    getItem: async (key) => {
      const [row] = await query<{ value: string }>('select value from items where key = $1', [key])
      return row?.value ?? null
    },
    lock: (key, action) => lock(`item:${key}`, action),
    removeItem: async (key) => void (await query('delete from items where key = $1', [key])),
    setItem: async (key, value) => {
      await query(
        'insert into items (key, value) values ($1, $2) on conflict (key) do update set value = excluded.value',
        [key, value],
      )
    },
  }
}

/**
 * The items of one user. Around a sealed storage, so that a row is sealed for its user, too: the row of another is refused, even
 * in its place.
 */
export function userStorage(storage: SessionStorage, userId: string): SessionStorage {
  const of = (key: string) => `${encodeURIComponent(userId)}/${key}`
  const { lock } = storage
  return {
    getItem: (key) => storage.getItem(of(key)),
    removeItem: (key) => storage.removeItem(of(key)),
    setItem: (key, value) => storage.setItem(of(key), value),
    ...(lock && { lock: (key, action) => lock(of(key), action) }),
  }
}
