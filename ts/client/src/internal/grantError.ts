import {
  ExpiryInMillisecondsError,
  ExpiryInPastError,
  InvalidSessionKeyAddressError,
  NoPermissionsError,
} from './validate.ts'

/** What an error of the registry about a `login` or a `revoke` means. */
export function grantError(name: string, args: readonly unknown[]): grantError.ReturnType {
  const [first, second] = args as [never, never]
  if (name === 'ExpiryInPast') return new ExpiryInPastError({ expiry: first, now: second })
  if (name === 'ExpiryTooFar') return new ExpiryInMillisecondsError({ expiry: first })
  if (name === 'NoPermissions') return new NoPermissionsError()
  if (name === 'ZeroSigner') return new InvalidSessionKeyAddressError()
  return undefined
}

export declare namespace grantError {
  type ReturnType =
    | ExpiryInMillisecondsError
    | ExpiryInPastError
    | InvalidSessionKeyAddressError
    | NoPermissionsError
    | undefined
}
