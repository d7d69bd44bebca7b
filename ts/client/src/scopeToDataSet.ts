import { encodeAbiParameters, keccak256 } from 'viem'
import type { Permission } from './permissions.ts'

/**
 * The permission for an operation on one data set only.
 *
 * @param permission - What the key may do, such as `Permission.AddPieces`.
 * @param dataSetId - On which data set.
 * @returns A permission of its own: grant it, sync it and ask for it as for any other.
 *
 * @example
 * ```ts
 * import { login, Permission, scopeToDataSet } from 'foc-session-keys'
 *
 * await login(client, { permissions: [scopeToDataSet(Permission.AddPieces, 7n)], sessionKeyAddress: '0x…' })
 * ```
 */
export function scopeToDataSet(permission: Permission, dataSetId: bigint): Permission {
  return keccak256(encodeAbiParameters([{ type: 'bytes32' }, { type: 'uint256' }], [permission, dataSetId]))
}
