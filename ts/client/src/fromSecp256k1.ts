import { type Address, type Chain, type Hex, isHash } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import type { MissingChainContractError } from './internal/registry.ts'
import {
  checkRoot,
  type InvalidPermissionError,
  type InvalidRootError,
  isPolicy,
  type NoPermissionsError,
} from './internal/validate.ts'
import {
  createSessionKey,
  type SessionKey,
  type SessionKeyAccount,
  type SessionKeyOptions,
} from './sessionKey.ts'
import { SessionKeyError } from './sessionKeyError.ts'

/** Thrown for a private key that is none. It does not carry the key. */
export class InvalidPrivateKeyError extends SessionKeyError {
  declare readonly parameter: 'privateKey'

  constructor() {
    super(
      'InvalidPrivateKeyError',
      'The private key is not a secp256k1 key in hex.',
      "Make one with viem's `generatePrivateKey()`.",
      { parameter: 'privateKey' },
    )
  }
}

/**
 * A session key from its private key. Sends nothing: call `login` with the root's client, then `syncExpirations`.
 *
 * @param parameters - {@link fromSecp256k1.Parameters}
 * @returns {@link fromSecp256k1.ReturnType}
 * @throws {@link fromSecp256k1.ErrorType}
 *
 * @example
 * ```ts
 * import { fromSecp256k1 } from 'foc-session-keys'
 * import { calibration } from 'foc-session-keys/chains'
 * import { http } from 'viem'
 * import { generatePrivateKey } from 'viem/accounts'
 *
 * const sessionKey = fromSecp256k1({
 *   chain: calibration,
 *   privateKey: generatePrivateKey(),
 *   root: '0x…',
 *   transport: http(),
 * })
 * ```
 */
export function fromSecp256k1<chain extends Chain>(
  parameters: fromSecp256k1.Parameters<chain>,
): fromSecp256k1.ReturnType<chain> {
  const { privateKey, root, ...options } = parameters
  const account: SessionKeyAccount = {
    ...accountOf(privateKey),
    keyType: 'Secp256k1',
    rootAddress: checkRoot(root),
    source: 'sessionKey',
  }
  const sessionKey = createSessionKey(account, options)
  const { permissions } = options
  // A policy brings along what it takes to sign under it.
  permissions?.find(isPolicy)?.sign(sessionKey, permissions)
  return sessionKey
}

export declare namespace fromSecp256k1 {
  type Parameters<chain extends Chain = Chain> = SessionKeyOptions<chain> & {
    /** The secret of the session key: 32 bytes. */
    privateKey: Hex
    /** The wallet that the key acts for: its address or account. */
    root: Address | { address: Address }
  }

  type ReturnType<chain extends Chain = Chain> = SessionKey<chain>

  type ErrorType =
    | InvalidPermissionError
    | InvalidPrivateKeyError
    | InvalidRootError
    | MissingChainContractError
    | NoPermissionsError
}

function accountOf(privateKey: Hex) {
  try {
    if (isHash(privateKey)) return privateKeyToAccount(privateKey)
  } catch {
    // What it says could quote the key.
  }
  throw new InvalidPrivateKeyError()
}
