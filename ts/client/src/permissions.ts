import type { Hex } from 'viem'
import type { Policy } from './limits/policy.ts'

/**
 * What a session key may do: 32 bytes that a verifying contract gives a meaning to. The permissions of the Filecoin Warm
 * Storage Service are the EIP-712 type hashes of its operations.
 */
export type Permission = Hex

const createDataSet = '0x25ebf20299107c91b4624d5bac3a16d32cabf0db23b450ee09ab7732983b1dc9'
const addPieces = '0x954bdc254591a7eab1b73f03842464d9283a08352772737094d710a4428fd183'
const schedulePieceRemoval = '0x5415701e313bb627e755b16924727217bb356574fe20e7061442c200b0822b22'
const terminateDataSet = '0x522bd88a11de1cdc6574394dde7a21ae488ff13e16e7408d0ea721dd8479dffc'

/** The permissions of the Filecoin Warm Storage Service. */
export const Permission = {
  /** Create a data set. */
  CreateDataSet: createDataSet,
  /** The same grant as `CreateDataSet`. Creating a data set with pieces in one step also needs `AddPieces`. */
  CreateDataSetAndAddPieces: createDataSet,
  /** Add pieces to a data set. */
  AddPieces: addPieces,
  /** Schedule pieces for removal. Destructive. */
  SchedulePieceRemoval: schedulePieceRemoval,
  /** Terminate the service of a data set. Destructive. */
  TerminateDataSet: terminateDataSet,
} as const satisfies Record<string, Permission>

/** Permissions of earlier releases that no contract checks any more. */
export const LegacyPermission = {
  /** What `@filoz/synapse-sdk` 0.41 asks for in place of `TerminateDataSet`. */
  DeleteDataSet: '0xb0988e9a1e5723860e0f59e0469113fb8a0ce9e83f8a1dd9109527eaad225b37',
} as const satisfies Record<string, Permission>

/** All that the Filecoin Warm Storage Service asks for. */
export const DefaultFwssPermissions = [
  createDataSet,
  addPieces,
  schedulePieceRemoval,
  terminateDataSet,
] as const satisfies readonly Permission[]

/** What uploading takes: create data sets and add pieces. It removes and ends nothing; what it spends is the root's. */
export const UploadPermissions = [createDataSet, addPieces] as const satisfies readonly Permission[]

/** What takes something away that cannot be had back: grant it by name only. */
export const DestructivePermissions = [
  schedulePieceRemoval,
  terminateDataSet,
] as const satisfies readonly Permission[]

/**
 * The whole operation that something is a permission for: of a policy, what it limits; of any other permission, itself.
 *
 * @example
 * ```ts
 * import { operationOf, uploadLimits } from 'foc-session-keys'
 *
 * uploadLimits({ bytes: 1024n ** 3n }).map(operationOf) // UploadPermissions
 * ```
 */
export const operationOf = (permission: Permission | Policy): Permission =>
  typeof permission === 'object' ? permission.operation : permission

/**
 * Whether it takes something away that cannot be had back, limited or not.
 *
 * @example
 * ```ts
 * import { DefaultFwssPermissions, isDestructive } from 'foc-session-keys'
 *
 * DefaultFwssPermissions.filter(isDestructive) // DestructivePermissions
 * ```
 */
export const isDestructive = (permission: Permission | Policy): boolean =>
  DestructivePermissions.some((one) => one === operationOf(permission).toLowerCase())

/** When each permission ends, in Unix seconds, inclusive; 0n when there is no grant. */
export type Expirations = Record<Permission, bigint>

/**
 * The name of a permission of the Filecoin Warm Storage Service.
 *
 * @param permission - 32 bytes, in any case.
 * @returns The name, or `undefined` for a permission that has none.
 *
 * @example
 * ```ts
 * import { Permission, permissionName } from 'foc-session-keys'
 *
 * permissionName(Permission.AddPieces) // 'AddPieces'
 * ```
 */
export function permissionName(permission: Permission): permissionName.ReturnType {
  const names = { ...Permission, ...LegacyPermission }
  return (Object.keys(names) as (keyof typeof names)[]).find(
    (name) => names[name] === permission.toLowerCase(),
  )
}

export declare namespace permissionName {
  type ReturnType = keyof typeof Permission | keyof typeof LegacyPermission | undefined
}
