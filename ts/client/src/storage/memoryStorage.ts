import type { P256KeyPair } from '../p256/createP256KeyPair.ts'
import type { SessionStorage } from './sessionStorage.ts'

/**
 * Keeps sessions in memory: for tests, and for servers that start sessions anew. What is in it is gone with the process, and
 * with it the keys of sessions that were not ended.
 *
 * @example
 * ```ts
 * import { memoryStorage } from 'foc-session-keys/storage'
 *
 * const session = await startSession(rootClient, { storage: memoryStorage() })
 * ```
 */
export function memoryStorage(): memoryStorage.ReturnType {
  const items = new Map<string, { keyPair?: P256KeyPair; value: string }>()
  const locks = new Map<string, Promise<unknown>>()
  return {
    getItem: async (key) => items.get(key)?.value ?? null,
    setItem: async (key, value) => void items.set(key, { value }),
    removeItem: async (key) => void items.delete(key),
    lock: async (key, action) => {
      const result = (locks.get(key) ?? Promise.resolve()).then(action)
      const end = result.catch(() => {})
      locks.set(key, end)
      try {
        return await result
      } finally {
        if (locks.get(key) === end) locks.delete(key)
      }
    },
    keyPairs: {
      get: async (key) => items.get(key) ?? null,
      set: async (key, item) => void items.set(key, item),
    },
  }
}

export declare namespace memoryStorage {
  type ReturnType = SessionStorage
}
