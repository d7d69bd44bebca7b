import { checkPermissions, isPolicy, type PermissionOrPolicy } from './internal/validate.ts'
import type { Policy } from './limits/policy.ts'
import { readTerms, writeTerms } from './limits/policyScope.ts'
import { permissionInWords } from './limits/words.ts'
import { Permission } from './permissions.ts'
import { SessionKeyError } from './sessionKeyError.ts'

/** How links and command lines on Filecoin name the permissions of the Filecoin Warm Storage Service. */
export type Scope = 'createDataSet' | 'addPieces' | 'schedulePieceRemovals' | 'terminateService'

/**
 * How they name a policy: `addPieces:max=1073741824:dataSet=7:provider=0x…`, of which each term is there or not, in this order. It is a
 * name of its own, so that a console which knows no policies takes it for nothing, and never for the whole permission.
 */
export type PolicyScope = `${Scope}:${string}`

/** In the order in which they are listed. */
const scopes: Record<Scope, Permission> = {
  createDataSet: Permission.CreateDataSet,
  addPieces: Permission.AddPieces,
  schedulePieceRemovals: Permission.SchedulePieceRemoval,
  terminateService: Permission.TerminateDataSet,
}

const names = Object.keys(scopes) as Scope[]

/** Thrown for what a link cannot name, such as a permission for a single data set that is no policy. */
export class UnnamedPermissionError extends SessionKeyError {
  declare readonly permission: Permission
  /** Where it is a policy. */
  declare readonly policy: Policy | undefined

  constructor({ permission }: { permission: PermissionOrPolicy }) {
    super(
      'UnnamedPermissionError',
      `The permission ${permissionInWords(permission)} has no scope, so a link cannot ask for it.`,
      'Ask for one of `DefaultFwssPermissions`, or for a policy of one with terms; or let the root call `login`.',
      { permission: `${permission}`, policy: isPolicy(permission) ? permission : undefined },
    )
  }
}

/**
 * The scope that links and command lines name a permission or a policy by.
 *
 * @param permission - 32 bytes, in any case; or a policy.
 * @returns The scope, or `undefined` for what has none: permissions of other contracts, and policies without terms.
 *
 * @example
 * ```ts
 * import { Permission, policy, scopeOf } from 'foc-session-keys'
 *
 * scopeOf(Permission.SchedulePieceRemoval) // 'schedulePieceRemovals'
 * scopeOf(policy({ limit: 1024n ** 3n, permission: Permission.AddPieces })) // 'addPieces:max=1073741824'
 * ```
 */
export function scopeOf(permission: Permission): Scope | undefined
export function scopeOf(permission: PermissionOrPolicy): Scope | PolicyScope | undefined
export function scopeOf(permission: PermissionOrPolicy): Scope | PolicyScope | undefined {
  if (!isPolicy(permission)) return names.find((name) => scopes[name] === permission.toLowerCase())
  const name = scopeOf(permission.operation)
  const terms = writeTerms(permission)
  return name && terms ? `${name}${terms as `:${string}`}` : undefined
}

/**
 * The permission, or the policy, that a scope stands for.
 *
 * @param scope - What a link or a command line says, exactly so.
 * @returns The permission or the policy; `undefined` for what is no scope.
 *
 * @example
 * ```ts
 * import { permissionOf } from 'foc-session-keys'
 *
 * permissionOf('addPieces') // Permission.AddPieces
 * permissionOf('addPieces:max=1073741824') // policy({ limit: 1073741824n, permission: Permission.AddPieces })
 * ```
 */
export function permissionOf(scope: Scope): Permission
export function permissionOf(scope: string): PermissionOrPolicy | undefined
export function permissionOf(scope: string): PermissionOrPolicy | undefined {
  const end = scope.includes(':') ? scope.indexOf(':') : scope.length
  const name = names.find((one) => one === scope.slice(0, end))
  if (!name) return undefined
  return end === scope.length ? scopes[name] : readTerms(scopes[name], scope.slice(end))
}

/**
 * The scopes of permissions and policies, each once and in one order, however they were listed: what a link says and its code binds.
 *
 * @throws {@link NoPermissionsError} {@link InvalidPermissionError} {@link UnnamedPermissionError}
 */
export function scopesOf(permissions: readonly PermissionOrPolicy[]): string {
  checkPermissions(permissions)
  const asked = permissions.map((permission) => {
    const scope = scopeOf(permission)
    if (!scope) throw new UnnamedPermissionError({ permission })
    return scope
  })
  const of = (name: Scope) => asked.filter((scope) => scope === name || scope.startsWith(`${name}:`)).sort()
  return [...new Set(names.flatMap(of))].join(',')
}
