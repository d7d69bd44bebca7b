import type { InvalidLinkError } from 'foc-session-keys'
import { Heading } from '../parts/Heading.tsx'

/** A link that cannot be taken. */
export function BrokenLink({ error, onLeave }: { error: InvalidLinkError; onLeave: () => void }) {
  return (
    <section>
      <Heading>This link cannot be used</Heading>
      <p className="notice danger">
        {error.shortMessage} {error.metaMessages}
      </p>
      <p>Nothing was granted or taken back.</p>
      <button type="button" onClick={onLeave}>
        Show my session keys
      </button>
    </section>
  )
}
