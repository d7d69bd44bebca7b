import { type Address, BaseError } from 'viem'
import {
  ExpiryInMillisecondsError,
  ExpiryInPastError,
  InvalidSessionKeyAddressError,
  NoPermissionsError,
  NoSessionKeysError,
} from './validate.ts'

/** Thrown when the session key does not take the FIL sent along, which only a contract can do. */
export class FundingFailedError extends BaseError {
  constructor({ address, value }: { address: Address; value: bigint }) {
    super(`${address} refused ${value} attoFIL.`, {
      metaMessages: ['Pass the address of a session key, or `login` without funds.'],
      name: 'FundingFailedError',
    })
  }
}

/** What an error of the registry about a grant means. */
export function grantError(name: string, args: readonly unknown[]): grantError.ReturnType {
  const [first, second] = args as [never, never]
  if (name === 'ExpiryInPast') return new ExpiryInPastError({ expiry: first, now: second })
  if (name === 'ExpiryTooFar') return new ExpiryInMillisecondsError({ expiry: first })
  if (name === 'FundingFailed') return new FundingFailedError({ address: first, value: second })
  if (name === 'NoPermissions') return new NoPermissionsError()
  if (name === 'NoSigners') return new NoSessionKeysError()
  if (name === 'ZeroSigner') return new InvalidSessionKeyAddressError({ address: 0 })
  return undefined
}

export declare namespace grantError {
  type ReturnType =
    | ExpiryInMillisecondsError
    | ExpiryInPastError
    | FundingFailedError
    | InvalidSessionKeyAddressError
    | NoPermissionsError
    | NoSessionKeysError
    | undefined
}
