import { type Address, type ChainContract, maxUint256 } from 'viem'
import { type ReadContractErrorType, readContract } from 'viem/actions'
import { authorizerAbi } from '../internal/abi.ts'
import { type ReadClient, withoutAccount } from '../internal/registry.ts'
import {
  checkRoot,
  checkSessionKeyAddress,
  type InvalidRootError,
  type InvalidSessionKeyAddressError,
} from '../internal/validate.ts'
import { authorizerOf, type MissingAuthorizerError } from '../limits/authorizer.ts'
import type { Policy } from '../limits/policy.ts'
import { structOf } from '../limits/struct.ts'

/**
 * What is left of a limit, by the count that the chain keeps: a grant that is renewed to another expiry begins anew.
 *
 * @param client - Any client with a chain. If it has an account, that is left out of the request.
 * @param parameters - {@link remaining.Parameters}
 * @returns Bytes for `AddPieces`, operations for any other; 0n when the policy is not granted, or no longer; `undefined` when it is, and
 * has no limit. {@link remaining.ReturnType}
 * @throws {@link remaining.ErrorType}
 *
 * @example
 * ```ts
 * import { remaining, uploadLimits } from 'foc-session-keys'
 *
 * const [, permission] = uploadLimits({ bytes: 1024n ** 3n })
 * const bytes = await remaining(client, { permission, root: '0x…', sessionKeyAddress: '0x…' })
 * ```
 */
export async function remaining(
  client: ReadClient,
  parameters: remaining.Parameters,
): Promise<remaining.ReturnType> {
  const { permission, root, service, sessionKeyAddress } = parameters
  const fwss = client.chain.contracts?.fwss as ChainContract | undefined
  const left = await readContract(withoutAccount(client), {
    abi: authorizerAbi,
    address: authorizerOf(client.chain, 'policies'),
    args: [
      service ?? (fwss?.address as Address),
      checkRoot(root),
      checkSessionKeyAddress(sessionKeyAddress),
      structOf(permission),
    ],
    functionName: 'remaining',
  })
  return left === maxUint256 ? undefined : left
}

export declare namespace remaining {
  type Parameters = {
    /** What was granted: a policy. */
    permission: Policy
    /** The wallet that granted: its address or account. */
    root: Address | { address: Address }
    /** The contract that asks for it. Default: the chain's Filecoin Warm Storage Service. */
    service?: Address | undefined
    /** Address of the session key. */
    sessionKeyAddress: Address
  }

  type ReturnType = bigint | undefined

  type ErrorType =
    | InvalidRootError
    | InvalidSessionKeyAddressError
    | MissingAuthorizerError
    | ReadContractErrorType
}
