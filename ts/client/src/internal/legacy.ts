import { LegacyPermission, Permission } from '../permissions.ts'

/**
 * `@filoz/synapse-core` 0.5 grants and asks for `DeleteDataSet`, which no contract checks any more, where `TerminateDataSet` is
 * meant.
 */
const { DeleteDataSet } = LegacyPermission
const pair: readonly Permission[] = [DeleteDataSet, Permission.TerminateDataSet]

/** The permissions of which any answers for one. */
export const answersFor = (permission: Permission): readonly Permission[] =>
  permission === DeleteDataSet ? pair : [permission]

/** Permissions with those that have to be read along to answer for them. */
export const withLegacy = (permissions: readonly Permission[]): Permission[] => [
  ...new Set(permissions.flatMap((one) => (pair.includes(one) ? pair : one))),
]
