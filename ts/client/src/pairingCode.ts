import type { Address } from 'viem'
import {
  checkSessionKeyAddress,
  type InvalidPermissionError,
  type InvalidSessionKeyAddressError,
  type NoPermissionsError,
  type PermissionOrPolicy,
} from './internal/validate.ts'
import type { Network } from './links.ts'
import { scopesOf, type UnnamedPermissionError } from './scopes.ts'

/** 32 characters that are not taken for one another. */
const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'

/** So many that keys whose code is that of another cannot be tried through: a code has 40 bits. */
const iterations = 300_000

const bytes = (text: string) => new TextEncoder().encode(text)

/**
 * The code that goes with a link of `authorizeLink`. Who asks shows it where only they and the owner of the wallet look, such
 * as in a terminal; a console has it typed in before it grants anything. So the owner grants to the key that they paired with,
 * and not to one in a link that somebody else put in its place. It is no secret: who sends a link can send its code.
 *
 * @param parameters - What the link asks for: any other key, network or scope has another code. {@link pairingCode.Parameters}
 * @returns Eight letters and digits, as `ABCD-EFGH`. It takes some tenths of a second.
 * @throws {@link pairingCode.ErrorType}
 *
 * @example
 * ```ts
 * import { pairingCode, UploadPermissions } from 'foc-session-keys'
 *
 * const code = await pairingCode({
 *   network: 'calibration',
 *   permissions: UploadPermissions,
 *   sessionKeyAddress: sessionKey.address,
 * })
 * ```
 */
export async function pairingCode(parameters: pairingCode.Parameters): Promise<string> {
  const { network, permissions, sessionKeyAddress } = parameters
  const address = checkSessionKeyAddress(sessionKeyAddress).toLowerCase()
  const asked = [network, address, scopesOf(permissions)].join(' ')
  const { subtle } = globalThis.crypto
  const material = await subtle.importKey('raw', bytes(asked), 'PBKDF2', false, ['deriveBits'])
  const salt = bytes('foc-session-keys pairing code 1')
  const bits = await subtle.deriveBits({ hash: 'SHA-256', iterations, name: 'PBKDF2', salt }, material, 40)
  const number = new Uint8Array(bits).reduce((sum, byte) => sum * 256n + BigInt(byte), 0n)
  const code = Array.from(
    { length: 8 },
    (_, place) => alphabet[Number((number >> BigInt(35 - 5 * place)) & 31n)],
  )
  return `${code.slice(0, 4).join('')}-${code.slice(4).join('')}`
}

export declare namespace pairingCode {
  type Parameters = {
    network: Network
    permissions: readonly PermissionOrPolicy[]
    sessionKeyAddress: Address
  }

  type ErrorType =
    | InvalidPermissionError
    | InvalidSessionKeyAddressError
    | NoPermissionsError
    | UnnamedPermissionError
}
