import { fileStorage, keystoreStorage } from '../../src/storage/node.ts'
import { memoryStorage, type SessionStorage, sealedStorage } from '../../src/storage.ts'

/** The storages that processes can share. */
export const storages = {
  file: (folder: string) => fileStorage({ folder }),
  keystore: (folder: string) => keystoreStorage({ folder, password: 'correct horse' }),
  lease: (folder: string): SessionStorage => {
    const { lock: _, ...storage } = fileStorage({ folder })
    return storage
  },
  sealed: (folder: string) => sealedStorage(fileStorage({ folder }), kms),
}

/** A key service with one key, which keeps to what was sealed for whom. */
export const kms: sealedStorage.Parameters = {
  open: async (sealed, sealedFor) => {
    const cipher = { additionalData: dataOf(sealedFor), iv: sealed.slice(0, 12), name: 'AES-GCM' }
    return new Uint8Array(await crypto.subtle.decrypt(cipher, await masterKey, sealed.slice(12)))
  },
  seal: async (dataKey, sealedFor) => {
    const iv = crypto.getRandomValues(new Uint8Array(12))
    const cipher = { additionalData: dataOf(sealedFor), iv, name: 'AES-GCM' }
    return Buffer.concat([iv, new Uint8Array(await crypto.subtle.encrypt(cipher, await masterKey, dataKey))])
  },
}

const masterKey = crypto.subtle.importKey('raw', new Uint8Array(32).fill(7), 'AES-GCM', false, [
  'decrypt',
  'encrypt',
])

const dataOf = (value: object) => new TextEncoder().encode(JSON.stringify(value))

/** A storage in memory, and what is in it. */
export function openStorage() {
  const items = new Map<string, string>()
  const { lock } = memoryStorage()
  const storage: SessionStorage = {
    getItem: (key) => items.get(key),
    lock,
    removeItem: (key) => items.delete(key),
    setItem: (key, value) => items.set(key, value),
  }
  return { items, storage }
}
