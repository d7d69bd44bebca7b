import {
  DefaultFwssPermissions,
  getSessions,
  type Permission,
  permissionOf,
  RegistryFeatureError,
  revoke as revokeAction,
  revokeAll,
  revokeAllSync,
  revokeLink,
  revokeSync,
  type Scope,
} from 'foc-session-keys'
import type { Address } from 'viem'
import { CliError } from '../errors/cliError.ts'
import { askRoot, type Step } from '../root/askRoot.ts'
import { rootAccount } from '../root/rootAccount.ts'
import { consoleUrlOf } from '../session/consoleUrl.ts'
import { nameOf } from '../session/grants.ts'
import { type Connection, connect } from '../settings/network.ts'
import { readSettings, walletOf } from '../settings/session.ts'
import type { Action, Context } from '../syntax/command.ts'
import type { AskOptions, ConsoleOptions, WalletOptions } from '../syntax/options.ts'
import { parseAddress } from '../syntax/parse.ts'

type Options = WalletOptions & AskOptions & ConsoleOptions & { all?: true; scopes?: Scope[] }

/** A key that is to lose something; without a list, everything. */
type Target = { address: Address; name?: string; permissions?: readonly Permission[] }

export const revoke: Action<Options> = async ({ args, options }, context) => {
  if (args.length > 0 === Boolean(options.all))
    throw new CliError(
      'INVALID_ARGUMENT',
      'Either addresses of session keys or --all is wanted.',
      'See revoke --help.',
    )
  const addresses = await Promise.all(args.map((address) => parseAddress(address, 'session key')))
  const layers = await readSettings({}, context)
  const account = await rootAccount(options, context)
  const root = await walletOf(options, layers)
  const connection = await connect({ options, ...layers })
  const permissions = options.scopes?.map((scope) => permissionOf(scope))
  const targets: Target[] = options.all
    ? await liveSessions(connection, root ?? account?.address, context)
    : [...new Set(addresses)].map((address) => ({ address }))
  if (targets.length === 0)
    return { data: { network: connection.network, steps: [] }, text: ['No session key holds anything.'] }
  const consoleUrl = consoleUrlOf(connection.network, options, layers)
  const steps = permissions
    ? targets.map((target) => stepOf(connection, { ...target, permissions }, consoleUrl, options.origin))
    : (together(connection, targets, consoleUrl, options.origin) ??
      targets.map((target) => stepOf(connection, target, consoleUrl, options.origin)))
  return askRoot(steps, { account, connection, options, root }, context)
}

/** Keys of a root that hold something, with all that they hold. */
async function liveSessions(
  { client }: Connection,
  root: Address | undefined,
  { output, signal }: Context,
): Promise<Target[]> {
  if (!root)
    throw new CliError(
      'AUTH_REQUIRED',
      'It is not known whose session keys are to be revoked.',
      'Pass --wallet-address or --keystore, or set PRIVATE_KEY.',
    )
  const progress = output.progress('Searching session keys')
  try {
    const sessions = await getSessions(client, {
      onProgress: ({ searched, total }) =>
        progress.update(`Searching session keys: ${(searched * 100n) / (total || 1n)} %`),
      root,
      signal,
    })
    return sessions
      .filter(({ status }) => status === 'active' || status === 'expiring')
      .map(({ expirations, name, sessionKeyAddress }) => ({
        address: sessionKeyAddress,
        name,
        permissions: [...new Set([...DefaultFwssPermissions, ...(Object.keys(expirations) as Permission[])])],
      }))
  } finally {
    progress.stop()
  }
}

/** One transaction for several keys, where the registry has one. */
function together(
  { client, network }: Connection,
  targets: readonly Target[],
  consoleUrl: string,
  origin: string,
): Step[] | undefined {
  const [first] = targets
  if (targets.length < 2 || !first) return
  const revocation = { origin, sessionKeyAddresses: targets.map(({ address }) => address) }
  try {
    return [
      {
        call: revokeAll.prepare(client, revocation),
        data: { sessionKeyAddresses: revocation.sessionKeyAddresses },
        link: revokeLink({ consoleUrl, network, sessionKeyAddress: first.address }),
        meaning: `revoke everything of ${targets.map(describe).join(', ')}`,
        send: (wallet, onHash) => revokeAllSync(wallet, { ...revocation, onHash }),
      },
    ]
  } catch (error) {
    if (error instanceof RegistryFeatureError) return
    throw error
  }
}

function stepOf(
  { client, network }: Connection,
  { address, name, permissions }: Target,
  consoleUrl: string,
  origin: string,
): Step {
  const revocation = { origin, ...(permissions ? { permissions } : {}), sessionKeyAddress: address }
  const what = permissions ? permissions.map(nameOf).join(', ') : 'everything'
  return {
    call: revokeAction.prepare(client, revocation),
    data: { sessionKeyAddress: address },
    link: revokeLink({ consoleUrl, network, sessionKeyAddress: address }),
    meaning: `revoke ${what} of ${describe({ address, ...(name ? { name } : {}) })}`,
    send: (wallet, onHash) => revokeSync(wallet, { ...revocation, onHash }),
  }
}

const describe = ({ address, name }: Target) => (name ? `${address} ("${name}")` : address)
