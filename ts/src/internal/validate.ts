import { type Address, BaseError, isAddress, isHex, size, zeroAddress } from 'viem'
import type { Permission } from '../permissions.ts'
import { unixTime } from './unixTime.ts'

/** The last second that the registry can store: it keeps expiries in 40 bits. */
const maxExpiry = 2n ** 40n - 1n

/** Thrown for an expiry that is already over. */
export class ExpiryInPastError extends BaseError {
  constructor({ expiry, now }: { expiry: bigint; now: bigint }) {
    super(`The expiry ${expiry} was ${now - expiry} seconds ago.`, {
      metaMessages: ["Pass Unix seconds to come, such as `expiresIn('1h')`."],
      name: 'ExpiryInPastError',
    })
  }
}

/** Thrown for an expiry that is too large for seconds, as milliseconds are. */
export class ExpiryInMillisecondsError extends BaseError {
  constructor({ expiry }: { expiry: bigint }) {
    super(`The expiry ${expiry} is too far away for Unix seconds. Is it in milliseconds?`, {
      metaMessages: ["Pass Unix seconds to come, such as `expiresIn('1h')`."],
      name: 'ExpiryInMillisecondsError',
    })
  }
}

/** Thrown for an empty list of permissions. */
export class NoPermissionsError extends BaseError {
  constructor() {
    super('The list of permissions is empty.', {
      metaMessages: ['Name one, or leave `permissions` out for the default.'],
      name: 'NoPermissionsError',
    })
  }
}

/** Thrown for a permission that is not 32 bytes. */
export class InvalidPermissionError extends BaseError {
  constructor({ permission }: { permission: unknown }) {
    super(`The permission ${String(permission)} is not 32 bytes of hex.`, {
      metaMessages: ['Use one of `Permission`, such as `Permission.AddPieces`.'],
      name: 'InvalidPermissionError',
    })
  }
}

/** Thrown for an address of a session key that is none, or zero. */
export class InvalidSessionKeyAddressError extends BaseError {
  constructor({ address }: { address: unknown }) {
    super(`"${String(address)}" is not the address of a session key.`, {
      metaMessages: ['Pass `sessionKey.address`.'],
      name: 'InvalidSessionKeyAddressError',
    })
  }
}

/** Thrown for an empty list of session keys. */
export class NoSessionKeysError extends BaseError {
  constructor() {
    super('The list of session keys is empty.', {
      metaMessages: ['Pass `[sessionKey.address]`.'],
      name: 'NoSessionKeysError',
    })
  }
}

/** Thrown when the wallet that a session key acts for is missing, or is no address. */
export class InvalidRootError extends BaseError {
  constructor({ root }: { root: unknown }) {
    super(`The root "${String(root)}" is not an address.`, {
      metaMessages: ['Pass the address or the account of the main wallet.'],
      name: 'InvalidRootError',
    })
  }
}

/** Checks an expiry against this machine's clock, and returns it. */
export function checkExpiry(expiry: bigint): bigint {
  const now = unixTime()
  if (expiry > maxExpiry) throw new ExpiryInMillisecondsError({ expiry })
  if (expiry < now) throw new ExpiryInPastError({ expiry, now })
  return expiry
}

/** Checks a permission, and returns it in lower case, the one form it has in this package. */
export function checkPermission(permission: Permission): Permission {
  if (!isHex(permission) || size(permission) !== 32) throw new InvalidPermissionError({ permission })
  return permission.toLowerCase() as Permission
}

/** Checks a list of permissions, and returns each once. */
export function checkPermissions(permissions: readonly Permission[]): Permission[] {
  if (permissions.length === 0) throw new NoPermissionsError()
  return [...new Set(permissions.map(checkPermission))]
}

/** Checks the address of a session key, and returns it. */
export function checkSessionKeyAddress(address: Address): Address {
  if (!isAccount(address)) throw new InvalidSessionKeyAddressError({ address })
  return address
}

/** Whether it is an address, in any case, and not zero. */
const isAccount = (address: Address) => isAddress(address, { strict: false }) && address !== zeroAddress

/** The address of a root that is given as an address or as an account. */
export function checkRoot(root: Address | { address: Address }): Address {
  const address = (root as { address?: Address } | undefined)?.address ?? (root as Address)
  if (!isAccount(address)) throw new InvalidRootError({ root: address })
  return address
}
