import type { Network, Permission } from 'foc-session-keys'
import type { Address } from 'viem'
import { networkNames } from '../networks.ts'
import { type Duration, lasting } from './duration.ts'
import { isDestructive, listed, may } from './scopes.ts'

/** What is about to be granted, in a sentence. */
export function grantSentence(grant: {
  duration: Duration
  network: Network
  permissions: readonly Permission[]
  root: Address
  sessionKey: string
}): string {
  const { duration, network, permissions, root, sessionKey } = grant
  return `${sessionKey} may ${listed(permissions.map(may))} for the wallet ${root} on ${networkNames[network]}, ${lasting(duration)}.`
}

/** What it can cost. */
export function costSentence(permissions: readonly Permission[]): string {
  const cost =
    'The key never holds your money. What it stores is paid from your deposit in Filecoin Pay, up to what you allowed the storage service there; without a limit, that can be all of it.'
  const harm = permissions.filter(isDestructive).map(may)
  return harm.length > 0 ? `${cost} And it can ${listed(harm)}, which cannot be undone.` : cost
}
