import {
  amountInWords,
  isPolicy,
  operationOf,
  type PermissionOrPolicy,
  type Policy,
  permissionName,
  type Scope,
  scopeOf,
} from 'foc-session-keys'

const words: Record<Scope, { may: string; means: (where: string) => string }> = {
  createDataSet: {
    may: 'create data sets',
    means: () => 'Opens data sets with storage providers. Your wallet pays for them.',
  },
  addPieces: {
    may: 'add pieces',
    means: (where) => `Adds data to ${where}. Your wallet pays for what is stored.`,
  },
  schedulePieceRemovals: {
    may: 'remove pieces',
    means: (where) => `Has data removed from ${where}. It cannot be had back.`,
  },
  terminateService: {
    may: 'end data sets',
    means: (where) => `Ends the service of ${where}. What is in it may be deleted.`,
  },
}

/** What a permission or a policy lets do, after "may". */
export function may(permission: PermissionOrPolicy): string {
  const operation = operationOf(permission)
  const scope = scopeOf(operation)
  const name = scope ? words[scope].may : (permissionName(operation) ?? `use ${operation}`)
  const terms = isPolicy(permission) ? termsOf(permission) : []
  return terms.length > 0 ? `${name} (${terms.join(', ')})` : name
}

/** What a policy allows, and no more. */
function termsOf({ dataSetId, limit, operation, provider }: Policy): string[] {
  return [
    limit === undefined ? [] : `at most ${amountInWords(operation, limit)}`,
    dataSetId === undefined ? [] : `only on data set ${dataSetId}`,
    provider === undefined ? [] : `only with provider ${provider}`,
  ].flat()
}

export function titleOf(permission: PermissionOrPolicy): string {
  if (isUnknown(permission)) return `Unknown: ${permission}`
  const text = may(permission)
  return text.charAt(0).toUpperCase() + text.slice(1)
}

export function meaningOf(permission: PermissionOrPolicy): string {
  const scope = scopeOf(operationOf(permission))
  if (scope) return words[scope].means(whereOf(permission))
  return isUnknown(permission)
    ? 'A limit, or a permission for another contract: a hash does not say what it stands for.'
    : 'A permission for a contract that this page does not know.'
}

const whereOf = (permission: PermissionOrPolicy) =>
  isPolicy(permission) && permission.dataSetId !== undefined
    ? `data set ${permission.dataSetId}`
    : 'any of your data sets'

const isUnknown = (permission: PermissionOrPolicy) => permissionName(operationOf(permission)) === undefined

/** `a`, `a and b`, `a, b and c`. */
export function listed(items: readonly string[]): string {
  const last = items.at(-1) ?? ''
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} and ${last}`
}
