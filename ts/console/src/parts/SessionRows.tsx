import { useWindowVirtualizer } from '@tanstack/react-virtual'
import type { Session } from 'foc-session-keys'
import { useCallback, useLayoutEffect, useRef, useState } from 'react'
import type { Address } from 'viem'
import { useRoot } from '../state/root.tsx'
import { useChainTime } from '../state/useChainTime.ts'
import { SessionRow } from './SessionRow.tsx'

/** Sessions one below the other; of many, those that are in sight are in the page. */
export function SessionRows({
  isBusy,
  onRenew,
  onRevoke,
  onSelect,
  selected,
  sessions,
}: {
  isBusy: boolean
  onRenew: (session: Session) => void
  onRevoke: (session: Session) => void
  onSelect: (selected: ReadonlySet<Address>) => void
  selected: ReadonlySet<Address>
  sessions: readonly Session[]
}) {
  const list = useRef<HTMLUListElement>(null)
  const now = useChainTime(useRoot().chainId)
  const [scrollMargin, setScrollMargin] = useState(0)
  useLayoutEffect(() => {
    setScrollMargin(list.current?.offsetTop ?? 0)
  })
  const rows = useWindowVirtualizer({
    count: sessions.length,
    estimateSize: () => 150,
    getItemKey: (index) => sessions[index]?.sessionKeyAddress ?? index,
    overscan: 6,
    scrollMargin,
  })
  const select = useCallback(
    (address: Address, isSelected: boolean) => {
      const next = new Set(selected)
      if (isSelected) next.add(address)
      else next.delete(address)
      onSelect(next)
    },
    [onSelect, selected],
  )
  if (sessions.length === 0) return null

  return (
    // biome-ignore lint/a11y/noRedundantRoles: without bullets, some screen readers take it for no list
    <ul ref={list} role="list" className="rows" style={{ height: rows.getTotalSize() }}>
      {rows.getVirtualItems().map(({ index, key, start }) => {
        const session = sessions[index] as Session
        return (
          <li
            key={key}
            ref={rows.measureElement}
            aria-posinset={index + 1}
            aria-setsize={sessions.length}
            data-index={index}
            style={{ transform: `translateY(${start - scrollMargin}px)` }}
          >
            <SessionRow
              isBusy={isBusy}
              isSelected={selected.has(session.sessionKeyAddress)}
              now={now}
              onRenew={onRenew}
              onRevoke={onRevoke}
              onSelect={select}
              session={session}
            />
          </li>
        )
      })}
    </ul>
  )
}
