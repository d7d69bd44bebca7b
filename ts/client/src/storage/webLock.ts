import type { SessionStorage } from './sessionStorage.ts'

/**
 * The lock of a storage that all tabs of an origin share. The browser frees it with its tab. Where there is none, as on plain
 * HTTP, the storage goes without.
 */
export function webLock(place: string): Pick<SessionStorage, 'lock'> {
  const { locks } = globalThis.navigator ?? {}
  if (!locks) return {}
  return { lock: async (key, action) => await locks.request(`${place} ${key}`, action) }
}
