import { type Arrangement, orders } from '../state/arrange.ts'

const statuses: Record<Arrangement['status'], string> = {
  all: 'All',
  holding: 'That hold something',
  active: 'Active',
  expiring: 'That end soon',
  expired: 'Expired',
  revoked: 'Revoked',
}

/** Asks which sessions to show, and in which order. */
export function ArrangementField({
  onChange,
  value,
}: {
  onChange: (value: Arrangement) => void
  value: Arrangement
}) {
  return (
    <search className="arrangement">
      <label>
        Find{' '}
        <input
          type="search"
          placeholder="name or address"
          value={value.text}
          onChange={({ target }) => onChange({ ...value, text: target.value })}
        />
      </label>
      <label>
        Show{' '}
        <select
          value={value.status}
          onChange={({ target }) => onChange({ ...value, status: target.value as Arrangement['status'] })}
        >
          {Object.entries(statuses).map(([status, title]) => (
            <option key={status} value={status}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <label>
        Order{' '}
        <select
          value={value.order}
          onChange={({ target }) => onChange({ ...value, order: target.value as Arrangement['order'] })}
        >
          {Object.entries(orders).map(([order, title]) => (
            <option key={order} value={order}>
              {title}
            </option>
          ))}
        </select>
      </label>
    </search>
  )
}
