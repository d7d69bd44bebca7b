import type { Address } from 'viem'
import type { Policy } from './limits/policy.ts'
import { permissionInWords } from './limits/words.ts'
import { DefaultFwssPermissions, type Permission, permissionName } from './permissions.ts'
import { SessionKeyError } from './sessionKeyError.ts'

/** Thrown when the session key does not take the FIL sent along, which only a contract can do. */
export class FundingFailedError extends SessionKeyError {
  declare readonly sessionKeyAddress: Address
  /** In attoFIL. */
  declare readonly value: bigint

  constructor(values: { sessionKeyAddress: Address; value: bigint }) {
    super(
      'FundingFailedError',
      `${values.sessionKeyAddress} refused ${values.value} attoFIL.`,
      'Pass the address of a session key, or `login` without funds.',
      values,
    )
  }
}

/** Thrown for a signature that is not by the one who would have to sign. */
export class InvalidSignatureError extends SessionKeyError {
  /** Who would have to sign. */
  declare readonly account: Address

  constructor(values: { account: Address }) {
    super(
      'InvalidSignatureError',
      `The signature is not by ${values.account}.`,
      'Let the root sign `signLogin` and `signRevokeAll`, and the session key `signLogout`, on the same chain and for the same registry; for a root that is a contract, pass its address as `root`. Do not change what was signed.',
      values,
    )
  }
}

/** Thrown for a signed message whose deadline is over. */
export class SignatureExpiredError extends SessionKeyError {
  /** Unix seconds, inclusive, as `now`, which is by the chain's clock. */
  declare readonly deadline: bigint
  declare readonly now: bigint

  constructor(values: { deadline: bigint; now: bigint }) {
    super(
      'SignatureExpiredError',
      `The signed message could be submitted until ${time(values.deadline)}, and it is ${time(values.now)}.`,
      'Sign again, with a later `deadline` if it takes long to be submitted.',
      values,
    )
  }
}

/** Thrown for a signed grant when the session changed since it was signed. */
export class StaleNonceError extends SessionKeyError {
  declare readonly nonce: bigint
  declare readonly currentNonce: bigint

  constructor(values: { currentNonce: bigint; nonce: bigint }) {
    super(
      'StaleNonceError',
      `The grant was signed for nonce ${values.nonce} of the session, which is at ${values.currentNonce}.`,
      'The root changed the session since, and that stands. Sign again if it is still wanted.',
      values,
    )
  }
}

/** Thrown for a signed `RevokeAll` or `Logout` when all was dropped since, and granted again. */
export class StaleGenerationError extends SessionKeyError {
  declare readonly sessionKeyAddress: Address
  declare readonly generation: bigint
  declare readonly currentGeneration: bigint

  constructor(values: { currentGeneration: bigint; generation: bigint; sessionKeyAddress: Address }) {
    const { currentGeneration, generation, sessionKeyAddress } = values
    super(
      'StaleGenerationError',
      `The message was signed for generation ${generation} of session key ${sessionKeyAddress}, which is at ${currentGeneration}.`,
      'What it held then is gone, and what it holds now was granted since. Sign again to drop that, too.',
      values,
    )
  }
}

type Refusal = {
  cause?: unknown
  permission: Permission
  /** What `permission` is the hash of, where that is known. */
  policy?: Policy | undefined
  root: Address
  sessionKeyAddress: Address
}

/** What the Filecoin Warm Storage Service says to a signer that the payer gave no permission. */
export class NotAuthorizedError extends SessionKeyError {
  /** What was missing, as far as it is known: the contract that is live does not say. */
  declare readonly permission: Permission | undefined
  /** What may have been missing, in the order in which the contract checks it: one, where the contract says which. */
  declare readonly candidates: readonly Permission[]
  /** The policies among `candidates`, where it is known what they are. */
  declare readonly policies: readonly Policy[]
  declare readonly root: Address
  declare readonly sessionKeyAddress: Address

  constructor(
    values: Omit<Refusal, 'permission' | 'policy'> & {
      candidates: readonly Permission[]
      policies?: readonly Policy[] | undefined
    },
  ) {
    const { candidates, policies = [], root, sessionKeyAddress } = values
    const known = policies.filter(({ hash }) => candidates.includes(hash))
    // All that there are is as good as none.
    const isAny = known.length === 0 && candidates.length >= DefaultFwssPermissions.length
    const permission = isAny ? undefined : candidates[0]
    const words = known.length > 0 ? known.map(permissionInWords).join('; or ') : named(permission)
    super(
      'NotAuthorizedError',
      `${sessionKeyAddress} is not authorized by ${root} for ${words}.`,
      'Let the root call `login` for this session key with that permission.',
      { ...values, permission, policies: known },
    )
  }
}

/** What the Filecoin Warm Storage Service says to a signer whose permission ran out. */
export class AuthorizationExpiredError extends SessionKeyError {
  declare readonly permission: Permission
  /** What `permission` is the hash of, where that is known. */
  declare readonly policy: Policy | undefined
  declare readonly root: Address
  declare readonly sessionKeyAddress: Address
  /** Unix seconds, inclusive. */
  declare readonly expiry: bigint

  constructor(values: Refusal & { expiry: bigint }) {
    const { expiry, permission, policy, root, sessionKeyAddress } = values
    super(
      'AuthorizationExpiredError',
      `The authorization of ${sessionKeyAddress} by ${root} for ${named(policy ?? permission)} expired at ${time(expiry)}.`,
      'Let the root call `login` again with a later `expiry`: that renews.',
      { ...values, policy },
    )
  }
}

/** A `NotAuthorizedError` of a signer that had the permission once. */
export class AuthorizationRevokedError extends SessionKeyError {
  declare readonly permission: Permission
  /** What `permission` is the hash of, where that is known. */
  declare readonly policy: Policy | undefined
  declare readonly root: Address
  declare readonly sessionKeyAddress: Address
  /** Block in which it was taken back. */
  declare readonly blockNumber: bigint

  constructor(values: Refusal & { blockNumber: bigint }) {
    const { blockNumber, permission, policy, root, sessionKeyAddress } = values
    super(
      'AuthorizationRevokedError',
      `The authorization of ${sessionKeyAddress} by ${root} for ${named(policy ?? permission)} was revoked in block ${blockNumber}.`,
      'Stop using this session key, unless the root says that it wants it back and calls `login`.',
      { ...values, policy },
    )
  }
}

/** A policy by its terms; a permission by its name, if it has one, and as it is. */
function named(permission: Permission | Policy | undefined): string {
  if (typeof permission === 'object') return permissionInWords(permission)
  const name = permission && permissionName(permission)
  return name ? `${name} (${permission})` : (permission ?? 'what it signed')
}

/** Unix seconds as people and as contracts read them. */
const time = (seconds: bigint) =>
  seconds < 8_640_000_000_000n
    ? `${new Date(Number(seconds) * 1000).toISOString()} (${seconds})`
    : seconds.toString()
