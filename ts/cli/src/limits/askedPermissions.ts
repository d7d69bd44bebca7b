import {
  isPolicy,
  MissingAuthorizerError,
  type Network,
  operationOf,
  Permission,
  type PermissionOrPolicy,
  permissionOf,
  policy,
  UploadPermissions,
  uploadLimits,
} from 'foc-session-keys'
import { CliError } from '../errors/cliError.ts'
import { chainOf } from '../settings/network.ts'
import type { LimitOptions } from '../syntax/limits.ts'
import { parseAddress } from '../syntax/parse.ts'
import { nameOf } from './words.ts'

/** What is asked for by what was typed. */
export type AskedOptions = LimitOptions & { scopes?: string[] }

/**
 * The permissions that scopes and limits ask for: each limit goes to the scopes for which it means something, and limits that go to
 * none are refused.
 *
 * @param otherwise - What is asked for where neither scopes nor limits were typed. Default: what uploading takes.
 * @throws `INVALID_ARGUMENT` for what contradicts itself; `MissingAuthorizerError` on a network that takes no limits.
 */
export async function askedPermissions(
  options: AskedOptions,
  network: Network,
  otherwise: readonly PermissionOrPolicy[] = UploadPermissions,
): Promise<readonly PermissionOrPolicy[]> {
  const named = options.scopes && permissionsIn(options.scopes)
  const permissions = (await limited(named, options)) ?? named ?? otherwise
  const chain = chainOf(network)
  if (permissions.some(isPolicy) && !chain.contracts.sessionKeyAuthorizer)
    throw new MissingAuthorizerError({ chain, feature: 'policies' })
  const moot = permissions.filter(isPolicy).find(({ operation }) => permissions.includes(operation))
  if (moot)
    throw refused(
      `${nameOf(moot.operation)} is asked for with limits and without.`,
      `The whole of it has none: leave out ${nameOf(moot.operation)}, or ${nameOf(moot)}.`,
    )
  return permissions
}

/** What scopes stand for. */
export const permissionsIn = (scopes: readonly string[]): PermissionOrPolicy[] =>
  scopes.map((scope) => {
    const found = permissionOf(scope)
    if (found) return found
    throw refused(
      'The limits of a scope are not written as they have to be.',
      'Such as addPieces:max=1073741824:dataSet=7:provider=0x…, of which each is there or not, in this order.',
    )
  })

/** The scopes with the limits that were typed; `undefined` where there are none. */
async function limited(
  named: readonly PermissionOrPolicy[] | undefined,
  { dataSet, maxBytes, maxDataSets, provider: typed }: AskedOptions,
): Promise<PermissionOrPolicy[] | undefined> {
  if ([dataSet, maxBytes, maxDataSets, typed].every((one) => one === undefined)) return
  const provider =
    typed === undefined ? undefined : ((await parseAddress(typed, 'provider')) as `0x${string}`)
  if (named?.some(isPolicy))
    throw refused(
      'Limits are given in --scopes and beside it.',
      'Write them in --scopes, or as --max-bytes, --max-data-sets, --provider and --data-set.',
    )
  // What is added to a data set that is there needs no other one.
  const asked = named ?? (dataSet === undefined ? UploadPermissions : [Permission.AddPieces])
  const asks = (permission: Permission) => asked.includes(permission)
  if (dataSet !== undefined && (asks(Permission.CreateDataSet) || maxDataSets !== undefined))
    throw refused(
      '--data-set names a data set that is there, and createDataSet makes another one.',
      `Leave out createDataSet and --max-data-sets (--scopes addPieces --data-set ${dataSet}), or leave out --data-set.`,
    )
  if (maxBytes !== undefined && !asks(Permission.AddPieces))
    throw refused(
      '--max-bytes limits addPieces, which --scopes does not ask for.',
      'Add it, or leave out --max-bytes.',
    )
  if (maxDataSets !== undefined && !asks(Permission.CreateDataSet))
    throw refused(
      '--max-data-sets limits createDataSet, which --scopes does not ask for.',
      'Add it, or leave out --max-data-sets.',
    )
  const [create] =
    maxBytes === undefined ? [] : uploadLimits({ bytes: maxBytes, dataSets: maxDataSets, provider })
  const limits: Partial<Record<Permission, bigint | undefined>> = {
    [Permission.AddPieces]: maxBytes,
    [Permission.CreateDataSet]: create?.limit ?? maxDataSets,
  }
  return asked.map(operationOf).map((permission) => {
    const terms = { dataSetId: dataSet, limit: limits[permission], provider }
    return Object.values(terms).some((term) => term !== undefined)
      ? policy({ ...terms, permission })
      : permission
  })
}

const refused = (message: string, cure: string) => new CliError('INVALID_ARGUMENT', message, cure)
