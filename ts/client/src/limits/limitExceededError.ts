import type { Address } from 'viem'
import type { Permission } from '../permissions.ts'
import { SessionKeyError } from '../sessionKeyError.ts'
import type { Policy } from './policy.ts'
import { amountInWords, permissionInWords } from './words.ts'

/**
 * Thrown when less is left of a limit than is asked for: by the session key before it signs, or by the Filecoin Warm Storage Service.
 * Amounts are bytes for `AddPieces`, operations for any other.
 */
export class LimitExceededError extends SessionKeyError {
  declare readonly asked: bigint
  declare readonly limit: bigint
  /** The hash of the policy. */
  declare readonly permission: Permission
  /** Where it is known: a contract names only the hash. */
  declare readonly policy: Policy | undefined
  declare readonly root: Address
  declare readonly sessionKeyAddress: Address
  declare readonly used: bigint

  constructor(values: {
    asked: bigint
    cause?: unknown
    limit: bigint
    permission: Permission
    policy?: Policy | undefined
    root: Address
    sessionKeyAddress: Address
    used: bigint
  }) {
    const { asked, limit, permission, policy, root, sessionKeyAddress, used } = values
    const words = (amount: bigint) => (policy ? amountInWords(policy.operation, amount) : `${amount}`)
    super(
      'LimitExceededError',
      `${sessionKeyAddress} asked for ${words(asked)}, and ${root} lets it have no more than ${words(limit)}, of which ${words(used)} is used (${permissionInWords(policy ?? permission)}).`,
      'Wait for the grant to be renewed, which begins a new count; or let the root call `login` with a higher limit.',
      { ...values, policy },
    )
  }
}
