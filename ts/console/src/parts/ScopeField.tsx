import {
  DefaultFwssPermissions,
  isDestructive,
  operationOf,
  type Permission,
  type PermissionOrPolicy,
} from 'foc-session-keys'
import { useId } from 'react'
import { meaningOf, titleOf } from '../words/scopes.ts'

/** Asks what a key may do. What destroys something stands apart. */
export function ScopeField<permission extends PermissionOrPolicy = Permission>({
  offered,
  onChange,
  value,
}: {
  /** What can be chosen, as a whole or with limits; the rest is locked. */
  offered: readonly permission[]
  onChange: (value: readonly permission[]) => void
  value: readonly permission[]
}) {
  const id = useId()
  const box = (permission: permission) => (
    <li key={`${permission}`}>
      <label>
        <input
          type="checkbox"
          checked={value.some((one) => `${one}` === `${permission}`)}
          aria-describedby={`${id}${permission}`}
          onChange={({ target }) =>
            onChange(
              target.checked ? [...value, permission] : value.filter((one) => `${one}` !== `${permission}`),
            )
          }
        />{' '}
        {titleOf(permission)}
      </label>
      <p id={`${id}${permission}`} className="hint">
        {meaningOf(permission)}
      </p>
    </li>
  )
  const locked = (permission: Permission) => (
    <li key={permission}>
      <label>
        <input type="checkbox" checked={false} disabled aria-describedby={`${id}${permission}`} readOnly />{' '}
        {titleOf(permission)}
      </label>
      <p id={`${id}${permission}`} className="hint">
        Not asked for, so it cannot be granted here.
      </p>
    </li>
  )
  const boxes = (operation: Permission) => {
    const found = offered.filter((one) => operationOf(one) === operation)
    return found.length > 0 ? found.map(box) : locked(operation)
  }
  return (
    <>
      <fieldset className="choices">
        <legend>What it may do</legend>
        <ul>{DefaultFwssPermissions.filter((one) => !isDestructive(one)).map(boxes)}</ul>
      </fieldset>
      <fieldset className="choices destructive">
        <legend>Destructive: only if you mean it</legend>
        <ul>{DefaultFwssPermissions.filter(isDestructive).map(boxes)}</ul>
      </fieldset>
    </>
  )
}
