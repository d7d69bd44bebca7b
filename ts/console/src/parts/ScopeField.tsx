import { DefaultFwssPermissions, type Permission } from 'foc-session-keys'
import { useId } from 'react'
import { isDestructive, meaningOf, titleOf } from '../words/scopes.ts'

/** Asks what a key may do. What destroys something stands apart. */
export function ScopeField({
  offered = DefaultFwssPermissions,
  onChange,
  value,
}: {
  /** What can be chosen; the rest is locked. */
  offered?: readonly Permission[]
  onChange: (value: readonly Permission[]) => void
  value: readonly Permission[]
}) {
  const id = useId()
  const box = (permission: Permission) => {
    const isOffered = offered.includes(permission)
    return (
      <li key={permission}>
        <label>
          <input
            type="checkbox"
            checked={value.includes(permission)}
            disabled={!isOffered}
            aria-describedby={`${id}${permission}`}
            onChange={({ target }) =>
              onChange(target.checked ? [...value, permission] : value.filter((one) => one !== permission))
            }
          />{' '}
          {titleOf(permission)}
        </label>
        <p id={`${id}${permission}`} className="hint">
          {isOffered ? meaningOf(permission) : 'Not asked for, so it cannot be granted here.'}
        </p>
      </li>
    )
  }
  return (
    <>
      <fieldset className="choices">
        <legend>What it may do</legend>
        <ul>{DefaultFwssPermissions.filter((one) => !isDestructive(one)).map(box)}</ul>
      </fieldset>
      <fieldset className="choices destructive">
        <legend>Destructive: only if you mean it</legend>
        <ul>{DefaultFwssPermissions.filter(isDestructive).map(box)}</ul>
      </fieldset>
    </>
  )
}
