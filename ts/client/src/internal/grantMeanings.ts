import type { coreAbi } from './abi.ts'
import type { Meanings } from './revert.ts'
import {
  ExpiryInMillisecondsError,
  ExpiryInPastError,
  InvalidSessionKeyAddressError,
  NoPermissionsError,
} from './validate.ts'

/** The errors that a registry refuses a grant or a revocation with. */
export const grantMeanings: Meanings<typeof coreAbi, GrantError> = {
  ExpiryInPast: ([expiry, now]) => new ExpiryInPastError({ expiry, now }),
  ExpiryTooFar: ([expiry]) => new ExpiryInMillisecondsError({ expiry }),
  NoPermissions: () => new NoPermissionsError(),
  ZeroSigner: () => new InvalidSessionKeyAddressError(),
}

export type GrantError =
  | ExpiryInMillisecondsError
  | ExpiryInPastError
  | InvalidSessionKeyAddressError
  | NoPermissionsError
