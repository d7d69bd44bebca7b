import { LegacyPermission, Permission } from '../permissions.ts'

const { DeleteDataSet } = LegacyPermission
const { TerminateDataSet } = Permission

/**
 * The permissions of which any answers for one. `@filoz/synapse-core` 0.5 grants and asks for `DeleteDataSet`, which no contract
 * checks any more, where `TerminateDataSet` is meant.
 */
export const answersFor = (permission: Permission): readonly Permission[] =>
  permission === DeleteDataSet ? [DeleteDataSet, TerminateDataSet] : [permission]

/** Permissions with those that have to be read along to answer for them. */
export const withLegacy = (permissions: readonly Permission[]): Permission[] => [
  ...new Set(
    permissions.flatMap((one) => (one === TerminateDataSet ? [one, DeleteDataSet] : answersFor(one))),
  ),
]
