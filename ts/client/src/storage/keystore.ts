import { randomBytes, randomUUID, scrypt } from 'node:crypto'
import * as Keystore from 'ox/Keystore'
import { bytesToHex, type Hex } from 'viem'
import { privateKeyToAddress } from 'viem/accounts'
import { SessionKeyError } from '../sessionKeyError.ts'
import { InvalidStoredSessionError } from './invalidStoredSessionError.ts'

/** What it costs to try a password: 128 MiB and some tenths of a second. */
const cost = { n: 2 ** 17, p: 1, r: 8 }

/** A keystore file: what every program reads, and beside it what a session is besides its key. */
export type KeystoreFile = { address?: string; 'foc-session-keys'?: object } & Keystore.Keystore

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
 * A private key as a keystore (Web3 secret storage, version 3), encrypted with a password: as `cast wallet` reads it.
 *
 * @param parameters - {@link encryptKeystore.Parameters}
 * @returns The text of the file. {@link encryptKeystore.ReturnType}
 *
 * @example
 * ```ts
 * import { encryptKeystore } from 'foc-session-keys/storage/node'
 * import { generatePrivateKey } from 'viem/accounts'
 *
 * const text = await encryptKeystore({ password, privateKey: generatePrivateKey() })
 * await writeFile('key.json', text, { flag: 'wx', mode: 0o600 })
 * ```
 */
export async function encryptKeystore({
  password,
  privateKey,
}: encryptKeystore.Parameters): Promise<encryptKeystore.ReturnType> {
  return JSON.stringify(keystoreFile(privateKey, await encryptCrypto(privateKey, password)))
}

export declare namespace encryptKeystore {
  type Parameters = { password: string; privateKey: Hex }

  type ReturnType = string

  type ErrorType = Error
}

/**
 * The private key in a keystore (Web3 secret storage, version 3), such as `cast wallet import` writes.
 *
 * @param parameters - {@link decryptKeystore.Parameters}
 * @throws {@link decryptKeystore.ErrorType}
 *
 * @example
 * ```ts
 * import { decryptKeystore } from 'foc-session-keys/storage/node'
 *
 * const path = `${homedir()}/.foundry/keystores/mine`
 * const privateKey = await decryptKeystore({ password, path, text: await readFile(path, 'utf8') })
 * ```
 */
export async function decryptKeystore({
  password,
  path,
  text,
}: decryptKeystore.Parameters): Promise<decryptKeystore.ReturnType> {
  return decryptFile(parseKeystore(path, text), password, path)
}

export declare namespace decryptKeystore {
  type Parameters = {
    password: string
    /** Where it is: errors say so. */
    path: string
    /** What the file holds. */
    text: string
  }

  type ReturnType = Hex

  type ErrorType = InvalidStoredSessionError | KeystorePasswordError
}

export function keystoreFile(privateKey: Hex, crypto: Keystore.Keystore['crypto']): KeystoreFile {
  const address = privateKeyToAddress(privateKey).slice(2).toLowerCase()
  return { address, crypto, id: randomUUID(), version: 3 }
}

export async function encryptCrypto(privateKey: Hex, password: string): Promise<Keystore.Keystore['crypto']> {
  const salt = randomBytes(32)
  const { crypto } = Keystore.encrypt(privateKey, await derive(password, salt, cost), {
    iv: randomBytes(16),
    kdf: 'scrypt',
    kdfparams: { ...cost, dklen: 32, salt: salt.toString('hex') },
  })
  return crypto
}

export async function decryptFile(file: KeystoreFile, password: string, path: string): Promise<Hex> {
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

/** @param item - What the error calls it. */
export function parseKeystore(item: string, text: string): KeystoreFile {
  try {
    const file = JSON.parse(text) as KeystoreFile
    if (file.version === 3 && file.crypto) return file
  } catch {
    // Told below.
  }
  throw new InvalidStoredSessionError({ item, reason: 'it is no keystore of version 3' })
}

/** The platform's own scrypt takes a fraction of the time of one in JavaScript, and leaves other work alone. */
function derive(password: string, salt: Uint8Array, { n, p, r }: typeof cost): Promise<Hex> {
  return new Promise((resolve, reject) => {
    scrypt(password, salt, 32, { N: n, maxmem: 256 * n * r, p, r }, (error, key) =>
      error ? reject(error) : resolve(bytesToHex(key)),
    )
  })
}
