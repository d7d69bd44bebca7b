import { randomBytes, randomUUID, scrypt } from 'node:crypto'
import * as Keystore from 'ox/Keystore'
import { bytesToHex, type Hex, isHash } from 'viem'
import { privateKeyToAddress } from 'viem/accounts'
import { SessionKeyError } from '../sessionKeyError.ts'
import { InvalidStoredSessionError } from './invalidStoredSessionError.ts'
import { openFolder } from './node/folder.ts'
import type { SessionStorage } from './sessionStorage.ts'

/** What it costs to try a password: 128 MiB and some tenths of a second. */
const cost = { n: 2 ** 17, p: 1, r: 8 }

/** A keystore file: what every program reads, and beside it what a session is besides its key. */
type File = { address?: string; 'foc-session-keys'?: object } & Keystore.Keystore

/** Thrown for a keystore that does not open with the password. */
export class KeystorePasswordError extends SessionKeyError {
  declare readonly path: string

  constructor(values: { path: string }) {
    super(
      'KeystorePasswordError',
      `The password does not open the keystore ${values.path}.`,
      'Pass the password that it was made with. If that is right, the file was changed: restore it.',
      values,
    )
  }
}

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
  const known = new Map<string, () => { crypto: Keystore.Keystore['crypto']; secret: Hex }>()
  const fileOf = (item: string) =>
    name === undefined ? `${item}.json` : item.endsWith('.next') ? `${name}.next` : name

  async function read(item: string): Promise<{ file: File; secret: Hex } | undefined> {
    const text = (await files.read(fileOf(item)))?.text
    if (text === undefined) return
    const file = parseFile(item, text)
    const before = known.get(item)?.()
    const isKnown = before && JSON.stringify(before.crypto) === JSON.stringify(file.crypto)
    const secret = isKnown ? before.secret : await decrypt(file, password, files.pathOf(fileOf(item)))
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
      const crypto =
        before?.secret === privateKey ? before.crypto : (await encrypt(privateKey, password)).crypto
      const file: File = {
        address: privateKeyToAddress(privateKey).slice(2).toLowerCase(),
        crypto,
        'foc-session-keys': rest,
        id: randomUUID(),
        version: 3,
      }
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

/** The platform's own scrypt takes a fraction of the time of one in JavaScript, and leaves other work alone. */
function derive(password: string, salt: Uint8Array, { n, p, r }: typeof cost): Promise<Hex> {
  return new Promise((resolve, reject) => {
    scrypt(password, salt, 32, { N: n, maxmem: 256 * n * r, p, r }, (error, key) =>
      error ? reject(error) : resolve(bytesToHex(key)),
    )
  })
}

async function encrypt(privateKey: Hex, password: string): Promise<Keystore.Keystore> {
  const salt = randomBytes(32)
  return Keystore.encrypt(privateKey, await derive(password, salt, cost), {
    iv: randomBytes(16),
    kdf: 'scrypt',
    kdfparams: { ...cost, dklen: 32, salt: salt.toString('hex') },
  })
}

async function decrypt(file: File, password: string, path: string): Promise<Hex> {
  try {
    const { kdfparams } = file.crypto
    const key =
      'n' in kdfparams
        ? await derive(password, Buffer.from(kdfparams.salt, 'hex'), kdfparams)
        : await Keystore.toKeyAsync(file, { password })
    return Keystore.decrypt(file, key)
  } catch {
    throw new KeystorePasswordError({ path })
  }
}

function parseFile(item: string, text: string): File {
  try {
    const file = JSON.parse(text) as File
    if (file.version === 3 && file.crypto) return file
  } catch {
    // Told below.
  }
  throw new InvalidStoredSessionError({ item, reason: 'it is no keystore of version 3' })
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
