import {
  type Address,
  BaseError,
  type Chain,
  createClient,
  type Hex,
  http,
  isHex,
  size,
  type Transport,
} from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import type { MissingChainContractError } from './internal/registry.ts'
import {
  checkRoot,
  type InvalidPermissionError,
  type InvalidRootError,
  type NoPermissionsError,
} from './internal/validate.ts'
import { DefaultFwssPermissions, type Expirations, type Permission } from './permissions.ts'
import { createSessionKey, type SessionKey, type SessionKeyAccount } from './sessionKey.ts'

/** Thrown for a private key that is none. It does not carry the key. */
export class InvalidPrivateKeyError extends BaseError {
  constructor() {
    super('The private key is not a secp256k1 key of 32 bytes in hex.', {
      metaMessages: ['Make one with `generatePrivateKey()` of `viem/accounts`.'],
      name: 'InvalidPrivateKeyError',
    })
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
  const { chain, contractAddress, pollingInterval, privateKey, transport = http() } = parameters
  const account: SessionKeyAccount = {
    ...accountOf(privateKey),
    keyType: 'Secp256k1',
    rootAddress: checkRoot(parameters.root),
    source: 'sessionKey',
  }
  return createSessionKey({
    client: createClient<Transport, chain, SessionKeyAccount>({
      account,
      chain,
      key: 'sessionKey',
      name: 'Session Key Client',
      pollingInterval,
      transport,
      type: 'sessionKeyClient',
    }),
    contractAddress,
    expirations: parameters.expirations ?? {},
    permissions: parameters.permissions ?? DefaultFwssPermissions,
    transport,
  })
}

export declare namespace fromSecp256k1 {
  type Parameters<chain extends Chain = Chain> = {
    /** One of `foc-session-keys/chains`, or any chain with `contracts.sessionKeyRegistry`. */
    chain: chain
    /** Address of the registry. Default: the chain's. */
    contractAddress?: Address | undefined
    /** Expirations that are known already, such as from an earlier run. */
    expirations?: Expirations | undefined
    /** What `syncExpirations` and `watch` read; at least one. Default: {@link DefaultFwssPermissions}. */
    permissions?: readonly Permission[] | undefined
    /** How often `watch` asks the chain, in milliseconds. Default: viem's for the chain. */
    pollingInterval?: number | undefined
    /** The secret of the session key: 32 bytes. */
    privateKey: Hex
    /** The wallet that the key acts for: its address or account. */
    root: Address | { address: Address }
    /** Default: HTTP to the chain's own endpoint. */
    transport?: Transport | undefined
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
  if (!isHex(privateKey) || size(privateKey) !== 32) throw new InvalidPrivateKeyError()
  try {
    return privateKeyToAccount(privateKey)
  } catch {
    throw new InvalidPrivateKeyError()
  }
}
