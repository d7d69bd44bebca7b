import { type Hex, isHash } from 'viem'
import { privateKeyToAddress } from 'viem/accounts'
import { InvalidStoredSessionError } from './invalidStoredSessionError.ts'
import {
  decryptFile,
  encryptCrypto,
  type KeystoreFile,
  type KeystorePasswordError,
  keystoreFile,
  parseKeystore,
} from './keystore.ts'
import { openFolder } from './node/folder.ts'
import type { SessionStorage } from './sessionStorage.ts'

/**
 * Keeps sessions in keystores (Web3 secret storage, version 3), the keys encrypted with a password: for terminals. `cast wallet`
 * reads its files, and it reads those that `cast wallet import` makes: such a key becomes a session when it is granted.
 *
 * @param parameters - {@link keystoreStorage.Parameters}
 * @throws {@link keystoreStorage.ErrorType}
 *
 * @example
 * ```ts
 * import { keystoreStorage } from 'foc-session-keys/storage/node'
 *
 * const storage = keystoreStorage({ folder: `${homedir()}/.foundry/keystores`, name: 'my-session', password })
 * ```
 */
export function keystoreStorage({
  folder,
  name,
  password,
}: keystoreStorage.Parameters): keystoreStorage.ReturnType {
  const files = openFolder(folder)
  /** What was encrypted or decrypted before, so that a change beside the key does not take the password again. */
  const known = new Map<string, () => { crypto: KeystoreFile['crypto']; secret: Hex }>()
  const fileOf = (item: string) =>
    name === undefined ? `${item}.json` : item.endsWith('.next') ? `${name}.next` : name

  async function read(item: string): Promise<{ file: KeystoreFile; secret: Hex } | undefined> {
    const text = (await files.read(fileOf(item)))?.text
    if (text === undefined) return
    const file = parseKeystore(item, text)
    const before = known.get(item)?.()
    const isKnown = before && JSON.stringify(before.crypto) === JSON.stringify(file.crypto)
    const secret = isKnown ? before.secret : await decryptFile(file, password, files.pathOf(fileOf(item)))
    known.set(item, () => ({ crypto: file.crypto, secret }))
    return { file, secret }
  }

  return {
    getItem: async (item) => {
      const found = await read(item)
      if (!found) return null
      const { file, secret } = found
      return JSON.stringify({
        address: privateKeyToAddress(secret),
        ...file['foc-session-keys'],
        privateKey: secret,
      })
    },
    lock: files.lock,
    removeItem: async (item) => {
      known.delete(item)
      await files.remove(fileOf(item))
    },
    setItem: async (item, value) => {
      const { privateKey, ...rest } = parseSession(item, value)
      const before = known.get(item)?.()
      const crypto = before?.secret === privateKey ? before.crypto : await encryptCrypto(privateKey, password)
      const file = { ...keystoreFile(privateKey, crypto), 'foc-session-keys': rest }
      await files.write(fileOf(item), JSON.stringify(file))
      known.set(item, () => ({ crypto, secret: privateKey }))
    },
  }
}

export declare namespace keystoreStorage {
  type Parameters = {
    /** Default: `foc-session-keys` where the platform keeps a user's data, such as `~/.local/share`. */
    folder?: string | undefined
    /** Name of the file, as `cast wallet` has it: for one session only. Default: a file for each session. */
    name?: string | undefined
    password: string
  }

  type ReturnType = SessionStorage

  type ErrorType = InvalidStoredSessionError | KeystorePasswordError | Error
}

function parseSession(item: string, value: string): { privateKey: Hex } {
  try {
    const session = JSON.parse(value)
    if (isHash(session.privateKey)) return session
  } catch {
    // What it says could quote the key.
  }
  throw new InvalidStoredSessionError({ item, reason: 'it is to be encrypted, and is no session' })
}
