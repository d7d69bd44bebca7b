import type { Network } from 'foc-session-keys'
import type { Address, Hex } from 'viem'

/** A key file, as terminals on Filecoin read it. */
export const sessionEnv = (key: {
  address: Address
  network: Network
  privateKey: Hex
  root: Address
}): string =>
  [
    `SESSION_KEY=${key.privateKey}`,
    `SESSION_ADDRESS=${key.address}`,
    `NETWORK=${key.network}`,
    `WALLET_ADDRESS=${key.root}`,
    '',
  ].join('\n')
