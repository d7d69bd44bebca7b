import type { Address } from 'viem'
import { Copy } from './Copy.tsx'

/** An address, whole: parts of one can be imitated. */
export function KeyAddress({ address, what = 'address' }: { address: Address; what?: string }) {
  return (
    <span className="address">
      <code>{address}</code> <Copy text={address} what={what} />
    </span>
  )
}
