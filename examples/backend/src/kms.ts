import { randomUUID } from 'node:crypto'
import { link, mkdir, open, readFile, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { sealedStorage } from 'foc-session-keys/storage'
import { ServiceError } from './errors.ts'

/**
 * Wraps the data keys of sealed sessions. AWS KMS fits (`Encrypt`, `Decrypt` with `sealedFor` as the encryption context), and so
 * does Google's (with its JSON as additional authenticated data).
 */
export type Kms = sealedStorage.Parameters

/** Thrown for a key file that others can read, or that is none. It does not say what is in it. */
export class KeyFileError extends Error {
  override readonly name = 'KeyFileError'
  readonly path: string

  constructor(path: string, reason: string) {
    super(`${path} is no key file for this service: ${reason}. It holds 32 bytes, and has mode 600.`)
    this.path = path
  }
}

/** A key in a file of mode 600, which is made if there is none. Whoever has the file and the database has the session keys. */
export async function localKms(path: string): Promise<Kms> {
  const secret = (await readKey(path)) ?? (await makeKey(path))
  const key = await crypto.subtle.importKey('raw', secret, 'AES-GCM', false, ['decrypt', 'encrypt'])
  const cipher = (sealedFor: object, iv: Uint8Array<ArrayBuffer>) => ({
    additionalData: new TextEncoder().encode(JSON.stringify(Object.entries(sealedFor).sort())),
    iv,
    name: 'AES-GCM',
  })
  return {
    open: async (sealed, sealedFor) => {
      const opened = crypto.subtle.decrypt(cipher(sealedFor, sealed.slice(0, 12)), key, sealed.slice(12))
      return new Uint8Array(
        await opened.catch(() => {
          throw new ServiceError(
            'SealedOtherwiseError',
            409,
            'What is stored was sealed with another key, or for another session: it is not used.',
          )
        }),
      )
    },
    seal: async (dataKey, sealedFor) => {
      const iv = crypto.getRandomValues(new Uint8Array(12))
      const sealed = await crypto.subtle.encrypt(cipher(sealedFor, iv), key, dataKey)
      return new Uint8Array([...iv, ...new Uint8Array(sealed)])
    },
  }
}

async function readKey(path: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
  })
  if (!found) return
  if (process.platform !== 'win32' && found.mode & 0o077) throw new KeyFileError(path, 'others can read it')
  const bytes = new Uint8Array(await readFile(path))
  if (bytes.length !== 32) throw new KeyFileError(path, `it has ${bytes.length} bytes`)
  return bytes
}

/** Whole or not at all; of several that make it at once, all have the one that came first. */
async function makeKey(path: string): Promise<Uint8Array<ArrayBuffer>> {
  await mkdir(dirname(path), { mode: 0o700, recursive: true })
  const written = `${path}.${randomUUID()}`
  const file = await open(written, 'wx', 0o600)
  try {
    await file.writeFile(crypto.getRandomValues(new Uint8Array(32)))
    await file.sync()
  } finally {
    await file.close()
  }
  try {
    await link(written, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    await rm(written)
  }
  const key = await readKey(path)
  if (!key) throw new KeyFileError(path, 'it was removed')
  return key
}
