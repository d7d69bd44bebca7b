import type { Address } from 'viem'
import { SessionKeyError } from '../sessionKeyError.ts'
import type { PolicyTerms } from './policy.ts'
import { permissionInWords } from './words.ts'

/**
 * What the Filecoin Warm Storage Service says to a session key that was not granted the policy that it presents: for the data set and
 * the storage provider that it was presented for.
 */
export class PolicyNotGrantedError extends SessionKeyError {
  /** As it was presented, with data set and provider as they are. */
  declare readonly policy: PolicyTerms
  declare readonly root: Address
  declare readonly sessionKeyAddress: Address

  constructor(values: { cause?: unknown; policy: PolicyTerms; root: Address; sessionKeyAddress: Address }) {
    const { policy, root, sessionKeyAddress } = values
    super(
      'PolicyNotGrantedError',
      `${sessionKeyAddress} is not authorized by ${root} for this: ${permissionInWords(policy)}.`,
      'Let the root call `login` for this session key with that policy, or use the data set and the provider of one that it has.',
      values,
    )
  }
}
