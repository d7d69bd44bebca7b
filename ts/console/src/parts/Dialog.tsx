import { type ReactNode, useEffect, useId, useRef } from 'react'

/** A window of the page over the rest, which is out of reach meanwhile. */
export function Dialog({
  children,
  onClose,
  title,
}: {
  children: ReactNode
  /** Asked to close, by key or button: it closes when it is no longer rendered. */
  onClose: () => void
  title: string
}) {
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  useEffect(() => {
    const element = dialog.current
    const before = document.activeElement
    element?.showModal()
    return () => {
      element?.close()
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])
  return (
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onKeyDown={(event) => {
        // Some browsers close at the second Escape without asking.
        if (event.key !== 'Escape') return
        event.preventDefault()
        onClose()
      }}
    >
      <header>
        <h2 id={titleId}>{title}</h2>
        <button type="button" className="quiet" onClick={onClose}>
          Close
        </button>
      </header>
      {children}
    </dialog>
  )
}
