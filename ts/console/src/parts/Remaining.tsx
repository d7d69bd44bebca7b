import type { Policy } from 'foc-session-keys'
import { useRemaining } from 'foc-session-keys-react'
import type { Address } from 'viem'
import { useRoot } from '../state/root.tsx'
import { leftWords } from '../words/limits.ts'
import { titleOf } from '../words/scopes.ts'

/** What is left of a limit: a bar, and words, which are read out together. */
export function Remaining({ policy, sessionKeyAddress }: { policy: Policy; sessionKeyAddress: Address }) {
  const { address: root, chainId } = useRoot()
  const { data: left, isError } = useRemaining({ chainId, permission: policy, root, sessionKeyAddress })
  const { limit } = policy
  if (isError) return <span className="remaining">What is left cannot be read.</span>
  if (left === undefined || left === null || limit === undefined) return null
  const words = leftWords(policy, left)
  return (
    <span className="remaining">
      {/* Of a thousand, since a limit may be larger than any number of JavaScript. */}
      <meter
        aria-label={`Limit of “${titleOf(policy)}”: ${words}`}
        max={1000}
        min={0}
        value={Number((left * 1000n) / limit)}
      />{' '}
      <span aria-hidden="true">{words}</span>
    </span>
  )
}
