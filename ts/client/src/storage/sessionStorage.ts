/**
 * Where sessions are kept: what wagmi's storages look like, so that any such storage fits. Each method may be asynchronous.
 *
 * `setItem` must have kept the value when it ends, and replace a value as a whole: a key is granted right after.
 */
export type SessionStorage = {
  getItem: (key: string) => Promise<string | null | undefined> | string | null | undefined
  setItem: (key: string, value: string) => unknown
  removeItem: (key: string) => unknown
  /**
   * Runs an action while nobody else runs one for that key: in another tab, process or machine that has this storage. What is
   * locked must be free when its owner is gone. Without it, a lease is kept in the storage itself, beside the item.
   */
  lock?: (<result>(key: string, action: () => Promise<result>) => Promise<result>) | undefined
}
