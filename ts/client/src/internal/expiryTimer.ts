import type { Expirations, Permission } from '../permissions.ts'
import { entriesOf } from './cache.ts'
import type { Clock } from './clock.ts'

/** `setTimeout` takes no more milliseconds than this. */
const longestTimeout = 2 ** 31 - 1

/** Tells which permissions ended, or are about to, when they do. */
export type ExpiryTimer = {
  /** Looks now, and comes back when the next one ends. */
  start: () => void
  stop: () => void
}

/**
 * A timer that goes by the chain's clock.
 *
 * @param ahead - How long before the end that is, in seconds.
 * @param onOver - Called with the permissions for which that time came since it last looked.
 */
export function createExpiryTimer(
  expirations: Expirations,
  clock: Clock,
  ahead: bigint,
  onOver: (permissions: Permission[]) => void,
): ExpiryTimer {
  /** Permissions of which that was told. */
  const told = new Set<Permission>()
  let timer: ReturnType<typeof setTimeout> | undefined

  function start() {
    clearTimeout(timer)
    const now = clock.now()
    const over: Permission[] = []
    let wait = longestTimeout
    for (const [permission, expiry] of entriesOf(expirations))
      if (now + ahead <= expiry) {
        told.delete(permission)
        wait = Math.min(wait, clock.until(expiry - ahead + 1n))
      } else if (expiry > 0n && !told.has(permission)) {
        told.add(permission)
        over.push(permission)
      }
    timer = setTimeout(start, wait)
    if (over.length > 0) onOver(over)
  }

  return { start, stop: () => clearTimeout(timer) }
}
