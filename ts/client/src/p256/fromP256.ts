import {
  type Address,
  bytesToHex,
  type Chain,
  concat,
  getAddress,
  type Hex,
  hexToBytes,
  isHex,
  keccak256,
  size,
  slice,
} from 'viem'
import type { fromSecp256k1 } from '../fromSecp256k1.ts'
import { checkRoot } from '../internal/validate.ts'
import type { MissingAuthorizerError } from '../limits/authorizer.ts'
import { signUnderPolicies } from '../limits/signUnderPolicies.ts'
import { DefaultFwssPermissions } from '../permissions.ts'
import {
  createSessionKey,
  type SessionKey,
  type SessionKeyAccount,
  type SessionKeyOptions,
} from '../sessionKey.ts'
import { SessionKeyError } from '../sessionKeyError.ts'
import type { P256KeyPair } from './createP256KeyPair.ts'

/** Thrown for a key pair that is none of the curve P-256, or whose private half can be exported. It does not carry the pair. */
export class InvalidKeyPairError extends SessionKeyError {
  declare readonly parameter: 'keyPair'
  declare readonly reason: 'extractable' | 'no key pair'

  constructor(values: { reason: 'extractable' | 'no key pair' }) {
    super(
      'InvalidKeyPairError',
      values.reason === 'extractable'
        ? 'The private key of the pair can be exported, so a script in the page can take it away.'
        : 'The key pair is not one of the curve P-256 that signs.',
      'Make one with `await createP256KeyPair()`.',
      { ...values, parameter: 'keyPair' },
    )
  }
}

/** Thrown when a P-256 key is to sign what no contract would take from it. */
export class TypedDataOnlyError extends SessionKeyError {
  /** What was called. */
  declare readonly method: string
  declare readonly sessionKeyAddress: Address

  constructor(values: { method: string; sessionKeyAddress: Address }) {
    super(
      'TypedDataOnlyError',
      `Session key ${values.sessionKeyAddress} is a P-256 key: it signs typed data only, and cannot \`${values.method}\`.`,
      'It sends no transactions, so do not send it FIL. Let another account `sendSigned` what `signLogout` signs.',
      values,
    )
  }
}

/**
 * A session key from a P-256 key pair, whose private half nobody can export. It does what one of `fromSecp256k1` does, but send
 * transactions: it costs more gas, and it takes a chain with `contracts.sessionKeyAuthorizer`. Sends nothing: call `login` with the
 * root's client, then `syncExpirations`.
 *
 * @param parameters - {@link fromP256.Parameters}
 * @returns {@link fromP256.ReturnType}
 * @throws {@link fromP256.ErrorType}
 *
 * @example
 * ```ts
 * import { createP256KeyPair, fromP256, uploadLimits } from 'foc-session-keys'
 * import { http } from 'viem'
 *
 * const sessionKey = fromP256({
 *   chain: devnet.chain,
 *   keyPair: await createP256KeyPair(),
 *   permissions: uploadLimits({ bytes: 1024n ** 3n }),
 *   root: '0x…',
 *   transport: http(),
 * })
 * ```
 */
export function fromP256<chain extends Chain>(
  parameters: fromP256.Parameters<chain>,
): fromP256.ReturnType<chain> {
  const { keyPair, root, ...options } = parameters
  const { privateKey, publicKey } = checkKeyPair(keyPair)
  const address = p256Address(publicKey)
  const refuse = (method: string) => async () => {
    throw new TypedDataOnlyError({ method, sessionKeyAddress: address })
  }
  const account: SessionKeyAccount = {
    address,
    curve: 'P-256',
    keyType: 'Secp256k1',
    publicKey: concat(['0x04', publicKey]),
    rootAddress: checkRoot(root),
    sign: refuse('sign'),
    signAuthorization: refuse('signAuthorization'),
    signMessage: refuse('signMessage'),
    signTransaction: refuse('signTransaction'),
    signTypedData: refuse('signTypedData'),
    source: 'sessionKey',
    type: 'local',
  }
  const sessionKey = createSessionKey(account, options)
  signUnderPolicies(sessionKey, options.permissions ?? DefaultFwssPermissions, async (hash) =>
    concat([await signP256(privateKey, hash), publicKey]),
  )
  return sessionKey
}

export declare namespace fromP256 {
  type Parameters<chain extends Chain = Chain> = SessionKeyOptions<chain> & {
    /** From `createP256KeyPair`, or from where such a pair was kept. */
    keyPair: P256KeyPair
    /** The wallet that the key acts for: its address or account. */
    root: Address | { address: Address }
  }

  type ReturnType<chain extends Chain = Chain> = SessionKey<chain>

  type ErrorType =
    | Exclude<fromSecp256k1.ErrorType, { parameter: 'privateKey' }>
    | InvalidKeyPairError
    | MissingAuthorizerError
}

/** The address of a public key: the last 20 bytes of the hash of x and y, as that of an Ethereum account. */
export const p256Address = (publicKey: Hex): Address => getAddress(slice(keccak256(publicKey), 12))

/** r and s, of SHA-256 of the hash; s is high in half of all cases, which the contracts take. */
export async function signP256(privateKey: CryptoKey, hash: Hex): Promise<Hex> {
  const bytes = new Uint8Array(hexToBytes(hash))
  return bytesToHex(
    new Uint8Array(await crypto.subtle.sign({ hash: 'SHA-256', name: 'ECDSA' }, privateKey, bytes)),
  )
}

/** Checks a pair as far as it says what it is, and returns it. */
export function checkKeyPair(keyPair: P256KeyPair): P256KeyPair {
  const { privateKey, publicKey } = Object(keyPair) as P256KeyPair
  const isPair =
    privateKey instanceof CryptoKey &&
    (privateKey.algorithm as EcKeyAlgorithm).namedCurve === 'P-256' &&
    privateKey.usages.includes('sign') &&
    isHex(publicKey) &&
    size(publicKey) === 64
  if (!isPair) throw new InvalidKeyPairError({ reason: 'no key pair' })
  if (privateKey.extractable) throw new InvalidKeyPairError({ reason: 'extractable' })
  return { privateKey, publicKey }
}

/** Whether the halves of a pair belong together: what one signs, the other verifies. */
export async function isPair({ privateKey, publicKey }: P256KeyPair): Promise<boolean> {
  const algorithm = { hash: 'SHA-256', name: 'ECDSA', namedCurve: 'P-256' }
  const point = new Uint8Array(hexToBytes(concat(['0x04', publicKey])))
  const verifying = await crypto.subtle.importKey('raw', point, algorithm, false, ['verify'])
  const signature = new Uint8Array(hexToBytes(await signP256(privateKey, publicKey)))
  return crypto.subtle.verify(algorithm, verifying, signature, new Uint8Array(hexToBytes(publicKey)))
}
