import type { Permission, Policy } from 'foc-session-keys'

const known = new Map<Permission, Policy>()

/**
 * Policies, each as the one object that it was the first time: what is read again and says the same is then the same for TanStack Query,
 * and nothing is drawn or watched anew for it.
 */
export function samePolicies(policies: readonly Policy[]): Policy[] {
  // Forgetting one costs a rendering.
  if (known.size > 1000) known.clear()
  return policies.map((policy) => {
    const same = known.get(policy.hash) ?? policy
    known.set(policy.hash, same)
    return same
  })
}
