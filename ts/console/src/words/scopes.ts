import {
  DestructivePermissions,
  type Permission,
  permissionName,
  type Scope,
  scopeOf,
} from 'foc-session-keys'

const words: Record<Scope, { may: string; means: string }> = {
  createDataSet: {
    may: 'create data sets',
    means: 'Opens data sets with storage providers. Your wallet pays for them.',
  },
  addPieces: {
    may: 'add pieces',
    means: 'Adds data to any of your data sets. Your wallet pays for what is stored.',
  },
  schedulePieceRemovals: {
    may: 'remove pieces',
    means: 'Has data removed from any of your data sets. It cannot be had back.',
  },
  terminateService: {
    may: 'end data sets',
    means: 'Ends the service of any of your data sets. What is in it may be deleted.',
  },
}

/** What a permission lets do, after "may". */
export function may(permission: Permission): string {
  const scope = scopeOf(permission)
  return scope ? words[scope].may : (permissionName(permission) ?? `use ${permission.slice(0, 10)}…`)
}

export function titleOf(permission: Permission): string {
  const text = may(permission)
  return text.charAt(0).toUpperCase() + text.slice(1)
}

export function meaningOf(permission: Permission): string {
  const scope = scopeOf(permission)
  return scope ? words[scope].means : 'A permission for a contract that this page does not know.'
}

export const isDestructive = (permission: Permission) =>
  DestructivePermissions.some((one) => one === permission.toLowerCase())

/** `a`, `a and b`, `a, b and c`. */
export function listed(items: readonly string[]): string {
  const last = items.at(-1) ?? ''
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} and ${last}`
}
