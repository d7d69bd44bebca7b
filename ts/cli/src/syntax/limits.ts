import { CliError } from '../errors/cliError.ts'
import type { OptionSpec } from './command.ts'

/** Sizes by the names of their units, in bytes. */
const units: Readonly<Record<string, bigint>> = {
  B: 1n,
  KB: 1000n,
  MB: 1000n ** 2n,
  GB: 1000n ** 3n,
  TB: 1000n ** 4n,
  KiB: 1024n,
  MiB: 1024n ** 2n,
  GiB: 1024n ** 3n,
  TiB: 1024n ** 4n,
}

/** What a policy can hold, exclusive. */
const most = 2n ** 128n

/**
 * A number of bytes, above zero: `1048576`, `10GiB`, `1.5GB`. It has to be a whole number, and nothing is rounded. `Gb` is none: those
 * could be bits.
 */
export function parseBytes(text: string): bigint {
  const [, whole = '', part = '', unit = ''] = /^(\d{1,39})(?:\.(\d{1,18}))? ?([A-Za-z]*)$/.exec(text) ?? []
  const [, size] = Object.entries(units).find(([name]) =>
    [name, name.toLowerCase(), name.toUpperCase(), name.replace('KB', 'kB')].includes(unit || 'B'),
  ) ?? ['', 0n]
  const scale = 10n ** BigInt(part.length)
  const scaled = BigInt(`${whole}${part}` || 0) * size
  if (scaled > 0n && scaled % scale === 0n && scaled / scale < most) return scaled / scale
  throw refused(
    '--max-bytes takes a whole number of bytes above zero.',
    `Such as 1048576, 500MB or 10GiB; units are ${Object.keys(units).join(', ')}.`,
  )
}

/** A whole number above zero: zero would mean that there is no limit. */
const parsePositive = (option: string, cure: string, digits: number) => (text: string) => {
  const number = new RegExp(`^\\d{1,${digits}}$`).test(text) ? BigInt(text) : 0n
  if (number > 0n) return number
  throw refused(`${option} takes a whole number above zero.`, cure)
}

/** How much, where and with whom. Each limits those of the scopes for which it means something. */
export const limitOptions = [
  {
    description: 'for addPieces: how many bytes, each copy counted, such as 10GiB; then few data sets, too',
    flags: '--max-bytes <size>',
    parse: parseBytes,
  },
  {
    description: 'for createDataSet: how many (default: with --max-bytes 2, with --provider, too, 1)',
    flags: '--max-data-sets <number>',
    parse: parsePositive('--max-data-sets', 'Such as 2; leave it out for no limit.', 38),
  },
  { description: 'only with this storage provider', flags: '--provider <address>' },
  {
    description: 'only on this data set, which is there; so without createDataSet',
    flags: '--data-set <id>',
    parse: parsePositive('--data-set', 'It is the id of a data set that is there, such as 7.', 76),
  },
] as const satisfies readonly OptionSpec[]

export type LimitOptions = {
  dataSet?: bigint
  maxBytes?: bigint
  maxDataSets?: bigint
  provider?: string
}

const refused = (message: string, cure: string) => new CliError('INVALID_ARGUMENT', message, cure)
