import type { Address, Chain } from 'viem'
import type { LoginCall } from '../actions/login.ts'
import { policiesAbi } from '../internal/abi.ts'
import { isLive } from '../internal/registry.ts'
import { isPolicy, type PermissionOrPolicy } from '../internal/validate.ts'
import type { Permission } from '../permissions.ts'
import { authorizerOf } from './authorizer.ts'
import { type PolicyStruct, structOf } from './struct.ts'

/** The call of a grant that says what its policies are. */
export type PoliciesCall = {
  abi: typeof policiesAbi
  address: Address
  args: readonly [Address, bigint, readonly Permission[], readonly PolicyStruct[], string]
  functionName: 'loginWithPolicies'
  to: Address
}

/**
 * The call of a grant that says on chain what its policies are, where the registry can; on the registries that are live on Filecoin,
 * the grant as it is, which names their hashes.
 *
 * @throws {@link MissingAuthorizerError} where nothing would take what is signed under them.
 */
export function grantPolicies(
  call: LoginCall,
  chain: Chain,
  given: readonly PermissionOrPolicy[],
): LoginCall | PoliciesCall {
  authorizerOf(chain, 'policies')
  const { address, args, to } = call
  if (isLive(address)) return call
  const [signer, expiry, permissions, origin] = args
  const policies = new Map(given.filter(isPolicy).map((one) => [one.hash, structOf(one)]))
  const plain = permissions.filter((one) => !policies.has(one))
  return {
    abi: policiesAbi,
    address,
    args: [signer, expiry, plain, [...policies.values()], origin],
    functionName: 'loginWithPolicies',
    to,
  }
}
