import type { Account, Chain, Client, Transport } from 'viem'
import { authorizationExpiry } from './actions/authorizationExpiry.ts'
import { explainError } from './actions/explainError.ts'
import { findRoots } from './actions/findRoots.ts'
import { getExpirations } from './actions/getExpirations.ts'
import { getSessions } from './actions/getSessions.ts'
import { isAuthorized } from './actions/isAuthorized.ts'
import { login, loginSync } from './actions/login.ts'
import { loginAndFund, loginAndFundSync } from './actions/loginAndFund.ts'
import { logout, logoutSync } from './actions/logout.ts'
import { revoke, revokeSync } from './actions/revoke.ts'
import { revokeAll, revokeAllSync } from './actions/revokeAll.ts'
import { sendSigned, sendSignedSync } from './actions/sendSigned.ts'
import { signLogin } from './actions/signLogin.ts'
import { signLogout } from './actions/signLogout.ts'
import { signRevokeAll } from './actions/signRevokeAll.ts'
import type { ReadClient, RootClient } from './internal/registry.ts'

type Rest<action> = action extends (client: never, ...rest: infer rest) => infer result
  ? (...rest: rest) => result
  : never

const readActions = {
  authorizationExpiry,
  explainError,
  findRoots,
  getExpirations,
  getSessions,
  isAuthorized,
}

const writeActions = {
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
export type SessionKeyReadActions = { [name in keyof typeof readActions]: Rest<(typeof readActions)[name]> }

/** What a client with a chain and an account gets from `sessionKeyActions`. */
export type SessionKeyActions = SessionKeyReadActions & {
  [name in keyof typeof writeActions]: Rest<(typeof writeActions)[name]>
}

/**
 * All actions of this package as methods of a viem client.
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
    const bound = Object.entries(actions).map(([name, action]) => [
      name,
      (...rest: unknown[]) =>
        (action as (client: ReadClient | RootClient, ...rest: unknown[]) => unknown)(client, ...rest),
    ])
    return Object.fromEntries(bound)
  }
}
