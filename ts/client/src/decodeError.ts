import {
  AuthorizationExpiredError,
  FundingFailedError,
  InvalidSignatureError,
  NotAuthorizedError,
  SignatureExpiredError,
  StaleGenerationError,
  StaleNonceError,
} from './errors.ts'
import { errorsAbi } from './internal/abi.ts'
import { type GrantError, grantMeanings } from './internal/grantMeanings.ts'
import { decodeRefusal } from './internal/refusal.ts'
import { decodeRevert } from './internal/revert.ts'
import { textsOf } from './internal/textsOf.ts'
import { NoSessionKeysError } from './internal/validate.ts'
import { LimitExceededError } from './limits/limitExceededError.ts'
import { PolicyNotGrantedError } from './limits/policyNotGrantedError.ts'
import { termsOf } from './limits/struct.ts'

/**
 * What a refusal means, by the session key registry, or by the Filecoin Warm Storage Service for want of a permission: from the
 * data of a revert, from what viem throws, or from what the Synapse SDK makes of a storage provider's answer. The contract that is
 * live does not say why it refuses a signature; `explainError` asks.
 *
 * @param error - Anything that was thrown, or the data of a revert.
 * @returns The typed error, with what was given as its cause; `undefined` for any other. {@link decodeError.ReturnType}
 *
 * @example
 * ```ts
 * import { AuthorizationExpiredError, decodeError } from 'foc-session-keys'
 *
 * try {
 *   await upload()
 * } catch (error) {
 *   if (decodeError(error) instanceof AuthorizationExpiredError) await renew()
 * }
 * ```
 */
export function decodeError(error: unknown): decodeError.ReturnType {
  const decoded = decodeRevert<typeof errorsAbi, NonNullable<decodeError.ReturnType>>(
    error,
    errorsAbi,
    {
      ...grantMeanings,
      AuthorizationExpired: ([root, sessionKeyAddress, permission, expiry]) =>
        new AuthorizationExpiredError({ expiry, permission, root, sessionKeyAddress }),
      FundingFailed: ([sessionKeyAddress, value]) => new FundingFailedError({ sessionKeyAddress, value }),
      InvalidSignature: ([account]) => new InvalidSignatureError({ account }),
      LimitExceeded: ([root, sessionKeyAddress, permission, limit, used, asked]) =>
        new LimitExceededError({ asked, limit, permission, root, sessionKeyAddress, used }),
      NoSigners: () => new NoSessionKeysError(),
      NotAuthorized: ([root, sessionKeyAddress, permission]) =>
        new NotAuthorizedError({ candidates: [permission], root, sessionKeyAddress }),
      PolicyNotGranted: ([root, sessionKeyAddress, policy]) =>
        new PolicyNotGrantedError({ policy: termsOf(policy), root, sessionKeyAddress }),
      SignatureExpired: ([deadline, now]) => new SignatureExpiredError({ deadline, now }),
      StaleGeneration: ([sessionKeyAddress, generation, currentGeneration]) =>
        new StaleGenerationError({ currentGeneration, generation, sessionKeyAddress }),
      StaleNonce: ([nonce, currentNonce]) => new StaleNonceError({ currentNonce, nonce }),
    },
    textsOf(error),
  )
  return decoded ?? decodeRefusal(error)
}

export declare namespace decodeError {
  type ReturnType =
    | AuthorizationExpiredError
    | FundingFailedError
    | GrantError
    | InvalidSignatureError
    | LimitExceededError
    | NoSessionKeysError
    | NotAuthorizedError
    | PolicyNotGrantedError
    | SignatureExpiredError
    | StaleGenerationError
    | StaleNonceError
    | undefined
}
