import { type Address, getAddress, isAddress } from 'viem'
import { shown } from './internal/shown.ts'
import {
  checkSessionKeyAddress,
  type InvalidPermissionError,
  type InvalidSessionKeyAddressError,
  type NoPermissionsError,
  type PermissionOrPolicy,
} from './internal/validate.ts'
import { permissionOf, scopesOf, type UnnamedPermissionError } from './scopes.ts'
import { SessionKeyError } from './sessionKeyError.ts'

/** How links name the chains that a console knows. */
export type Network = 'mainnet' | 'calibration' | 'devnet'

/** What a link asks the owner of a wallet for. */
export type ConsoleLink =
  | {
      action: 'authorize'
      /** What the asking side calls itself, fit to be shown. Anybody can write anything here. */
      name: string | undefined
      network: Network
      /** What it asks for, each once, and never more than it asks for: permissions and policies. */
      permissions: PermissionOrPolicy[]
      sessionKeyAddress: Address
      /** What it asks for that is no scope, fit to be shown. */
      unknownScopes: string[]
    }
  | { action: 'revoke'; network: Network; sessionKeyAddress: Address }

/** Thrown for a link that names no session key or no network. It does not carry what was given: that may be a key. */
export class InvalidLinkError extends SessionKeyError {
  declare readonly parameter: 'authorize' | 'revoke' | 'network'
  /** What is wrong with the parameter, or with what was given for it. */
  declare readonly reason: 'missing' | 'repeated' | 'no address' | 'wrong checksum' | 'unknown network'

  constructor(values: Pick<InvalidLinkError, 'parameter' | 'reason'>) {
    super(
      'InvalidLinkError',
      `The link's \`${values.parameter}\` cannot be taken: ${values.reason}.`,
      'Copy the whole link again from where it was made; do not type an address.',
      values,
    )
  }
}

const networks: readonly string[] = ['mainnet', 'calibration', 'devnet'] satisfies Network[]

/**
 * The link that asks the owner of a wallet to grant permissions and policies to a session key, in a console such as
 * `https://pay.filecoin.cloud`. It holds nothing secret. A console that knows no policies leaves them out.
 *
 * @returns A URL: `<consoleUrl>/console/session-keys?authorize=…&scopes=…&network=…`.
 * @throws {@link authorizeLink.ErrorType}
 *
 * @example
 * ```ts
 * import { authorizeLink, UploadPermissions } from 'foc-session-keys'
 *
 * console.log(
 *   authorizeLink({
 *     consoleUrl: 'https://pay.filecoin.cloud',
 *     network: 'calibration',
 *     permissions: UploadPermissions,
 *     sessionKeyAddress: sessionKey.address,
 *   }),
 * )
 * ```
 */
export function authorizeLink(parameters: authorizeLink.Parameters): string {
  const { consoleUrl, name, network, permissions, sessionKeyAddress } = parameters
  const query = [
    `authorize=${checkSessionKeyAddress(sessionKeyAddress).toLowerCase()}`,
    `scopes=${scopesOf(permissions)}`,
    `network=${network}`,
  ]
  if (name) query.push(`name=${encodeURIComponent(shown(name))}`)
  return consolePage(consoleUrl, query)
}

export declare namespace authorizeLink {
  type Parameters = revokeLink.Parameters & {
    /** What to show as the name of who asks. Default: none. */
    name?: string | undefined
    /** Permissions and policies that have a scope. */
    permissions: readonly PermissionOrPolicy[]
  }

  type ErrorType = InvalidPermissionError | NoPermissionsError | UnnamedPermissionError | revokeLink.ErrorType
}

/**
 * The link that opens a session key in a console, to revoke it.
 *
 * @returns A URL: `<consoleUrl>/console/session-keys?revoke=…&network=…`.
 * @throws {@link revokeLink.ErrorType}
 *
 * @example
 * ```ts
 * import { revokeLink } from 'foc-session-keys'
 *
 * revokeLink({
 *   consoleUrl: 'https://pay.filecoin.cloud',
 *   network: 'calibration',
 *   sessionKeyAddress: sessionKey.address,
 * })
 * ```
 */
export function revokeLink(parameters: revokeLink.Parameters): string {
  const { consoleUrl, network, sessionKeyAddress } = parameters
  const revoke = checkSessionKeyAddress(sessionKeyAddress).toLowerCase()
  return consolePage(consoleUrl, [`revoke=${revoke}`, `network=${network}`])
}

export declare namespace revokeLink {
  type Parameters = {
    /** Where the console is, such as `https://pay.filecoin.cloud`. */
    consoleUrl: string | URL
    network: Network
    sessionKeyAddress: Address
  }

  type ErrorType = InvalidSessionKeyAddressError | TypeError
}

/**
 * What a link to a console asks for: the other side of `authorizeLink` and `revokeLink`. A link comes from anybody, so
 * nothing in it is to be believed or done without asking.
 *
 * @param link - A URL, absolute or not; what comes before its `?` is not looked at.
 * @returns What is asked for, or `undefined` if it is neither to authorize nor to revoke. {@link ConsoleLink}
 * @throws {@link readLink.ErrorType}
 *
 * @example
 * ```ts
 * import { readLink } from 'foc-session-keys'
 *
 * const asked = readLink(location.href)
 * if (asked?.action === 'authorize') console.log(asked.sessionKeyAddress, asked.permissions)
 * ```
 */
export function readLink(link: string | URL): ConsoleLink | undefined {
  const { searchParams } = new URL(link, 'http://localhost')
  const action = (['authorize', 'revoke'] as const).find((one) => searchParams.has(one))
  if (!action) return undefined
  const sessionKeyAddress = addressIn(searchParams, action)
  const network = only(searchParams, 'network')
  if (!isNetwork(network)) throw new InvalidLinkError({ parameter: 'network', reason: 'unknown network' })
  if (action === 'revoke') return { action, network, sessionKeyAddress }
  const asked = searchParams.getAll('scopes').flatMap((list) => list.split(','))
  const scopes = [...new Set(asked.map((scope) => scope.trim()))].filter(Boolean)
  const known = scopes.flatMap((scope) => permissionOf(scope) ?? [])
  return {
    action,
    name: shown(searchParams.get('name') ?? '') || undefined,
    network,
    permissions: [...new Map(known.map((one) => [`${one}`, one])).values()],
    sessionKeyAddress,
    unknownScopes: scopes.filter((scope) => !permissionOf(scope)).map(shown),
  }
}

export declare namespace readLink {
  type ErrorType = InvalidLinkError | TypeError
}

function consolePage(consoleUrl: string | URL, query: string[]): string {
  const page = new URL(consoleUrl)
  page.pathname = `${page.pathname.replace(/\/+$/, '')}/console/session-keys`
  page.search = query.join('&')
  page.hash = ''
  return page.href
}

function only(searchParams: URLSearchParams, parameter: InvalidLinkError['parameter']): string {
  const [value, ...more] = searchParams.getAll(parameter)
  if (!value) throw new InvalidLinkError({ parameter, reason: 'missing' })
  if (more.length > 0) throw new InvalidLinkError({ parameter, reason: 'repeated' })
  return value
}

/** In lower case or with the right checksum, so that a wrong letter in it does not go unnoticed. */
function addressIn(searchParams: URLSearchParams, parameter: 'authorize' | 'revoke'): Address {
  const value = only(searchParams, parameter)
  if (!isAddress(value, { strict: false }) || BigInt(value) === 0n)
    throw new InvalidLinkError({ parameter, reason: 'no address' })
  if (!isAddress(value)) throw new InvalidLinkError({ parameter, reason: 'wrong checksum' })
  return getAddress(value)
}

function isNetwork(value: string): value is Network {
  return networks.includes(value)
}
