import { CliError } from '../errors/cliError.ts'

/** The names of permissions on command lines and in links, in the order in which they are listed. */
export const scopes = ['createDataSet', 'addPieces', 'schedulePieceRemovals', 'terminateService'] as const

/** A list of scopes, each once: `createDataSet,addPieces`. Limits that follow a name are read by the client. */
export function parseScopes(text: string): string[] {
  const asked = text
    .split(',')
    .map((scope) => scope.trim())
    .filter(Boolean)
  const of = (name: string) => asked.filter((scope) => scope === name || scope.startsWith(`${name}:`))
  const known = [...new Set(scopes.flatMap(of))]
  if (asked.length === 0 || asked.some((scope) => !known.includes(scope)))
    throw refused(
      '--scopes takes names of permissions, separated by commas.',
      `They are ${scopes.join(', ')}.`,
    )
  return known
}

/** A duration in seconds: `30m`, `3h`, `10d`, or seconds. */
export function parseDuration(text: string): bigint {
  const units = { d: 86_400n, h: 3600n, m: 60n, s: 1n, '': 1n } as const
  const [, amount = '0', unit = ''] = /^(\d{1,9})([smhd]?)$/.exec(text) ?? []
  const seconds = BigInt(amount) * units[unit as keyof typeof units]
  if (seconds === 0n) throw refused('A duration is a number with s, m, h or d.', 'Such as 30m, 12h or 10d.')
  return seconds
}

/** How long something is granted: for so many seconds, or until a second. */
export type Validity = { seconds: bigint } | { until: bigint }

/** A duration, or a date: `10d`, `2027-01-31`, `2027-01-31T12:00Z`. A day lasts until its end in UTC. */
export function parseValidity(text: string): Validity {
  if (!/^\d{4}-/.test(text)) return { seconds: parseDuration(text) }
  const isDay = /^\d{4}-\d\d-\d\d$/.test(text)
  const time =
    /^[-\dT:.]+(?:Z|[+-]\d\d:\d\d)$/.test(text) || isDay
      ? Date.parse(isDay ? `${text}T23:59:59Z` : text)
      : Number.NaN
  if (Number.isNaN(time)) throw refused('The date is none.', 'Pass such as 2027-01-31 or 2027-01-31T12:00Z.')
  return { until: BigInt(Math.floor(time / 1000)) }
}

/** The longest name that is shown where sessions are listed, in characters. */
const longestOrigin = 64

/** The name that a change is given on chain, where everybody can read it for ever. */
export function parseOrigin(text: string): string {
  const name = text.trim()
  if (name && [...name].length <= longestOrigin && !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(name)) return name
  throw refused(
    `--origin takes a name of up to ${longestOrigin} characters, without control characters.`,
    'It is public and permanent.',
  )
}

/** A whole number within bounds, both included. */
export const parseNumber =
  (min: number, max: number) =>
  (text: string): number => {
    const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
    if (!(number >= min && number <= max)) throw refused(`A number from ${min} to ${max} is wanted.`, '')
    return number
  }

/** An address in any case, or with the right checksum. What is none is not repeated: it may be a key. */
export async function parseAddress(text: string, what: string): Promise<`0x${string}`> {
  const { getAddress, isAddress, zeroAddress } = await import('viem')
  if (!isAddress(text, { strict: false }) || getAddress(text) === zeroAddress)
    throw refused(`The ${what} is no address.`, 'An address is 0x and 40 hex digits, and not zero.')
  if (text !== text.toLowerCase() && !isAddress(text))
    throw refused(
      `The ${what} has a wrong checksum: a letter of it is not right.`,
      'Copy the whole address again.',
    )
  return getAddress(text)
}

/** A private key from the environment or a file. An address in its place is told to be one; it is never repeated. */
export async function parsePrivateKey(text: string, place: string): Promise<`0x${string}`> {
  const key = text.trim().replace(/^(?!0x)/i, '0x')
  if (/^0x[0-9a-f]{40}$/i.test(key))
    throw refused(
      `${place} holds an address, and a private key is wanted.`,
      'A key is 0x and 64 hex digits, an address has 40. The address of a wallet belongs in WALLET_ADDRESS.',
    )
  const { privateKeyToAddress } = await import('viem/accounts')
  try {
    if (/^0x[0-9a-f]{64}$/i.test(key) && privateKeyToAddress(key as `0x${string}`))
      return key.toLowerCase() as `0x${string}`
  } catch {
    // What it says could quote the key.
  }
  throw refused(`${place} holds no private key.`, 'A key is 0x and 64 hex digits.')
}

const refused = (message: string, cure: string) => new CliError('INVALID_ARGUMENT', message, cure)
