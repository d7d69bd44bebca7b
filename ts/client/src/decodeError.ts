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
import { causesOf, textsOf } from './internal/textsOf.ts'
import { NoSessionKeysError } from './internal/validate.ts'
import { LimitExceededError } from './limits/limitExceededError.ts'
import { OutsidePolicyError } from './limits/outsidePolicyError.ts'
import type { Policy } from './limits/policy.ts'
import { PolicyNotGrantedError } from './limits/policyNotGrantedError.ts'
import { termsOf } from './limits/struct.ts'
import type { Permission } from './permissions.ts'

/**
 * What a refusal means, by the session key registry, by the Filecoin Warm Storage Service for want of a permission, or by the session
 * key itself, which signs nothing that would be refused: from the data of a revert, from what viem throws, or from what the Synapse SDK
 * makes of either. The contract that is live does not say why it refuses a signature; `explainError` asks.
 *
 * @param error - Anything that was thrown, or the data of a revert.
 * @param options - {@link decodeError.Options}
 * @returns The typed error, with what was given as its cause, or as the session key threw it; `undefined` for any other.
 * {@link decodeError.ReturnType}
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
export function decodeError(error: unknown, options: decodeError.Options = {}): decodeError.ReturnType {
  const refusal = refusedBeforeSigning(error)
  if (refusal) return refusal
  const { policies = [] } = options
  const policyOf = (permission: Permission) => policies.find(({ hash }) => hash === permission)
  const decoded = decodeRevert<typeof errorsAbi, NonNullable<decodeError.ReturnType>>(
    error,
    errorsAbi,
    {
      ...grantMeanings,
      AuthorizationExpired: ([root, sessionKeyAddress, permission, expiry]) =>
        new AuthorizationExpiredError({
          expiry,
          permission,
          policy: policyOf(permission),
          root,
          sessionKeyAddress,
        }),
      FundingFailed: ([sessionKeyAddress, value]) => new FundingFailedError({ sessionKeyAddress, value }),
      InvalidSignature: ([account]) => new InvalidSignatureError({ account }),
      LimitExceeded: ([root, sessionKeyAddress, permission, limit, used, asked]) =>
        new LimitExceededError({
          asked,
          limit,
          permission,
          policy: policyOf(permission),
          root,
          sessionKeyAddress,
          used,
        }),
      NoSigners: () => new NoSessionKeysError(),
      NotAuthorized: ([root, sessionKeyAddress, permission]) =>
        new NotAuthorizedError({ candidates: [permission], policies, root, sessionKeyAddress }),
      PolicyNotGranted: ([root, sessionKeyAddress, policy]) =>
        new PolicyNotGrantedError({ policy: termsOf(policy), root, sessionKeyAddress }),
      SignatureExpired: ([deadline, now]) => new SignatureExpiredError({ deadline, now }),
      StaleGeneration: ([sessionKeyAddress, generation, currentGeneration]) =>
        new StaleGenerationError({ currentGeneration, generation, sessionKeyAddress }),
      StaleNonce: ([nonce, currentNonce]) => new StaleNonceError({ currentNonce, nonce }),
    },
    textsOf(error),
  )
  return decoded ?? decodeRefusal(error, policies)
}

/** What a session key threw in place of a signature, as it is: it knows best. */
function refusedBeforeSigning(error: unknown): decodeError.ReturnType {
  for (const cause of causesOf(error))
    if (
      cause instanceof AuthorizationExpiredError ||
      cause instanceof LimitExceededError ||
      cause instanceof NotAuthorizedError ||
      cause instanceof OutsidePolicyError
    )
      return cause
  return undefined
}

export declare namespace decodeError {
  type Options = {
    /** Policies that may have been granted, such as those that the key was made with: an error that is about one says what it is. */
    policies?: readonly Policy[] | undefined
  }

  type ReturnType =
    | AuthorizationExpiredError
    | FundingFailedError
    | GrantError
    | InvalidSignatureError
    | LimitExceededError
    | NoSessionKeysError
    | NotAuthorizedError
    | OutsidePolicyError
    | PolicyNotGrantedError
    | SignatureExpiredError
    | StaleGenerationError
    | StaleNonceError
    | undefined
}
