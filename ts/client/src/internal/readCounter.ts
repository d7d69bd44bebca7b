import { type Address, BaseError, ContractFunctionZeroDataError } from 'viem'
import { readContract } from 'viem/actions'
import { counterAbi } from './abi.ts'
import type { Block } from './readSessions.ts'
import { type ReadClient, RegistryFeatureError, withoutAccount } from './registry.ts'
import { revertOf } from './revert.ts'
import { checkDeployed } from './writeRegistry.ts'

/**
 * The nonce or the generation of a session; as of a block, if one is given.
 *
 * @throws `RegistryFeatureError` when the registry does not count. `RegistryNotFoundError` when there is none.
 */
export async function readCounter(
  client: ReadClient,
  { block, contractAddress, root }: { block?: Block; contractAddress: Address; root: Address },
  functionName: 'generationOf' | 'nonceOf',
  signer: Address,
): Promise<bigint> {
  try {
    return await readContract(withoutAccount(client), {
      abi: counterAbi,
      address: contractAddress,
      args: [root, signer],
      ...(block && { blockHash: block.hash }),
      functionName,
    })
  } catch (cause) {
    // Whoever counts never refuses, nor answers nothing.
    const nothing =
      cause instanceof BaseError && cause.walk((inner) => inner instanceof ContractFunctionZeroDataError)
    if (!nothing && !revertOf(cause)) throw cause
    await checkDeployed(client, contractAddress)
    throw new RegistryFeatureError({ cause, contractAddress, feature: functionName })
  }
}
