import type { Address } from 'viem'
import { readContract } from 'viem/actions'
import { counterAbi } from './abi.ts'
import type { Block } from './readSessions.ts'
import { type ReadClient, withoutAccount } from './registry.ts'

/** The nonce or the generation of a session; as of a block, if one is given. */
export function readCounter(
  client: ReadClient,
  { block, contractAddress, root }: { block?: Block; contractAddress: Address; root: Address },
  functionName: 'generationOf' | 'nonceOf',
  signer: Address,
): Promise<bigint> {
  return readContract(withoutAccount(client), {
    abi: counterAbi,
    address: contractAddress,
    args: [root, signer],
    ...(block && { blockHash: block.hash }),
    functionName,
  })
}
