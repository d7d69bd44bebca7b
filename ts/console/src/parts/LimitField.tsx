import { Permission } from 'foc-session-keys'
import { useId } from 'react'
import { networkNames, takesLimits } from '../networks.ts'
import { useRoot } from '../state/root.tsx'
import { type Limits, meaningOf, problemOf, units } from '../words/limits.ts'
import { AddressField, addressIn } from './AddressField.tsx'

/** Asks how much a key may do of what was chosen, and where. */
export function LimitField({
  chosen,
  onChange,
  value,
}: {
  chosen: readonly Permission[]
  onChange: (value: Limits) => void
  value: Limits
}) {
  const id = useId()
  const { network } = useRoot()
  if (!takesLimits(network))
    return (
      <p className="notice">
        Limits cannot be set on {networkNames[network]}: the storage service there does not take them yet.
        What bounds a key there is a short time, and what you allowed the storage service in Filecoin Pay.
      </p>
    )
  const { isOpen, provider, unit } = value
  const problem = problemOf(value, chosen, addressIn)
  const set = (changes: Partial<Limits>) => onChange({ ...value, ...changes })
  const adds = chosen.includes(Permission.AddPieces)
  const creates = chosen.includes(Permission.CreateDataSet)
  const text = (name: 'amount' | 'dataSet' | 'dataSets') => ({
    autoComplete: 'off',
    inputMode: 'numeric' as const,
    maxLength: 19,
    onChange: ({ target }: { target: { value: string } }) => set({ [name]: target.value }),
    type: 'text',
    value: value[name],
  })
  return (
    <fieldset className="limits" aria-describedby={`${id}means`}>
      <legend>How much</legend>
      {(adds || creates) && (
        <>
          <label>
            <input type="radio" name={id} checked={!isOpen} onChange={() => set({ isOpen: false })} /> Up to a
            limit
          </label>
          <label>
            <input type="radio" name={id} checked={isOpen} onChange={() => set({ isOpen: true })} /> No limit
          </label>
        </>
      )}
      {adds && !isOpen && (
        <p className="amount">
          <label>
            Data, at most <input {...text('amount')} />
          </label>{' '}
          <select
            aria-label="Unit"
            value={unit}
            onChange={({ target }) => set({ unit: target.value as Limits['unit'] })}
          >
            {Object.keys(units).map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </p>
      )}
      {creates && !isOpen && (
        <p className="amount">
          <label>
            New data sets, at most <input {...text('dataSets')} />
          </label>
        </p>
      )}
      <p className="amount">
        <label>
          Only on data set number{' '}
          <input {...text('dataSet')} placeholder="any" aria-label="Only on data set number, empty for any" />
        </label>
      </p>
      <AddressField
        label="Only with one storage provider (empty for any)"
        onChange={(next) => set({ provider: next })}
        value={provider}
      />
      <p id={`${id}means`} className={problem || isOpen ? 'hint problem' : 'hint'} aria-live="polite">
        {problem ?? (adds || creates ? meaningOf(value) : '')}
      </p>
    </fieldset>
  )
}
