import type { P256KeyPair } from '../p256/createP256KeyPair.ts'
import { InvalidStoredSessionError } from './invalidStoredSessionError.ts'
import type { SessionStorage } from './sessionStorage.ts'
import { webLock } from './webLock.ts'

const store = 'sessions'

/** What lies in the database: all keys go with what they are for, so that one write replaces, and one delete wipes, the whole. */
type Row = {
  data: ArrayBuffer
  iv: Uint8Array<ArrayBuffer>
  key: CryptoKey
  keyPair?: P256KeyPair | undefined
}

/**
 * Keeps sessions in the browser's IndexedDB: P-256 keys as handles, and the rest encrypted with AES-GCM keys; WebCrypto lets
 * neither out. The tabs of an origin share them. Needs a secure context: HTTPS, or localhost.
 *
 * @param parameters - {@link indexedDbStorage.Parameters}
 * @throws {@link indexedDbStorage.ErrorType}
 *
 * @example
 * ```ts
 * import { indexedDbStorage } from 'foc-session-keys/storage'
 *
 * const session = await startSession(walletClient, { storage: indexedDbStorage() })
 * ```
 */
export function indexedDbStorage({
  database = 'foc-session-keys',
}: indexedDbStorage.Parameters = {}): indexedDbStorage.ReturnType {
  let opening: Promise<IDBDatabase> | undefined

  function open(): Promise<IDBDatabase> {
    opening ??= new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(database, 1)
      request.onupgradeneeded = () => request.result.createObjectStore(store)
      request.onerror = () => reject(request.error)
      request.onsuccess = () => {
        const forget = () => {
          opening = undefined
        }
        request.result.onclose = forget
        // Another tab wants to delete or change the database.
        request.result.onversionchange = () => {
          request.result.close()
          forget()
        }
        resolve(request.result)
      }
    }).catch((error) => {
      opening = undefined
      throw error
    })
    return opening
  }

  /** Runs one request, and ends when it is on disk. */
  async function run<result>(mode: IDBTransactionMode, ask: (rows: IDBObjectStore) => IDBRequest<result>) {
    const transaction = (await open()).transaction(store, mode, { durability: 'strict' })
    const request = ask(transaction.objectStore(store))
    return new Promise<result>((resolve, reject) => {
      transaction.oncomplete = () => resolve(request.result)
      transaction.onabort = () => reject(transaction.error)
    })
  }

  async function get(key: string) {
    const row = await run<Row | undefined>('readonly', (rows) => rows.get(key))
    if (!row) return null
    try {
      const text = await crypto.subtle.decrypt(cipher(key, row.iv), row.key, row.data)
      return { keyPair: row.keyPair, value: new TextDecoder().decode(text) }
    } catch {
      throw new InvalidStoredSessionError({ item: key, reason: 'it does not decrypt' })
    }
  }

  async function set(key: string, { keyPair, value }: { keyPair?: P256KeyPair; value: string }) {
    const secret = await crypto.subtle.generateKey({ length: 256, name: 'AES-GCM' }, false, [
      'decrypt',
      'encrypt',
    ])
    const iv = crypto.getRandomValues(new Uint8Array(12))
    const data = await crypto.subtle.encrypt(cipher(key, iv), secret, new TextEncoder().encode(value))
    const row: Row = { data, iv, key: secret, keyPair }
    await run('readwrite', (rows) => rows.put(row, key))
  }

  return {
    getItem: async (key) => (await get(key))?.value ?? null,
    setItem: async (key, value) => set(key, { value }),
    keyPairs: { get, set },
    removeItem: async (key) => run('readwrite', (rows) => rows.delete(key)),
    ...webLock(`foc-session-keys/indexedDbStorage ${database}`),
  }
}

export declare namespace indexedDbStorage {
  type Parameters = {
    /** Name of the database. Default: `foc-session-keys`. */
    database?: string | undefined
  }

  type ReturnType = SessionStorage

  type ErrorType = InvalidStoredSessionError | DOMException
}

/** Bound to the item, so that a row does not decrypt in the place of another. */
const cipher = (item: string, iv: Uint8Array<ArrayBuffer>) => ({
  additionalData: new TextEncoder().encode(item),
  iv,
  name: 'AES-GCM',
})
