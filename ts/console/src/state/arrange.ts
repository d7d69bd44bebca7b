import type { Session, SessionStatus } from 'foc-session-keys'

export const orders = {
  changed: 'Last changed first',
  ends: 'Ends first',
  name: 'By name',
} as const

export type Arrangement = {
  order: keyof typeof orders
  status: 'all' | 'holding' | SessionStatus
  /** Part of a name or of an address. */
  text: string
}

/** When the last of what a session holds ends; what holds nothing comes last. */
function endOf({ expirations, permissions }: Session): number {
  return permissions.length === 0
    ? Number.POSITIVE_INFINITY
    : Math.max(...permissions.map((permission) => Number(expirations[permission])))
}

const compare: Record<Arrangement['order'], (a: Session, b: Session) => number> = {
  changed: (a, b) => Number(b.lastChange.blockNumber - a.lastChange.blockNumber),
  ends: (a, b) => (endOf(a) === endOf(b) ? 0 : endOf(a) - endOf(b)),
  name: (a, b) => a.name.localeCompare(b.name),
}

/** The sessions that are asked for, in the order that is asked for. */
export function arrange(sessions: readonly Session[], { order, status, text }: Arrangement): Session[] {
  const part = text.trim().toLowerCase()
  return sessions
    .filter(
      (session) =>
        (status === 'all' ||
          session.status === status ||
          (status === 'holding' && session.permissions.length > 0)) &&
        (session.name.toLowerCase().includes(part) || session.sessionKeyAddress.toLowerCase().includes(part)),
    )
    .sort(compare[order])
}
