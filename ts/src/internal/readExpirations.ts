import { type ContractFunctionParameters, parseAbi } from 'viem'
import { getBlock, multicall } from 'viem/actions'
import { authorizationExpiry } from '../actions/authorizationExpiry.ts'
import type { Expirations, Permission } from '../permissions.ts'
import { type ReadClient, withoutAccount } from './registry.ts'
import { checkPermissions } from './validate.ts'

const timeCall = {
  abi: parseAbi(['function getCurrentBlockTimestamp() view returns (uint256)']),
  functionName: 'getCurrentBlockTimestamp',
}

/**
 * Reads expirations together with the chain's time: in one request where the chain has Multicall3, in two elsewhere.
 * Uses only what the registries that are live on Filecoin have, too.
 */
export async function readExpirations(
  client: ReadClient,
  parameters: Omit<authorizationExpiry.Parameters, 'permission'> & { permissions: readonly Permission[] },
): Promise<{ expirations: Expirations; timestamp: bigint }> {
  const permissions = checkPermissions(parameters.permissions)
  const calls: ContractFunctionParameters[] = permissions.map((permission) =>
    authorizationExpiry.call(client, { ...parameters, permission }),
  )
  const reader = withoutAccount(client)
  const read = (contracts: ContractFunctionParameters[], deployless: boolean) =>
    multicall(reader, { allowFailure: false, batchSize: 0, contracts, deployless }) as Promise<bigint[]>

  const multicall3 = client.chain.contracts?.multicall3
  const [timestamp, ...expiries] = multicall3
    ? await read([{ ...timeCall, address: multicall3.address }, ...calls], false)
    : await Promise.all([getBlock(reader), read(calls, true)]).then(([block, values]) => [
        block.timestamp,
        ...values,
      ])

  return {
    expirations: Object.fromEntries(permissions.map((permission, i) => [permission, expiries[i] ?? 0n])),
    timestamp: timestamp as bigint,
  }
}
