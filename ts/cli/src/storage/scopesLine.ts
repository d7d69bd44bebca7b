import { type PermissionOrPolicy, permissionOf, scopeOf } from 'foc-session-keys'
import { CliError } from '../errors/cliError.ts'
import { scopes } from '../syntax/parse.ts'

/**
 * What a line of scopes says, `createDataSet:max=2,addPieces:max=1073741824`; `undefined` where there is none. One that is not
 * understood is refused, and not repeated: what is left out of it could be a limit.
 */
export function readScopes(
  text: string | undefined,
  { name, place }: { name: string; place: string },
): PermissionOrPolicy[] | undefined {
  if (!text) return
  const found = text.split(',').map((scope) => permissionOf(scope.trim()))
  return found.map((permission, index) => {
    if (permission) return permission
    throw new CliError(
      'INVALID_ARGUMENT',
      `${name} in ${place} cannot be read: number ${index + 1} of its list is no scope.`,
      `Scopes are ${scopes.join(', ')}, each as a whole or with limits, such as addPieces:max=1073741824. Mend the line, or make a new key with login --fresh.`,
      { details: { index, name } },
    )
  })
}

/** The other way, for what has a scope; `undefined` where nothing does. */
export const writeScopes = (permissions: readonly PermissionOrPolicy[] = []): string | undefined =>
  permissions.flatMap((permission) => scopeOf(permission) ?? []).join(',') || undefined
