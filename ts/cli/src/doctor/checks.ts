import type { Check } from './check.ts'
import { approval } from './checks/approval.ts'
import { clock } from './checks/clock.ts'
import { events } from './checks/events.ts'
import { funds } from './checks/funds.ts'
import { grants } from './checks/grants.ts'
import { limits } from './checks/limits.ts'
import { network } from './checks/network.ts'
import { nodeVersion } from './checks/nodeVersion.ts'
import { providers } from './checks/providers.ts'
import { registry } from './checks/registry.ts'
import { sessionKey } from './checks/sessionKey.ts'

/** Everything that is looked at, each after what it needs. */
export const checks: readonly Check[] = [
  nodeVersion,
  network,
  clock,
  registry,
  limits,
  events,
  sessionKey,
  grants,
  funds,
  approval,
  providers,
]
