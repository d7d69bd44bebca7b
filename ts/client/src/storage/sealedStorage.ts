import { bytesToHex, type Hex, hexToBytes, isHex } from 'viem'
import { exclusive } from './exclusive.ts'
import { InvalidStoredSessionError } from './invalidStoredSessionError.ts'
import type { SessionStorage } from './sessionStorage.ts'

/** Whose secret is sealed: what a key management service calls the encryption context, or additional authenticated data. */
export type SealedFor = {
  /** Address of the session key. */
  address: string
  /** In decimal. */
  chainId: string
  /** Address of the registry. */
  registry: string
  root: string
}

/** What lies in the inner storage, in JSON; only `data` and the data key in `sealed` are secret. */
type Row = { context: SealedFor; data: Hex; iv: Hex; sealed: Hex; version: 1 }

/**
 * Keeps sessions in another storage, such as a table, sealed: each write encrypts with a data key of its own (AES-GCM), which a
 * key management service wraps. All of it is bound to item, root, chain, registry and session key, so that a row that was
 * changed, or moved in the place of another, is refused.
 *
 * @param inner - Where the sealed rows go. Its `lock` is used; without one, a lease lies beside the row.
 * @param parameters - {@link sealedStorage.Parameters}
 * @throws {@link sealedStorage.ErrorType}
 *
 * @example
 * ```ts
 * import { sealedStorage } from 'foc-session-keys/storage'
 *
 * const storage = sealedStorage(table, {
 *   open: (sealed, sealedFor) => kms.decrypt(sealed, sealedFor),
 *   seal: (dataKey, sealedFor) => kms.encrypt(dataKey, sealedFor),
 * })
 * ```
 */
export function sealedStorage(
  inner: SessionStorage,
  { open, seal }: sealedStorage.Parameters,
): sealedStorage.ReturnType {
  return {
    getItem: async (item) => {
      const text = await inner.getItem(item)
      if (text === null || text === undefined) return null
      const row = parseRow(item, text)
      const dataKey = await open(bytesOf(row.sealed), { ...row.context })
      try {
        const key = await importKey(dataKey, 'decrypt')
        const cipher = cipherOf(item, row.context, bytesOf(row.iv))
        return new TextDecoder().decode(await crypto.subtle.decrypt(cipher, key, bytesOf(row.data)))
      } catch {
        throw new InvalidStoredSessionError({ item, reason: 'it was sealed otherwise, or for another place' })
      }
    },
    setItem: async (item, value) => {
      const context = contextOf(item, value)
      const iv = crypto.getRandomValues(new Uint8Array(12))
      const dataKey = crypto.getRandomValues(new Uint8Array(32))
      const key = await importKey(dataKey, 'encrypt')
      const cipher = cipherOf(item, context, iv)
      const data = await crypto.subtle.encrypt(cipher, key, new TextEncoder().encode(value))
      const row: Row = {
        context,
        data: bytesToHex(new Uint8Array(data)),
        iv: bytesToHex(iv),
        sealed: bytesToHex(await seal(dataKey, { ...context })),
        version: 1,
      }
      await inner.setItem(item, JSON.stringify(row))
    },
    removeItem: async (item) => inner.removeItem(item),
    // What a lease says is no secret, and no session either.
    lock: (item, action) => exclusive(inner, item, action),
  }
}

export declare namespace sealedStorage {
  type Parameters = {
    /** Unwraps a data key: gives back what `seal` was given. Throws where `sealedFor` is not the same. */
    open: (sealed: Uint8Array<ArrayBuffer>, sealedFor: SealedFor) => Promise<Uint8Array>
    /** Wraps a data key of 32 bytes, to be opened for nobody but `sealedFor`. */
    seal: (dataKey: Uint8Array<ArrayBuffer>, sealedFor: SealedFor) => Promise<Uint8Array>
  }

  type ReturnType = SessionStorage

  type ErrorType = InvalidStoredSessionError
}

/** Whose a session is, from its JSON. */
function contextOf(item: string, value: string): SealedFor {
  try {
    const { address, chainId, contractAddress, root } = JSON.parse(value)
    const context = { address, chainId: String(chainId), registry: contractAddress, root }
    if (Object.values(context).every((field) => typeof field === 'string' && field)) return context
  } catch {
    // What it says could quote the key.
  }
  throw new InvalidStoredSessionError({ item, reason: 'it is to be sealed, and is no session' })
}

function parseRow(item: string, text: string): Row {
  try {
    const row = JSON.parse(text) as Row
    const { address, chainId, registry, root } = row.context
    if (row.version === 1 && [row.data, row.iv, row.sealed].every((value) => isHex(value)))
      return { ...row, context: { address, chainId, registry, root } }
  } catch {
    // Told below.
  }
  throw new InvalidStoredSessionError({ item, reason: 'it is no sealed session' })
}

const bytesOf = (hex: Hex) => new Uint8Array(hexToBytes(hex))

const importKey = (bytes: Uint8Array, use: 'decrypt' | 'encrypt') =>
  crypto.subtle.importKey('raw', new Uint8Array(bytes), 'AES-GCM', false, [use])

const cipherOf = (item: string, context: SealedFor, iv: Uint8Array<ArrayBuffer>) => ({
  additionalData: new TextEncoder().encode(
    JSON.stringify([item, context.chainId, context.registry, context.root, context.address]),
  ),
  iv,
  name: 'AES-GCM',
})
