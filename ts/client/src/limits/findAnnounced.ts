import { decodeEventLog, encodeEventTopics } from 'viem'
import { policyAnnouncedAbi } from '../internal/abi.ts'
import { findLogs, type LogRequest, type LogSource } from '../internal/logs.ts'
import type { ReadClient } from '../internal/registry.ts'
import { type Policy, policy } from './policy.ts'
import { termsOf } from './struct.ts'

/** The policies that a contract announced. Each is hashed here, so that whoever answers can make none up that was granted. */
export async function findAnnounced(
  source: LogSource,
  client: ReadClient,
  request: Omit<LogRequest, 'topics'>,
): Promise<Policy[]> {
  const abi = policyAnnouncedAbi
  const eventName = 'PolicyAnnounced'
  const logs = await findLogs(source, client, { ...request, topics: encodeEventTopics({ abi, eventName }) })
  return logs.map(({ data, topics }) => {
    const { operation, ...terms } = termsOf(decodeEventLog({ abi, data, eventName, topics }).args.policy)
    return policy({ ...terms, permission: operation })
  })
}
