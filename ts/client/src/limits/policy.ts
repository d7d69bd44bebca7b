import type { Address } from 'viem'
import { InvalidNumberError } from '../internal/uint.ts'
import { checkPermission, checkRoot, type InvalidPermissionError } from '../internal/validate.ts'
import type { Permission } from '../permissions.ts'
import { SessionKeyError } from '../sessionKeyError.ts'
import { grantPolicies } from './grantPolicies.ts'
import { signUnderPolicies } from './signUnderPolicies.ts'
import { hashOf } from './struct.ts'
import { permissionInWords } from './words.ts'

/**
 * An operation with limits. Its hash is a permission, and it goes wherever a permission does: it is granted, synced, asked for and
 * revoked like any other. Plain data; made by {@link policy}.
 */
export type Policy = PolicyTerms & {
  /** The permission that is granted: EIP-712's hash of the terms. */
  readonly hash: Permission
  /** For people: `AddPieces, at most 1 GiB, on data set 7`. */
  readonly inWords: string
  /** `hash`, so that a policy is written wherever its permission is. */
  toString(): Permission
  /** The terms, in decimals. */
  toJSON(): PolicyJSON
  /** What `login` does when it is told to grant policies. */
  readonly grant: typeof grantPolicies
  /** What `fromSecp256k1` does with a key that is made with policies. */
  readonly sign: typeof signUnderPolicies
}

/** What a policy allows. */
export type PolicyTerms = {
  /** The only data set that it may be done on; `undefined` for any. */
  readonly dataSetId: bigint | undefined
  /**
   * How much may be done while one grant lasts, inclusive: bytes of data for `AddPieces`, operations for any other. `undefined` for
   * no limit.
   */
  readonly limit: bigint | undefined
  /** What may be done, such as `Permission.AddPieces`. */
  readonly operation: Permission
  /** The only storage provider that it may be done with; `undefined` for any. */
  readonly provider: Address | undefined
}

/** A policy as JSON has it, in decimals: what `JSON.stringify` makes of one, and {@link policyFromJSON} takes back. */
export type PolicyJSON = {
  dataSetId?: string | undefined
  limit?: string | undefined
  operation: Permission
  provider?: Address | undefined
}

/** What every policy does, so that who imports none carries nothing of it. */
const behaviour: Pick<Policy, 'grant' | 'inWords' | 'sign' | 'toJSON' | 'toString'> & ThisType<Policy> = {
  grant: grantPolicies,
  get inWords() {
    return permissionInWords(this as Policy)
  },
  sign: signUnderPolicies,
  toJSON(this: Policy) {
    const { dataSetId, limit, operation, provider } = this
    return { dataSetId: dataSetId?.toString(), limit: limit?.toString(), operation, provider }
  },
  toString(this: Policy) {
    return this.hash
  },
}

/** Thrown for a policy of a policy, or of a storage provider that is no address. */
export class InvalidPolicyError extends SessionKeyError {
  declare readonly parameter: 'permission' | 'provider'

  constructor(values: { parameter: 'permission' | 'provider' }) {
    super(
      'InvalidPolicyError',
      values.parameter === 'provider'
        ? 'The provider of the policy is not an address, or it is zero.'
        : 'The permission of the policy is itself a policy.',
      values.parameter === 'provider'
        ? 'Pass the address of a storage provider, or leave it out for any.'
        : 'Pass the operation that is to be limited, such as `Permission.AddPieces`.',
      values,
    )
  }
}

/**
 * A permission with limits: only on one data set, only with one storage provider, only so much. What it does not name is not
 * limited.
 *
 * @param parameters - {@link policy.Parameters}
 * @returns {@link policy.ReturnType}
 * @throws {@link policy.ErrorType}
 *
 * @example
 * ```ts
 * import { login, Permission, policy } from 'foc-session-keys'
 *
 * // One gibibyte, and no more until the grant is renewed.
 * const oneGiB = policy({ limit: 1024n ** 3n, permission: Permission.AddPieces })
 * await login(client, { permissions: [oneGiB], sessionKeyAddress: '0x…' })
 * ```
 */
export function policy(parameters: policy.Parameters): policy.ReturnType {
  const { dataSetId, limit, permission, provider } = parameters
  if (typeof permission === 'object') throw new InvalidPolicyError({ parameter: 'permission' })
  const terms = {
    dataSetId: checkTerm('dataSetId', dataSetId, 256n),
    limit: checkTerm('limit', limit, 128n),
    operation: checkPermission(permission),
    provider: provider && checkProvider(provider),
  }
  return Object.freeze(Object.assign(Object.create(behaviour), { ...terms, hash: hashOf(terms) }))
}

export declare namespace policy {
  type Parameters = {
    /** The only data set that it may be done on. Default: any. */
    dataSetId?: bigint | undefined
    /**
     * How much may be done while one grant lasts, inclusive: bytes of data for `Permission.AddPieces`, each copy counted, and
     * operations for any other permission. A grant that is renewed to another expiry begins anew. Default: no limit.
     */
    limit?: bigint | undefined
    /** What may be done, such as `Permission.AddPieces`. */
    permission: Permission
    /** The address of the only storage provider that it may be done with. Default: any. */
    provider?: Address | undefined
  }

  type ReturnType = Policy

  type ErrorType = InvalidNumberError | InvalidPermissionError | InvalidPolicyError
}

/** On chain zero means that there is no such term: who says zero means something else. */
function checkTerm(parameter: string, value: bigint | undefined, bits: bigint): bigint | undefined {
  if (value !== undefined && (typeof value !== 'bigint' || value < 1n || value >= 2n ** bits))
    throw new InvalidNumberError({ parameter, value }, 'a bigint from 1n on, or leave it out for any')
  return value
}

function checkProvider(provider: Address): Address {
  try {
    return checkRoot(provider)
  } catch {
    throw new InvalidPolicyError({ parameter: 'provider' })
  }
}

/**
 * A policy from its JSON. Its hash is worked out anew, so that whatever is made up is a permission that nobody granted.
 *
 * @throws What {@link policy} throws, and `SyntaxError` for a number that is none.
 */
export const policyFromJSON = ({ dataSetId, limit, operation, provider }: PolicyJSON): Policy =>
  policy({
    dataSetId: dataSetId === undefined ? undefined : BigInt(dataSetId),
    limit: limit === undefined ? undefined : BigInt(limit),
    permission: operation,
    provider,
  })
