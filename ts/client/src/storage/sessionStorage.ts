import type { P256KeyPair } from '../p256/createP256KeyPair.ts'

/** What is stored of a session whose key is a handle: the rest of it in JSON, and the key pair as it is. */
export type PairedItem = { keyPair: P256KeyPair; value: string }

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
  /**
   * Keeps P-256 key pairs, which nobody can export, as what they are: each in one record with the rest of its session, under the same
   * key as `getItem`, `setItem` and `removeItem`, which replace and remove the pair, too. Only where handles can be kept; without it,
   * such sessions are refused.
   */
  keyPairs?:
    | {
        /** What `set` or `setItem` was given last; without `keyPair` if it was `setItem`. */
        get: (key: string) => Promise<{ keyPair?: P256KeyPair | undefined; value: string } | null>
        set: (key: string, item: PairedItem) => Promise<unknown>
      }
    | undefined
}
