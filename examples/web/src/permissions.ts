import { DestructivePermissions, type PermissionOrPolicy, policy, uploadLimits } from 'foc-session-keys'
import { chain } from './config.ts'

const takesLimits = chain.contracts.sessionKeyAuthorizer !== undefined

/** What a session may add: 100 MiB, each copy counted, in two new data sets; as much as it likes where no limits are taken. */
export const uploads = takesLimits ? uploadLimits({ bytes: 100n * 1024n ** 2n }) : undefined

/** The SDK wants to see all four permissions, also those that the page never uses: once is the least that can be granted of each. */
export const permissions: readonly PermissionOrPolicy[] | undefined = uploads && [
  ...uploads,
  ...DestructivePermissions.map((permission) => policy({ limit: 1n, permission })),
]
