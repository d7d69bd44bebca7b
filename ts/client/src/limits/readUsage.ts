import { type Address, type ContractFunctionParameters, parseAbi } from 'viem'
import { multicall, readContract } from 'viem/actions'
import { authorizerAbi } from '../internal/abi.ts'
import { type ReadClient, withoutAccount } from '../internal/registry.ts'
import type { Permission } from '../permissions.ts'
import { authorizerOf } from './authorizer.ts'
import type { Operation } from './operation.ts'
import type { Policy } from './policy.ts'

/** What every release of the service's views says; of a data set, the words up to its provider. */
const viewsAbi = /*#__PURE__*/ parseAbi([
  'struct Head { uint256 pdpRailId; uint256 cacheMissRailId; uint256 cdnRailId; address payer; address payee; address serviceProvider }',
  'function clientNonces(address payer, uint256 nonce) view returns (uint256 dataSetId)',
  'function getDataSet(uint256 dataSetId) view returns (Head head)',
])

const viewsOf = ({ chain }: ReadClient, service: Address): Address =>
  (chain.contracts?.fwssView as { address: Address } | undefined)?.address ?? service

/**
 * Finds the data set that an operation is about, which most of them name by an id of their root's: one request for each that is not
 * known yet. One that does not exist is `undefined`.
 */
export function dataSetFinder(client: ReadClient, root: Address) {
  const known = new Map<bigint, bigint>()
  /** Who is to be paid for data sets that are about to be created: pieces can be added in the same transaction. */
  const payees = new Map<bigint, Address>()

  async function find(operation: Operation): Promise<bigint | undefined> {
    const { clientDataSetId, dataSetId, payee, service } = operation
    if (dataSetId !== undefined || clientDataSetId === undefined || !service) return dataSetId
    if (payee) {
      payees.set(clientDataSetId, payee)
      return
    }
    const found =
      known.get(clientDataSetId) ??
      (await readContract(withoutAccount(client), {
        abi: viewsAbi,
        address: viewsOf(client, service),
        args: [root, clientDataSetId],
        functionName: 'clientNonces',
      }))
    if (!found) return
    known.set(clientDataSetId, found)
    payees.delete(clientDataSetId)
    return found
  }

  return Object.assign(find, {
    /** The provider of a data set that does not exist yet, if that is known. */
    payeeOf: ({ clientDataSetId, payee }: Operation) => payee ?? payees.get(clientDataSetId ?? 0n),
  })
}

/**
 * How much is used of policies, and who the provider of a data set is, in one request; in none if there is nothing to ask.
 *
 * @param parameters.dataSetId - Of which the provider is wanted.
 * @returns `usages` by the policies' hashes, as of the grants as they are now.
 */
export async function readUsage(
  client: ReadClient,
  parameters: {
    dataSetId?: bigint | undefined
    policies: readonly Policy[]
    root: Address
    service: Address
    sessionKeyAddress: Address
  },
): Promise<{ provider: Address | undefined; usages: Map<Permission, bigint> }> {
  const { dataSetId, policies, root, service, sessionKeyAddress } = parameters
  const calls: ContractFunctionParameters[] = policies.map(({ hash }) => ({
    abi: authorizerAbi,
    address: authorizerOf(client.chain, 'policies'),
    args: [service, root, sessionKeyAddress, hash],
    functionName: 'usageOf',
  }))
  if (dataSetId !== undefined)
    calls.push({
      abi: viewsAbi,
      address: viewsOf(client, service),
      args: [dataSetId],
      functionName: 'getDataSet',
    })
  if (calls.length === 0) return { provider: undefined, usages: new Map() }
  const results = (await multicall(withoutAccount(client), {
    allowFailure: false,
    batchSize: 0,
    contracts: calls,
    deployless: !client.chain.contracts?.multicall3,
  })) as unknown[]
  const provider =
    dataSetId === undefined ? undefined : (results.pop() as { serviceProvider: Address }).serviceProvider
  const usages = (results as (readonly [expiry: bigint, used: bigint])[]).map(
    ([, used], i) => [(policies[i] as Policy).hash, used] as const,
  )
  return { provider, usages: new Map(usages) }
}
