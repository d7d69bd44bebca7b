import type { Expirations, Permission } from '../permissions.ts'
import { entriesOf } from './cache.ts'
import type { Clock } from './clock.ts'

/** `setTimeout` takes no more milliseconds than this. */
const longestTimeout = 2 ** 31 - 1

/** Tells which permissions ended, when they end. */
export type ExpiryTimer = {
  /** Looks now, and comes back when the next one ends. */
  start: () => void
  stop: () => void
}

/**
 * A timer that goes by the chain's clock.
 *
 * @param onExpired - Called with the permissions that ended since it last looked.
 */
export function createExpiryTimer(
  expirations: Expirations,
  clock: Clock,
  onExpired: (permissions: Permission[]) => void,
): ExpiryTimer {
  /** Permissions whose end was told. */
  const ended = new Set<Permission>()
  let timer: ReturnType<typeof setTimeout> | undefined

  function start() {
    clearTimeout(timer)
    const now = clock.now()
    const over: Permission[] = []
    let wait = longestTimeout
    for (const [permission, expiry] of entriesOf(expirations))
      if (now <= expiry) {
        ended.delete(permission)
        wait = Math.min(wait, clock.until(expiry + 1n))
      } else if (expiry > 0n && !ended.has(permission)) {
        ended.add(permission)
        over.push(permission)
      }
    timer = setTimeout(start, wait)
    if (over.length > 0) onExpired(over)
  }

  return { start, stop: () => clearTimeout(timer) }
}
