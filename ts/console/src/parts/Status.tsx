import type { SessionStatus } from 'foc-session-keys'

const shown: Record<SessionStatus, { shape: string; word: string }> = {
  active: { shape: '●', word: 'Active' },
  expired: { shape: '○', word: 'Expired' },
  expiring: { shape: '◐', word: 'Ends soon' },
  revoked: { shape: '×', word: 'Revoked' },
}

/** How a session is, in a word, a shape and a colour. */
export function Status({ status }: { status: SessionStatus }) {
  const { shape, word } = shown[status]
  return (
    <span className={`status ${status}`}>
      <span aria-hidden="true">{shape}</span> {word}
    </span>
  )
}
