import type { SessionStatus } from 'foc-session-keys'

const words: Record<SessionStatus, string> = {
  active: 'Active',
  expired: 'Expired',
  expiring: 'Ends soon',
  revoked: 'Revoked',
}

/** How a session is, in a word, a shape and a colour. */
export function Status({ status }: { status: SessionStatus }) {
  return (
    <span className={`status ${status}`}>
      <span aria-hidden="true" className="shape" />
      {words[status]}
    </span>
  )
}
