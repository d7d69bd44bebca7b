import type { BaseError, ContractFunctionParameters, Hash } from 'viem'
import { simulateContract, writeContract } from 'viem/actions'
import { coreAbi } from './abi.ts'
import { grantError } from './grantError.ts'
import { RegistryFeatureError, type RootClient } from './registry.ts'
import { revertOf } from './revert.ts'

/** A call that changes the registry, ready for `writeContract` or a batch. */
export type RegistryCall = Required<ContractFunctionParameters> & { value?: bigint }

/**
 * Sends a call to the registry. A wallet is asked only when the call would succeed.
 *
 * @param decode - For errors that not every call can end with.
 */
export async function writeRegistry(
  client: RootClient,
  call: RegistryCall,
  decode?: (error: unknown) => BaseError | undefined,
): Promise<Hash> {
  const request = { ...call, account: client.account, chain: client.chain }
  try {
    // A local account estimates gas in `writeContract` itself, which finds a revert as well.
    if (client.account.type === 'json-rpc') await simulateContract(client, request)
    return await writeContract(client, request)
  } catch (error) {
    throw decode?.(error) ?? meaning(error, call) ?? error
  }
}

/** What a revert means. Without data, it is what a contract answers to a function that it does not have. */
function meaning(error: unknown, { abi, address, functionName }: RegistryCall): BaseError | undefined {
  const { data, raw } = revertOf(error) ?? {}
  const typed =
    raw === '0x' && abi !== coreAbi
      ? new RegistryFeatureError({ address, feature: functionName })
      : data && grantError(data.errorName, data.args ?? [])
  if (typed) typed.cause = error
  return typed
}
