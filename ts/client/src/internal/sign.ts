import type { Address, Hex } from 'viem'
import { signTypedData } from 'viem/actions'
import type { RootClient } from './registry.ts'
import { unixTime } from './unixTime.ts'

/** The EIP-712 types of all that can be signed for the registry. */
const types = {
  Login: [
    { name: 'identity', type: 'address' },
    { name: 'signer', type: 'address' },
    { name: 'expiry', type: 'uint256' },
    { name: 'permissions', type: 'bytes32[]' },
    { name: 'origin', type: 'string' },
    { name: 'nonce', type: 'uint256' },
    { name: 'deadline', type: 'uint256' },
  ],
  Revocation: [
    { name: 'signer', type: 'address' },
    { name: 'generation', type: 'uint256' },
  ],
  RevokeAll: [
    { name: 'identity', type: 'address' },
    { name: 'revocations', type: 'Revocation[]' },
    { name: 'origin', type: 'string' },
    { name: 'deadline', type: 'uint256' },
  ],
  Logout: [
    { name: 'identity', type: 'address' },
    { name: 'signer', type: 'address' },
    { name: 'origin', type: 'string' },
    { name: 'generation', type: 'uint256' },
    { name: 'deadline', type: 'uint256' },
  ],
} as const

/** How long a signed message may be submitted unless said otherwise, in seconds. */
const defaultValidity = 3600n

/** The deadline given, or in one hour. */
export function deadlineOf(deadline: bigint | undefined): bigint {
  return deadline ?? unixTime() + defaultValidity
}

/** Lets the account of a client sign a message for a registry. */
export function sign(
  client: RootClient,
  verifyingContract: Address,
  primaryType: 'Login' | 'Logout' | 'RevokeAll',
  message: Record<string, unknown>,
): Promise<Hex> {
  return signTypedData(client, {
    account: client.account,
    domain: { chainId: client.chain.id, name: 'SessionKeyRegistry', verifyingContract, version: '1' },
    message,
    primaryType,
    types: types as Record<string, { name: string; type: string }[]> & typeof types,
  })
}
