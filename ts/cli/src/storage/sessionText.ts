import type { Network, Permission, PermissionOrPolicy, Policy } from 'foc-session-keys'
import { isPolicy } from 'foc-session-keys'
import { type Address, type Hex, isHash } from 'viem'
import { privateKeyToAddress } from 'viem/accounts'
import { eachOnce, includes } from '../limits/policies.ts'
import { chainIdOf } from '../settings/network.ts'
import { parseAddress, parsePrivateKey } from '../syntax/parse.ts'
import { formatDotenv, parseDotenv } from './dotenv.ts'
import { readScopes, writeScopes } from './scopesLine.ts'

/** What the client stores, apart from the key, the root and what may be granted, if it did already; and from when on a link was out. */
export type State = { address?: string; since?: string; state?: string }

/** What is written of a session. */
export type SessionText = {
  /** What it was to be granted, if that is known. */
  asked: readonly PermissionOrPolicy[] | undefined
  /** Policies that it was to be granted before, or was found to have. */
  known: readonly Policy[]
  root: string | undefined
  state: State
}

/** What is read of it. */
export type FoundText = SessionText & {
  address: Address
  chainId: number
  /** All that are asked for or known. */
  policies: readonly Policy[]
  root: Address | undefined
  /** The secret is a property of nothing. */
  secret: () => Hex
}

const comment = 'Whoever has this session key can do with the wallet what it was granted. Tell it to nobody.'

/** The dotenv lines of a session. */
export const writeText = (
  network: Network,
  secret: Hex,
  { asked, known, root, state }: SessionText,
): string =>
  formatDotenv(comment, {
    SESSION_KEY: secret,
    SESSION_ADDRESS: privateKeyToAddress(secret),
    NETWORK: network,
    WALLET_ADDRESS: root,
    SESSION_SCOPES: writeScopes(asked),
    SESSION_KNOWN_SCOPES: writeScopes(known.filter((one) => !includes(asked ?? [], one))),
    SESSION_STATE: JSON.stringify(state),
  })

/** What dotenv lines say, of this program or another. @throws `INVALID_ARGUMENT`, without what was there. */
export async function readText(
  text: string,
  { network, place }: { network: Network; place: string },
): Promise<FoundText> {
  const lines = parseDotenv(text)
  const secret = await parsePrivateKey(lines.SESSION_KEY ?? '', `SESSION_KEY in ${place}`)
  const address = privateKeyToAddress(secret)
  const { state, wanted } = stateOf(lines.SESSION_STATE, address)
  const scopesOf = (name: string) => readScopes(lines[name], { name, place })
  const asked = scopesOf('SESSION_SCOPES') ?? wanted
  const known = (scopesOf('SESSION_KNOWN_SCOPES') ?? []).filter(isPolicy)
  return {
    address,
    asked,
    chainId: chainIdOf(lines.NETWORK ?? network),
    known,
    policies: eachOnce([...(asked ?? []).filter(isPolicy), ...known]),
    root: lines.WALLET_ADDRESS
      ? await parseAddress(lines.WALLET_ADDRESS, `WALLET_ADDRESS in ${place}`)
      : undefined,
    secret: () => secret,
    state,
  }
}

/** What is stored besides, if it is of that key; and what it was to be granted, which earlier releases stored there. */
function stateOf(
  text: string | undefined,
  address: Address,
): { state: State; wanted?: Permission[] | undefined } {
  try {
    const { wanted, ...state }: State & { wanted?: Permission[] } = Object(JSON.parse(text ?? '{}'))
    const { since } = state
    if (state.address?.toLowerCase() !== address.toLowerCase()) return { state: {} }
    if (since !== undefined && !/^\d+$/.test(since)) return { state: {} }
    if (wanted !== undefined && !wanted.every((permission) => isHash(permission))) return { state: {} }
    return { state, wanted }
  } catch {
    return { state: {} }
  }
}
