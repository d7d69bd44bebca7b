import { type Address, getAddress, isHash } from 'viem'
import type { Policy } from '../limits/policy.ts'
import type { Permission } from '../permissions.ts'
import { SessionKeyError } from '../sessionKeyError.ts'
import { checkUint } from './uint.ts'
import { unixTime } from './unixTime.ts'

/** The last second that the registry can store: it keeps expiries in 40 bits. */
const maxExpiry = 2n ** 40n - 1n

/** Thrown for an expiry that is already over. */
export class ExpiryInPastError extends SessionKeyError {
  /** Unix seconds, as `now`, which is by this machine's clock, or by the chain's if the registry refused it. */
  declare readonly expiry: bigint
  declare readonly now: bigint

  constructor(values: { expiry: bigint; now: bigint }) {
    super(
      'ExpiryInPastError',
      `The expiry ${values.expiry} was ${values.now - values.expiry} seconds ago.`,
      "Pass Unix seconds to come: `await expiresIn('1h', client)`.",
      values,
    )
  }
}

/** Thrown for an expiry that is too large for seconds, as milliseconds are. */
export class ExpiryInMillisecondsError extends SessionKeyError {
  declare readonly expiry: bigint

  constructor(values: { expiry: bigint }) {
    super(
      'ExpiryInMillisecondsError',
      `The expiry ${values.expiry} is too far away: is it in milliseconds?`,
      "Pass Unix seconds to come: `await expiresIn('1h', client)`.",
      values,
    )
  }
}

/** Thrown for an empty list of permissions. */
export class NoPermissionsError extends SessionKeyError {
  declare readonly parameter: 'permissions'

  constructor() {
    super('NoPermissionsError', 'The list of permissions is empty.', 'Name one, or leave it out.', {
      parameter: 'permissions',
    })
  }
}

/** Thrown for a permission that is not 32 bytes. */
export class InvalidPermissionError extends SessionKeyError {
  declare readonly permission: unknown

  constructor(values: { permission: unknown }) {
    super(
      'InvalidPermissionError',
      `The permission ${String(values.permission)} is not 32 bytes of hex.`,
      'Use one of `Permission`.',
      values,
    )
  }
}

/** Thrown for an address of a session key that is none, or zero. It does not carry what was given: that may be the private key. */
export class InvalidSessionKeyAddressError extends SessionKeyError {
  declare readonly parameter: 'sessionKeyAddress'

  constructor() {
    super(
      'InvalidSessionKeyAddressError',
      'The session key is not an address, or it is zero.',
      'Pass `sessionKey.address`.',
      { parameter: 'sessionKeyAddress' },
    )
  }
}

/** Thrown for an empty list of session keys. */
export class NoSessionKeysError extends SessionKeyError {
  declare readonly parameter: 'sessionKeyAddresses'

  constructor() {
    super('NoSessionKeysError', 'The list of session keys is empty.', 'Pass `[sessionKey.address]`.', {
      parameter: 'sessionKeyAddresses',
    })
  }
}

/** Thrown when the wallet that a session key acts for is no address, or zero. It does not carry what was given: that may be a key. */
export class InvalidRootError extends SessionKeyError {
  declare readonly parameter: 'root'

  constructor() {
    super(
      'InvalidRootError',
      'The root is not an address, or it is zero.',
      'Pass the address of the wallet.',
      { parameter: 'root' },
    )
  }
}

/** Checks an expiry against this machine's clock, and returns it. */
export function checkExpiry(expiry: bigint): bigint {
  const now = unixTime()
  checkUint('expiry', expiry)
  if (expiry > maxExpiry) throw new ExpiryInMillisecondsError({ expiry })
  if (expiry < now) throw new ExpiryInPastError({ expiry, now })
  return expiry
}

/** What a permission may be given as: 32 bytes, or a policy, whose hash is one. */
export type PermissionOrPolicy = Permission | Policy

/**
 * Whether it is a policy, of all that a permission can be given as.
 *
 * @example
 * ```ts
 * import { isPolicy } from 'foc-session-keys'
 *
 * const limits = permissions.filter(isPolicy).map(({ limit }) => limit)
 * ```
 */
export const isPolicy = (permission: PermissionOrPolicy): permission is Policy =>
  typeof permission === 'object'

/** Checks a permission, and returns it in lower case, the one form it has in this package. */
export function checkPermission(permission: PermissionOrPolicy): Permission {
  const hash = String(permission)
  if (!isHash(hash)) throw new InvalidPermissionError({ permission })
  return hash.toLowerCase() as Permission
}

/** Checks a list of permissions, and returns each once. */
export function checkPermissions(permissions: readonly PermissionOrPolicy[]): Permission[] {
  if (permissions.length === 0) throw new NoPermissionsError()
  return [...new Set(permissions.map(checkPermission))]
}

/** An address that is given in any case, with its checksum; nothing for what is none, or zero. */
function addressOf(value: Address): Address | undefined {
  try {
    if (BigInt(value) > 0n) return getAddress(value)
  } catch {
    // What it says could quote a key that was given by mistake.
  }
  return undefined
}

/** Checks the address of a session key, and returns it with its checksum. */
export function checkSessionKeyAddress(address: Address): Address {
  const checked = addressOf(address)
  if (!checked) throw new InvalidSessionKeyAddressError()
  return checked
}

/** The address of a root that is given as an address or as an account, with its checksum. */
export function checkRoot(root: Address | { address: Address } | undefined): Address {
  const checked = addressOf((root as { address?: Address } | undefined)?.address ?? (root as Address))
  if (!checked) throw new InvalidRootError()
  return checked
}
