import { useId } from 'react'
import { choosableDays, type Duration, meaningOf, presets, problemOf } from '../words/duration.ts'

/** Asks how long a grant shall last, and says what that means. */
export function DurationField({
  now,
  onChange,
  value,
}: {
  now: bigint
  onChange: (value: Duration) => void
  value: Duration
}) {
  const id = useId()
  const { first, last } = choosableDays(now)
  const isDay = typeof value === 'object'
  const problem = problemOf(value, now)
  return (
    <fieldset className="duration" aria-describedby={`${id}means`}>
      <legend>For how long</legend>
      {presets.map(([name, title]) => (
        <label key={name}>
          <input type="radio" name={id} checked={value === name} onChange={() => onChange(name)} /> {title}
        </label>
      ))}
      <label>
        <input type="radio" name={id} checked={isDay} onChange={() => onChange({ until: '' })} /> Up to a day
      </label>
      {isDay && (
        <label>
          Last day{' '}
          <input
            type="date"
            min={first}
            max={last}
            value={value.until}
            aria-invalid={problem !== undefined}
            onChange={({ target }) => onChange({ until: target.value })}
          />
        </label>
      )}
      <p id={`${id}means`} className="hint" aria-live="polite">
        {problem ?? meaningOf(value, now)}
      </p>
    </fieldset>
  )
}
