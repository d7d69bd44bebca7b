import type { Policy } from 'foc-session-keys'
import { useRemaining } from 'foc-session-keys-react'
import type { Address } from 'viem'
import { config } from './config.ts'

/** How much the session may still add. */
export function Left({
  of,
  root,
  sessionKeyAddress,
}: {
  of: Policy
  root: Address
  sessionKeyAddress: Address
}) {
  const { data: left } = useRemaining({ config, permission: of, root, sessionKeyAddress })
  if (left === undefined || left === null) return null
  const words = `${left.toLocaleString('en')} of ${of.limit?.toLocaleString('en')} bytes`
  return (
    <>
      <dt>May still add</dt>
      <dd>
        {words} <meter aria-label={`May still add ${words}`} max={Number(of.limit)} value={Number(left)} />
      </dd>
    </>
  )
}
