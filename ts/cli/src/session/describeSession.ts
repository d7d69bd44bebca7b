import type { Permission, Session } from 'foc-session-keys'
import type { Json } from '../output/envelope.ts'
import type { Output } from '../output/output.ts'
import { type Grant, grantLines, grantsData, isDestructive, nameOf } from './grants.ts'

/** A session ends soon when it ends within so many seconds. */
const soon = 1800n

/** A session as a search found it, for programs. */
export const sessionData = (session: Session, now: bigint): Json => ({
  grants: grantsData(grantsOf(session, now)),
  lastChange: {
    blockNumber: `${session.lastChange.blockNumber}`,
    transactionHash: session.lastChange.transactionHash,
  },
  name: session.name,
  root: session.root,
  sessionKeyAddress: session.sessionKeyAddress,
  status: session.status,
})

/** The same for people: one line, and one for each permission that was ever granted. */
export function sessionLines(
  session: Session,
  { now, style, who }: { now: bigint; style: Output['style']; who: string },
): string[] {
  const { name, status } = session
  const grants = grantsOf(session, now)
  const paint = { active: style.good, expired: style.bad, expiring: style.warn, revoked: style.bad }[status]
  return [
    `${who}  ${paint(status)}${name ? `  ${name}` : ''}`,
    ...grantLines(grants, [], now, style),
    ...grants
      .filter(({ expiry }) => expiry === 0n)
      .map(({ scope }) => `  ${style.bad('✗')} ${scope.padEnd(22)} taken back`),
  ]
}

function grantsOf({ expirations }: Session, now: bigint): Grant[] {
  return Object.entries(expirations).map(([key, expiry]) => {
    const permission = key as Permission
    return {
      expiry,
      isDestructive: isDestructive(permission),
      permission,
      scope: nameOf(permission),
      status: expiry === 0n ? 'none' : now > expiry ? 'expired' : expiry - now < soon ? 'expiring' : 'active',
    }
  })
}
