import type { Account, Chain, Client, Transport } from 'viem'
import { announcePolicies, announcePoliciesSync } from './actions/announcePolicies.ts'
import { authorizationExpiry } from './actions/authorizationExpiry.ts'
import { explainError } from './actions/explainError.ts'
import { findRoots } from './actions/findRoots.ts'
import { getExpirations } from './actions/getExpirations.ts'
import { getSessions } from './actions/getSessions.ts'
import { isAuthorized } from './actions/isAuthorized.ts'
import { login, loginSync } from './actions/login.ts'
import { loginAndFund, loginAndFundSync } from './actions/loginAndFund.ts'
import { logout, logoutSync } from './actions/logout.ts'
import { remaining } from './actions/remaining.ts'
import { revoke, revokeSync } from './actions/revoke.ts'
import { revokeAll, revokeAllSync } from './actions/revokeAll.ts'
import { sendSigned, sendSignedSync } from './actions/sendSigned.ts'
import { signLogin } from './actions/signLogin.ts'
import { signLogout } from './actions/signLogout.ts'
import { signRevokeAll } from './actions/signRevokeAll.ts'
import type { ReadClient, RootClient } from './internal/registry.ts'
import { SessionKeyError } from './sessionKeyError.ts'

/** Thrown when `call`, which every function of JavaScript has, is used as if it built a call: it would send. */
export class AmbiguousCallError extends SessionKeyError {
  /** Name of the action. */
  declare readonly action: string

  constructor(values: { action: string }) {
    const { action } = values
    super(
      'AmbiguousCallError',
      `\`client.${action}.call\` would send, and not only build the call.`,
      `Use \`client.${action}.prepare(…)\` to build the call, and \`client.${action}(…)\` to send it.`,
      values,
    )
  }
}

type Rest<action> = action extends (client: never, ...rest: infer rest) => infer result
  ? (...rest: rest) => result
  : never

/** An action of a client: with what it has for building calls and reading events, and without JavaScript's `call`. */
type Bound<action> = Rest<action> &
  Pick<action, keyof action & ('extractEvent' | 'extractEvents')> &
  (action extends { prepare: infer prepare } ? { call: never; prepare: Rest<prepare> } : unknown)

const readActions = {
  authorizationExpiry,
  explainError,
  findRoots,
  getExpirations,
  getSessions,
  isAuthorized,
  remaining,
}

const writeActions = {
  announcePolicies,
  announcePoliciesSync,
  login,
  loginAndFund,
  loginAndFundSync,
  loginSync,
  logout,
  logoutSync,
  revoke,
  revokeAll,
  revokeAllSync,
  revokeSync,
  sendSigned,
  sendSignedSync,
  signLogin,
  signLogout,
  signRevokeAll,
}

/** What a client with a chain gets from `sessionKeyActions`. */
export type SessionKeyReadActions = { [name in keyof typeof readActions]: Bound<(typeof readActions)[name]> }

/** What a client with a chain and an account gets from `sessionKeyActions`. */
export type SessionKeyActions = SessionKeyReadActions & {
  [name in keyof typeof writeActions]: Bound<(typeof writeActions)[name]>
}

/**
 * All actions of this package as methods of a viem client. `client.login.prepare(…)` is the call without sending it.
 *
 * @returns What `extend` takes. A client without an account gets the reads only.
 *
 * @example
 * ```ts
 * import { sessionKeyActions } from 'foc-session-keys'
 * import { calibration } from 'foc-session-keys/chains'
 * import { createWalletClient, custom } from 'viem'
 *
 * const client = createWalletClient({ account: '0x…', chain: calibration, transport: custom(window.ethereum) })
 *   .extend(sessionKeyActions())
 * await client.login({ sessionKeyAddress: '0x…' })
 * ```
 */
export function sessionKeyActions() {
  return <account extends Account | undefined>(
    client: Client<Transport, Chain, account>,
  ): account extends Account ? SessionKeyActions : SessionKeyReadActions => {
    const actions = client.account ? { ...readActions, ...writeActions } : readActions
    const bound = Object.entries(actions).map(([name, action]) => [name, bind(client, name, action)])
    return Object.fromEntries(bound)
  }
}

type Action = ((client: ReadClient | RootClient, ...rest: unknown[]) => unknown) & { prepare?: Action }

function bind(client: ReadClient | RootClient, name: string, action: unknown) {
  const { prepare, ...helpers } = { ...(action as Action) }
  const bound = (...rest: unknown[]) => (action as Action)(client, ...rest)
  if (!prepare) return Object.assign(bound, helpers)
  return Object.assign(bound, helpers, {
    call() {
      throw new AmbiguousCallError({ action: name })
    },
    prepare: (...rest: unknown[]) => prepare(client, ...rest),
  })
}
