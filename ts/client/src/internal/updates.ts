import { type Log, parseEventLogs } from 'viem'
import type { sessionKeyRegistryAbi } from '../abi.ts'
import { coreAbi } from './abi.ts'

/** What the registry says when a session changed. */
export type AuthorizationsUpdated = Log<
  bigint,
  number,
  false,
  undefined,
  true,
  typeof sessionKeyRegistryAbi,
  'AuthorizationsUpdated'
>

/** The `AuthorizationsUpdated` events among logs, in their order. */
export function extractUpdates(logs: readonly Log[]): AuthorizationsUpdated[] {
  return parseEventLogs({
    abi: coreAbi,
    eventName: 'AuthorizationsUpdated',
    logs: logs as Log[],
    strict: true,
  })
}
