import { useEffect, useState } from 'react'

/** Copies a text, and says so. */
export function Copy({ text, what }: { text: string; what: string }) {
  const [outcome, setOutcome] = useState<'Copied' | 'Not copied'>()
  useEffect(() => {
    if (!outcome) return
    const timer = setTimeout(() => setOutcome(undefined), 2000)
    return () => clearTimeout(timer)
  }, [outcome])
  return (
    <>
      <button
        type="button"
        className="quiet copy"
        aria-label={`Copy ${what}`}
        onClick={() =>
          navigator.clipboard.writeText(text).then(
            () => setOutcome('Copied'),
            () => setOutcome('Not copied'),
          )
        }
      >
        Copy
      </button>
      <span className="copied" aria-live="polite">
        {outcome}
      </span>
    </>
  )
}
