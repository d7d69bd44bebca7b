import type { SessionStorage } from './sessionStorage.ts'
import { webLock } from './webLock.ts'

/**
 * Keeps sessions in `localStorage` or `sessionStorage`, in plain text: every script of the origin, and everybody who has the
 * browser's files, can read the keys. Tell users so; `indexedDbStorage` is better.
 *
 * @param storage - `localStorage`, `sessionStorage`, or what is used like them.
 *
 * @example
 * ```ts
 * import { webStorage } from 'foc-session-keys/storage'
 *
 * const session = await startSession(walletClient, { storage: webStorage(localStorage) })
 * ```
 */
export function webStorage(storage: webStorage.Parameters): webStorage.ReturnType {
  return {
    getItem: async (key) => storage.getItem(key),
    setItem: async (key, value) => storage.setItem(key, value),
    removeItem: async (key) => storage.removeItem(key),
    ...webLock('foc-session-keys/webStorage'),
  }
}

export declare namespace webStorage {
  type Parameters = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

  type ReturnType = SessionStorage
}
