import type { Address, Chain, ChainContract } from 'viem'
import { SessionKeyError } from '../sessionKeyError.ts'

/**
 * Thrown for a P-256 key, or a policy, on a chain whose Filecoin Warm Storage Service takes neither, before anything is signed.
 */
export class MissingAuthorizerError extends SessionKeyError {
  declare readonly chainId: number
  declare readonly chainName: string
  declare readonly feature: 'P-256 keys' | 'policies'

  constructor({ chain, feature }: { chain: Chain; feature: 'P-256 keys' | 'policies' }) {
    super(
      'MissingAuthorizerError',
      `The Filecoin Warm Storage Service of chain "${chain.name}" (id ${chain.id}) does not take ${feature}: it has no session key authorizer.`,
      feature === 'policies'
        ? 'Grant permissions of `Permission` there, or use a chain with `contracts.sessionKeyAuthorizer`.'
        : 'Use `fromSecp256k1` there, or a chain with `contracts.sessionKeyAuthorizer`.',
      { chainId: chain.id, chainName: chain.name, feature },
    )
  }
}

/** The contract that opens envelopes and keeps count, where a chain has one. */
export function findAuthorizer(chain: Chain): Address | undefined {
  return (chain.contracts?.sessionKeyAuthorizer as ChainContract | undefined)?.address
}

/** The contract that opens envelopes and keeps count. */
export function authorizerOf(chain: Chain, feature: 'P-256 keys' | 'policies'): Address {
  const address = findAuthorizer(chain)
  if (!address) throw new MissingAuthorizerError({ chain, feature })
  return address
}
