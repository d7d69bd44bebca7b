import type { SynapseChain } from 'foc-session-keys/chains'
import { type Client, multicall3Abi, type Transport } from 'viem'
import { readContract } from 'viem/actions'

/** Now by the chain's clock, in Unix seconds, as contracts see it. */
export const chainTime = (client: Client<Transport, SynapseChain>): Promise<bigint> =>
  readContract(client, {
    abi: multicall3Abi,
    address: client.chain.contracts.multicall3.address,
    functionName: 'getCurrentBlockTimestamp',
  })
