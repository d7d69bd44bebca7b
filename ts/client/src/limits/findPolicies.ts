import { type Address, decodeEventLog, encodeEventTopics } from 'viem'
import { policyAnnouncedAbi } from '../internal/abi.ts'
import {
  type BlockRange,
  type FoundLog,
  findLogs,
  type LogRequest,
  type LogSource,
  rangesOf,
  type Update,
} from '../internal/logs.ts'
import { isLive, type ReadClient } from '../internal/registry.ts'
import { type Permission, permissionName } from '../permissions.ts'
import { findAuthorizer } from './authorizer.ts'
import { type Policy, policy } from './policy.ts'
import { termsOf } from './struct.ts'

/** So many hashes a search names; beyond that it takes all. */
const namedHashes = 100

/**
 * What is known of the policies that were granted. Those that the grant itself announced are found in its block. What is announced
 * by the authorizer may have been so at any time, also before: that is searched only for what is not known by then, and in all blocks.
 *
 * @returns By their hashes. Each was hashed here, so that whoever answers can make none up.
 */
export async function findPolicies(
  client: ReadClient,
  parameters: BlockRange & {
    contractAddress: Address
    /** Known already. */
    policies?: readonly Policy[] | undefined
    signal?: AbortSignal | undefined
    source: LogSource
    updates: readonly Update[]
  },
): Promise<Map<Permission, Policy>> {
  const { contractAddress, fromBlock, policies = [], signal, source, toBlock, updates } = parameters
  const known = new Map(policies.map((one) => [one.hash, one]))
  const isUnknown = (hash: Permission) => !known.has(hash) && !permissionName(hash)
  const grants = updates.filter(({ args }) => args.expiry > 0n)
  const search = async (address: Address, range: BlockRange, topics: LogRequest['topics']) => {
    const request = { ...range, address, signal, topics }
    for (const found of (await findLogs(source, client, request)).flatMap(announced))
      known.set(found.hash, found)
  }
  const [event] = encodeEventTopics({ abi: policyAnnouncedAbi, eventName: 'PolicyAnnounced' })

  // The live registries announce nothing.
  if (!isLive(contractAddress)) {
    const blocks = grants.filter(({ args }) => args.permissions.some(isUnknown))
    const numbers = blocks.map(({ blockNumber }) => blockNumber).sort((a, b) => Number(a - b))
    for (const range of rangesOf(numbers)) await search(contractAddress, range, [event])
  }
  const unknown = [...new Set(grants.flatMap(({ args }) => args.permissions).filter(isUnknown))]
  const authorizer = findAuthorizer(client.chain)
  const topics = unknown.length > namedHashes ? [event] : [event, unknown]
  if (authorizer && unknown.length > 0) await search(authorizer, { fromBlock, toBlock }, topics)
  return known
}

/** What was announced, if that can be read. */
function announced({ data, topics }: FoundLog): [] | [Policy] {
  try {
    const { args } = decodeEventLog({ abi: policyAnnouncedAbi, data, eventName: 'PolicyAnnounced', topics })
    const { operation, ...terms } = termsOf(args.policy)
    return [policy({ ...terms, permission: operation })]
  } catch {
    return []
  }
}
