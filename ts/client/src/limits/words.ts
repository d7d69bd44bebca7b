import { Permission, permissionName } from '../permissions.ts'
import type { PolicyTerms } from './policy.ts'

/**
 * A permission in words, for people: `AddPieces, at most 1 GiB, on data set 7`.
 *
 * @param permission - A policy; or 32 bytes, which are named if they have a name, and else as they are.
 *
 * @example
 * ```ts
 * import { permissionInWords, uploadLimits } from 'foc-session-keys'
 *
 * for (const one of uploadLimits({ bytes: 1024n ** 3n })) console.log(permissionInWords(one))
 * // CreateDataSet, at most 2 times
 * // AddPieces, at most 1 GiB
 * ```
 */
export function permissionInWords(permission: Permission | PolicyTerms): string {
  if (typeof permission === 'string') return permissionName(permission) ?? permission
  const { dataSetId, limit, operation, provider } = permission
  const words: string[] = [permissionName(operation) ?? operation]
  if (limit !== undefined) words.push(`at most ${amountInWords(operation, limit)}`)
  if (dataSetId !== undefined) words.push(`on data set ${dataSetId}`)
  if (provider) words.push(`with provider ${provider}`)
  return words.join(', ')
}

const units = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB']

/**
 * So much of what the limit of an operation counts, in words: exactly, in the largest unit of which it is a whole number.
 *
 * @param operation - What is limited: bytes are counted of `AddPieces`, times of any other.
 *
 * @example
 * ```ts
 * import { amountInWords, Permission } from 'foc-session-keys'
 *
 * amountInWords(Permission.AddPieces, 1024n ** 3n) // '1 GiB'
 * amountInWords(Permission.CreateDataSet, 2n) // '2 times'
 * ```
 */
export function amountInWords(operation: Permission, amount: bigint): string {
  if (operation !== Permission.AddPieces) return amount === 1n ? 'once' : `${amount} times`
  let [count, unit] = [amount, 0]
  while (count > 0n && count % 1024n === 0n && unit < units.length - 1) {
    count /= 1024n
    unit++
  }
  return `${count} ${units[unit]}`
}
