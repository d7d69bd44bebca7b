import type { Network, SessionChange } from 'foc-session-keys'
import { chains } from '../networks.ts'
import { date } from './time.ts'

/** Seconds of an epoch, which is a block's number on Filecoin. */
const epoch = 30n

/** When something changed: on Filecoin a block's number is a time, on the devnet it is a number. */
export function changeOf({ blockNumber }: SessionChange, network: Network): string {
  const { genesisTimestamp } = chains[network]
  return genesisTimestamp === 0
    ? `in block ${blockNumber}`
    : `on ${date(BigInt(genesisTimestamp) + blockNumber * epoch)}`
}
