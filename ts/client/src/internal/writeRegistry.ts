import type { ContractFunctionParameters, Hash } from 'viem'
import { simulateContract, writeContract } from 'viem/actions'
import type { SessionKeyError } from '../sessionKeyError.ts'
import { coreAbi } from './abi.ts'
import { grantMeanings } from './grantMeanings.ts'
import { isCommon, RegistryFeatureError, type RootClient } from './registry.ts'
import { decodeRevert, revertOf } from './revert.ts'

/** A call that changes the registry, ready for `writeContract` or a batch. */
export type RegistryCall = Required<ContractFunctionParameters> & { value?: bigint }

/** What a refusal means, for calls that can only be refused as a grant is. */
const decodeGrant = (error: unknown) => decodeRevert(error, coreAbi, grantMeanings)

/**
 * Sends a call to the registry. A wallet is asked only when the call would succeed.
 *
 * @param decode - For calls that can be refused in more ways than a grant.
 */
export async function writeRegistry(
  client: RootClient,
  call: RegistryCall,
  decode: (error: unknown) => SessionKeyError | undefined = decodeGrant,
): Promise<Hash> {
  const request = { ...call, account: client.account, chain: client.chain }
  try {
    // A local account estimates gas in `writeContract` itself, which finds a revert as well.
    if (client.account.type === 'json-rpc') await simulateContract(client, request)
    return await writeContract(client, request)
  } catch (cause) {
    const { address: contractAddress, functionName: feature } = call
    // A contract without a function refuses it without a word.
    if (revertOf(cause)?.raw === '0x' && !isCommon(feature))
      throw new RegistryFeatureError({ cause, contractAddress, feature })
    throw decode(cause) ?? cause
  }
}
