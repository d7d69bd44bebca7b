import { Permission, type PermissionOrPolicy, type Policy, policy } from 'foc-session-keys'
import type { Address } from 'viem'

export const units = { MiB: 1024n ** 2n, GiB: 1024n ** 3n, TiB: 1024n ** 4n }

/** How much a key may do, as it is typed. */
export type Limits = {
  /** How many `unit` of data, each copy counted. */
  amount: string
  /** The only data set; empty for any. */
  dataSet: string
  /** How many data sets it may create. */
  dataSets: string
  /** Whether amount and number do not count. */
  isOpen: boolean
  /** The only provider; empty for any. */
  provider: string
  unit: keyof typeof units
}

/** Enough for a try, with the two copies that are usual. */
export const suggestedLimits: Limits = {
  amount: '1',
  dataSet: '',
  dataSets: '2',
  isOpen: false,
  provider: '',
  unit: 'GiB',
}

/** A whole number above zero that was typed. */
const numberIn = (text: string): bigint | undefined =>
  /^[1-9]\d{0,18}$/.test(text.trim()) ? BigInt(text.trim()) : undefined

/** What is wrong with limits of what was chosen, or nothing. */
export function problemOf(
  { amount, dataSet, dataSets, isOpen, provider }: Limits,
  chosen: readonly Permission[],
  /** The address in a text. */
  addressIn: (text: string) => Address | undefined,
): string | undefined {
  const creates = chosen.includes(Permission.CreateDataSet)
  if (!isOpen && chosen.includes(Permission.AddPieces) && !numberIn(amount))
    return 'Say how much data: a whole number above zero.'
  if (!isOpen && creates && !numberIn(dataSets)) return 'Say how many data sets: a whole number above zero.'
  if (dataSet && !numberIn(dataSet)) return 'The number of a data set is a whole number above zero.'
  if (dataSet && creates)
    return 'A key for one data set cannot create another one: untick “Create data sets”, or leave the data set empty.'
  return provider && !addressIn(provider) ? 'Give the address of a storage provider, or none.' : undefined
}

/** What it means to have such limits. */
export const meaningOf = ({ isOpen }: Limits): string =>
  isOpen
    ? 'Who gets hold of the key can use up your whole deposit, unless you notice and revoke it.'
    : 'Counted until the grant ends; a renewal begins anew. Each copy counts: two copies of a file are twice its size.'

/** What was chosen, each with the limits that it is to have. */
export function withLimits(chosen: readonly Permission[], limits: Limits): PermissionOrPolicy[] {
  const { amount, dataSet, dataSets, isOpen, provider, unit } = limits
  const counts: Partial<Record<Permission, bigint | undefined>> = isOpen
    ? {}
    : {
        [Permission.AddPieces]: (numberIn(amount) ?? 0n) * units[unit],
        [Permission.CreateDataSet]: numberIn(dataSets),
      }
  return chosen.map((permission) => {
    const terms = {
      dataSetId: numberIn(dataSet),
      limit: counts[permission],
      provider: provider ? (provider as Address) : undefined,
    }
    return Object.values(terms).some((term) => term !== undefined)
      ? policy({ ...terms, permission })
      : permission
  })
}

/** How much is left of a limit, rounded down. */
export function leftWords({ limit = 0n, operation }: Policy, left: bigint): string {
  const words = operation === Permission.AddPieces ? roughly : String
  return `${left === 0n ? 'Nothing' : words(left)} of ${words(limit)} left`
}

const sizes = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB']

/** A number of bytes, in the largest unit of which it is one at least, rounded down to a tenth. */
function roughly(bytes: bigint): string {
  let [unit, size] = [0, 1n]
  while (bytes >= size * 1024n && unit < sizes.length - 1) {
    size *= 1024n
    unit++
  }
  return `${Number((bytes * 10n) / size) / 10} ${sizes[unit]}`
}
