import { type Address, decodeErrorResult, type Hex, isHex } from 'viem'
import { errorsAbi } from './internal/abi.ts'
import { grantError } from './internal/grantError.ts'
import { NoSessionKeysError } from './internal/validate.ts'
import { type Permission, permissionName } from './permissions.ts'
import { SessionKeyError } from './sessionKeyError.ts'

/** Thrown when the session key does not take the FIL sent along, which only a contract can do. */
export class FundingFailedError extends SessionKeyError {
  constructor({ address, value }: { address: Address; value: bigint }) {
    super(
      'FundingFailedError',
      `${address} refused ${value} attoFIL.`,
      'Pass the address of a session key, or `login` without funds.',
    )
  }
}

/** Thrown for a signature that is not by the one who would have to sign. */
export class InvalidSignatureError extends SessionKeyError {
  readonly account: Address

  constructor({ account }: { account: Address }) {
    super(
      'InvalidSignatureError',
      `The signature is not by ${account}.`,
      'Let the root sign `signLogin` and `signRevokeAll`, and the session key `signLogout`, on the same chain and for the same registry; for a root that is a contract, pass its address as `root`. Do not change what was signed.',
    )
    this.account = account
  }
}

/** Thrown for a signed message whose deadline is over. */
export class SignatureExpiredError extends SessionKeyError {
  readonly deadline: bigint

  constructor({ deadline, now }: { deadline: bigint; now: bigint }) {
    super(
      'SignatureExpiredError',
      `The signed message could be submitted until ${time(deadline)}, and it is ${time(now)}.`,
      'Sign again, with a later `deadline` if it takes long to be submitted.',
    )
    this.deadline = deadline
  }
}

/** Thrown for a signed grant when the session changed since it was signed. */
export class StaleNonceError extends SessionKeyError {
  readonly nonce: bigint
  readonly currentNonce: bigint

  constructor({ currentNonce, nonce }: { currentNonce: bigint; nonce: bigint }) {
    super(
      'StaleNonceError',
      `The grant was signed for nonce ${nonce} of the session, which is at ${currentNonce}.`,
      'The root changed the session since, and that stands. Sign again if it is still wanted.',
    )
    this.nonce = nonce
    this.currentNonce = currentNonce
  }
}

/** Thrown for a signed `RevokeAll` or `Logout` when all was dropped since, and granted again. */
export class StaleGenerationError extends SessionKeyError {
  readonly sessionKeyAddress: Address
  readonly generation: bigint
  readonly currentGeneration: bigint

  constructor(values: { currentGeneration: bigint; generation: bigint; sessionKeyAddress: Address }) {
    const { currentGeneration, generation, sessionKeyAddress } = values
    super(
      'StaleGenerationError',
      `The message was signed for generation ${generation} of session key ${sessionKeyAddress}, which is at ${currentGeneration}.`,
      'What it held then is gone, and what it holds now was granted since. Sign again to drop that, too.',
    )
    this.sessionKeyAddress = sessionKeyAddress
    this.generation = generation
    this.currentGeneration = currentGeneration
  }
}

type Authorization = { operation: Permission; payer: Address; signer: Address }

/** What the Filecoin Warm Storage Service says to a signer that the payer gave no permission. */
export class NotAuthorizedError extends SessionKeyError {
  readonly permission: Permission
  readonly root: Address
  readonly sessionKeyAddress: Address

  constructor({ operation, payer, signer }: Authorization) {
    super(
      'NotAuthorizedError',
      `${signer} is not authorized by ${payer} for ${named(operation)}.`,
      'Let the root call `login` for this session key with that permission.',
    )
    this.permission = operation
    this.root = payer
    this.sessionKeyAddress = signer
  }
}

/** What the Filecoin Warm Storage Service says to a signer whose permission ran out. */
export class AuthorizationExpiredError extends SessionKeyError {
  readonly permission: Permission
  readonly root: Address
  readonly sessionKeyAddress: Address
  /** Unix seconds, inclusive. */
  readonly expiry: bigint

  constructor({ expiry, operation, payer, signer }: Authorization & { expiry: bigint }) {
    super(
      'AuthorizationExpiredError',
      `The authorization of ${signer} by ${payer} for ${named(operation)} expired at ${time(expiry)}.`,
      'Let the root call `login` again with a later `expiry`: that renews.',
    )
    this.permission = operation
    this.root = payer
    this.sessionKeyAddress = signer
    this.expiry = expiry
  }
}

/** A `NotAuthorizedError` of a signer that had the permission once. */
export class AuthorizationRevokedError extends SessionKeyError {
  readonly permission: Permission
  readonly root: Address
  readonly sessionKeyAddress: Address
  /** Block in which it was taken back. */
  readonly blockNumber: bigint

  constructor(values: Authorization & { blockNumber: bigint; cause: Error }) {
    const { blockNumber, cause, operation, payer, signer } = values
    super(
      'AuthorizationRevokedError',
      `The authorization of ${signer} by ${payer} for ${named(operation)} was revoked in block ${blockNumber}.`,
      'Stop using this session key, unless the root says that it wants it back and calls `login`.',
      cause,
    )
    this.permission = operation
    this.root = payer
    this.sessionKeyAddress = signer
    this.blockNumber = blockNumber
  }
}

/**
 * What a contract's revert means, for reverts of the session key registry and for those of the Filecoin Warm Storage Service
 * about permissions.
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
  const data = revertData(error)
  if (!data) return
  const decoded = typedError(data)
  if (decoded && error instanceof Error) decoded.cause = error
  return decoded
}

export declare namespace decodeError {
  type ReturnType =
    | AuthorizationExpiredError
    | FundingFailedError
    | InvalidSignatureError
    | NoSessionKeysError
    | NotAuthorizedError
    | SignatureExpiredError
    | StaleGenerationError
    | StaleNonceError
    | grantError.ReturnType
}

function typedError(data: Hex): decodeError.ReturnType {
  const { args, errorName } = decodeErrorResult({ abi: errorsAbi, data })
  switch (errorName) {
    case 'InvalidSignature':
      return new InvalidSignatureError({ account: args[0] })
    case 'SignatureExpired':
      return new SignatureExpiredError({ deadline: args[0], now: args[1] })
    case 'StaleNonce':
      return new StaleNonceError({ currentNonce: args[1], nonce: args[0] })
    case 'StaleGeneration':
      return new StaleGenerationError({
        currentGeneration: args[2],
        generation: args[1],
        sessionKeyAddress: args[0],
      })
    case 'NotAuthorized':
      return new NotAuthorizedError({ operation: args[2], payer: args[0], signer: args[1] })
    case 'AuthorizationExpired':
      return new AuthorizationExpiredError({
        expiry: args[3],
        operation: args[2],
        payer: args[0],
        signer: args[1],
      })
    case 'FundingFailed':
      return new FundingFailedError({ address: args[0], value: args[1] })
    case 'NoSigners':
      return new NoSessionKeysError()
    default:
      return grantError(errorName, args ?? [])
  }
}

/** The data of a known revert: in a cause of a viem error, or in the text that a storage provider passed on. */
function revertData(error: unknown): Hex | undefined {
  if (isHex(error)) return known(error)
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const { data, raw } = cause as { data?: unknown; raw?: unknown }
    const inner = typeof data === 'object' && data !== null ? (data as { data?: unknown }).data : data
    for (const value of [raw, inner]) {
      const hex = isHex(value) ? known(value) : undefined
      if (hex) return hex
    }
    for (const [text] of cause.message.matchAll(/0x(?:[0-9a-f]{2}){4,}/gi)) {
      const hex = known(text as Hex)
      if (hex) return hex
    }
  }
  return
}

function known(data: Hex): Hex | undefined {
  try {
    decodeErrorResult({ abi: errorsAbi, data })
    return data
  } catch {
    return
  }
}

const named = (permission: Permission) => {
  const name = permissionName(permission)
  return name ? `${name} (${permission})` : permission
}

/** Unix seconds as people and as contracts read them. */
const time = (seconds: bigint) =>
  seconds < 8_640_000_000_000n
    ? `${new Date(Number(seconds) * 1000).toISOString()} (${seconds})`
    : seconds.toString()
