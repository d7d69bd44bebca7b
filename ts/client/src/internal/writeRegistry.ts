import {
  type AccessList,
  type Account,
  type Address,
  assertCurrentChain,
  type ContractFunctionParameters,
  type Hash,
  type Hex,
  type WriteContractParameters,
} from 'viem'
import { parseAccount } from 'viem/accounts'
import { getChainId, getCode, simulateContract, writeContract } from 'viem/actions'
import { SessionKeyError } from '../sessionKeyError.ts'
import { coreAbi } from './abi.ts'
import { grantMeanings } from './grantMeanings.ts'
import {
  accountOf,
  isCommon,
  type ReadClient,
  RegistryFeatureError,
  type RootClient,
  withoutAccount,
} from './registry.ts'
import { decodeRevert, revertOf } from './revert.ts'

/** A call that changes the registry, ready for `writeContract` or a batch. */
export type RegistryCall = Required<ContractFunctionParameters> & { value?: bigint }

/** How to send a transaction: viem's own, for a write. */
export type WriteParameters = {
  accessList?: AccessList | undefined
  /** Who sends. Default: the client's account. */
  account?: Account | Address | undefined
  /** Appended to the call. */
  dataSuffix?: Hex | undefined
  gas?: bigint | undefined
  /** In attoFIL per unit of gas. */
  gasPrice?: bigint | undefined
  /** In attoFIL per unit of gas. */
  maxFeePerGas?: bigint | undefined
  /** In attoFIL per unit of gas. */
  maxPriorityFeePerGas?: bigint | undefined
  nonce?: number | undefined
}

/** Thrown when there is no contract where the registry is said to be: whatever is sent there would be paid, and do nothing. */
export class RegistryNotFoundError extends SessionKeyError {
  declare readonly chainId: number
  declare readonly contractAddress: Address

  constructor(values: { chainId: number; contractAddress: Address }) {
    super(
      'RegistryNotFoundError',
      `There is no contract at ${values.contractAddress} on chain ${values.chainId}.`,
      'Pass the `contractAddress` of a registry.',
      values,
    )
  }
}

/** What a refusal means. */
export type Decode = (error: unknown) => SessionKeyError | undefined

/** For calls that can only be refused as a grant is. */
export const decodeGrant: Decode = (error) => decodeRevert(error, coreAbi, grantMeanings)

/**
 * Sends a call to the registry. A wallet is asked only when the call would succeed.
 *
 * @param decode - For calls that can be refused in more ways than a grant.
 */
export async function writeRegistry(
  client: RootClient,
  call: RegistryCall,
  parameters: WriteParameters,
  decode = decodeGrant,
): Promise<Hash> {
  const account = parseAccount(parameters.account ?? accountOf(client))
  await checkDeployed(client, call.address)
  try {
    // A local account estimates gas in `writeContract` itself, which finds a revert as well, unless it is told how much to take.
    if (account.type === 'json-rpc' || parameters.gas !== undefined)
      await simulateContract(client, { ...call, account })
    // What is not viem's own, viem leaves out. One kind of fees excludes the other, which it checks.
    const request = { ...parameters, ...call, account, chain: client.chain }
    return await writeContract(client, request as WriteContractParameters)
  } catch (cause) {
    const { address: contractAddress, functionName: feature } = call
    // A contract without a function refuses it without a word.
    if (revertOf(cause)?.raw === '0x' && !isCommon(feature))
      throw new RegistryFeatureError({ cause, contractAddress, feature })
    throw decode(cause) ?? cause
  }
}

/** Throws when there is no contract at an address; not when the node, or the wallet in front of it, does not tell. */
export async function checkDeployed(client: ReadClient, contractAddress: Address): Promise<void> {
  const code = await getCode(withoutAccount(client), { address: contractAddress }).catch(() => 'unknown')
  if (code) return
  // A wallet that stands on another chain.
  assertCurrentChain({ chain: client.chain, currentChainId: await getChainId(client) })
  throw new RegistryNotFoundError({ chainId: client.chain.id, contractAddress })
}
