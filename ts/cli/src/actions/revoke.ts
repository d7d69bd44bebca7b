import {
  DefaultFwssPermissions,
  getSessions,
  type Permission,
  type PermissionOrPolicy,
  RegistryFeatureError,
  revoke as revokeAction,
  revokeAll,
  revokeAllSync,
  revokeLink,
  revokeSync,
} from 'foc-session-keys'
import type { Address } from 'viem'
import { CliError } from '../errors/cliError.ts'
import { announcedPolicies, isUnavailable } from '../limits/announcedPolicies.ts'
import { permissionsIn } from '../limits/askedPermissions.ts'
import { eachOnce } from '../limits/policies.ts'
import { listInWords } from '../limits/words.ts'
import { askRoot, type Step } from '../root/askRoot.ts'
import { rootAccount } from '../root/rootAccount.ts'
import { consoleUrlOf } from '../session/consoleUrl.ts'
import { type Connection, connect } from '../settings/network.ts'
import { readSettings, walletOf } from '../settings/session.ts'
import type { Action, Context } from '../syntax/command.ts'
import type { AskOptions, ConsoleOptions, WalletOptions } from '../syntax/options.ts'
import { parseAddress } from '../syntax/parse.ts'

type Options = WalletOptions & AskOptions & ConsoleOptions & { all?: true; scopes?: string[] }

/** A key that is to lose something; without a list, everything. */
type Target = { address: Address; name?: string; permissions?: readonly PermissionOrPolicy[] }

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
  const named = options.scopes && permissionsIn(options.scopes)
  const targets: Target[] = options.all
    ? await liveSessions(connection, root ?? account?.address, context)
    : [...new Set(addresses)].map((address) => ({ address }))
  if (targets.length === 0)
    return { data: { network: connection.network, steps: [] }, text: ['No session key holds anything.'] }
  const consoleUrl = consoleUrlOf(connection.network, options, layers)
  const steps = named
    ? await Promise.all(
        targets.map(async (target) => {
          const permissions = await withLimited(named, target.address, connection, context)
          return stepOf(connection, { ...target, permissions }, consoleUrl, options.origin)
        }),
      )
    : (together(connection, targets, consoleUrl, options.origin) ??
      targets.map((target) => stepOf(connection, target, consoleUrl, options.origin)))
  return askRoot(steps, { account, connection, options, root }, context)
}

/** What is named, and of what is named as a whole all that was granted with limits: else the key could go on doing it. */
async function withLimited(
  named: readonly PermissionOrPolicy[],
  sessionKeyAddress: Address,
  connection: Connection,
  context: Context,
): Promise<PermissionOrPolicy[]> {
  const session = { root: undefined, sessionKeyAddress }
  try {
    const { policies } = await announcedPolicies(connection, session, context)
    return eachOnce([...named, ...policies.filter(({ operation }) => named.includes(operation))])
  } catch (error) {
    if (!isUnavailable(error)) throw error
    context.output.warn(
      `What ${sessionKeyAddress} was granted with limits could not be looked up, and stays. Without --scopes everything is taken back. ${error.message}`,
    )
    return [...named]
  }
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
  const what = permissions ? listInWords(permissions) : 'everything'
  return {
    call: revokeAction.prepare(client, revocation),
    data: { sessionKeyAddress: address },
    link: revokeLink({ consoleUrl, network, sessionKeyAddress: address }),
    meaning: `revoke ${what} of ${describe({ address, ...(name ? { name } : {}) })}`,
    send: (wallet, onHash) => revokeSync(wallet, { ...revocation, onHash }),
  }
}

const describe = ({ address, name }: Target) => (name ? `${address} ("${name}")` : address)
