import type { Permission, Session } from 'foc-session-keys'
import { inWords } from '../limits/words.ts'
import type { Json } from '../output/envelope.ts'
import type { Output } from '../output/output.ts'
import { type Grant, grantLines, grantOf, grantsData } from './grants.ts'

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
  unknown: session.unknown,
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
      .map(({ permission }) => `  ${style.bad('✗')} ${inWords(permission).padEnd(22)} taken back`),
  ]
}

function grantsOf({ expirations, policies }: Session, now: bigint): Grant[] {
  return Object.entries(expirations).map(([hash, expiry]) => {
    const permission = policies.find((policy) => policy.hash === hash) ?? (hash as Permission)
    return grantOf(permission, expiry, now, soon)
  })
}
