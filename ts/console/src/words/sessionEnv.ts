import { type Network, type PermissionOrPolicy, scopeOf } from 'foc-session-keys'
import type { Address, Hex } from 'viem'

/** A key file, as terminals on Filecoin read it; what it may do and how much is in scopes, as in links. */
export const sessionEnv = (key: {
  address: Address
  network: Network
  permissions: readonly PermissionOrPolicy[]
  privateKey: Hex
  root: Address
}): string =>
  [
    `SESSION_KEY=${key.privateKey}`,
    `SESSION_ADDRESS=${key.address}`,
    `NETWORK=${key.network}`,
    `WALLET_ADDRESS=${key.root}`,
    `SESSION_SCOPES=${key.permissions.map((one) => scopeOf(one)).join(',')}`,
    '',
  ].join('\n')
