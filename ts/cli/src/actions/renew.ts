import {
  DefaultFwssPermissions,
  getExpirations,
  type Permission,
  permissionOf,
  type Scope,
} from 'foc-session-keys'
import type { Address } from 'viem'
import { CliError } from '../errors/cliError.ts'
import { askRoot } from '../root/askRoot.ts'
import { expiryOf } from '../root/expiryOf.ts'
import { grantStep, warningsOf } from '../root/grantStep.ts'
import { rootAccount } from '../root/rootAccount.ts'
import { consoleUrlOf } from '../session/consoleUrl.ts'
import { isDestructive, nameOf } from '../session/grants.ts'
import { connect } from '../settings/network.ts'
import { needSession, readSettings, walletOf } from '../settings/session.ts'
import type { Action } from '../syntax/command.ts'
import type { AskOptions, ConsoleOptions, SessionOptions } from '../syntax/options.ts'
import { parseAddress, type Validity } from '../syntax/parse.ts'

type Options = SessionOptions & AskOptions & ConsoleOptions & { scopes?: Scope[]; validity: Validity }

/** Lets what is granted last longer: nothing is added, and nothing ends earlier than it would. */
export const renew: Action<Options> = async ({ args: [address], options }, context) => {
  const layers = await readSettings(options, context)
  const account = await rootAccount(options, context)
  const given = address === undefined ? undefined : await parseAddress(address, 'session key')
  const stored = given ? undefined : await needSession(options, layers, context)
  const sessionKeyAddress = given ?? (stored?.lines.address as Address)
  const root = stored?.root ?? (await walletOf(options, layers)) ?? account?.address
  if (!root)
    throw new CliError(
      'AUTH_REQUIRED',
      'It is not known whose grant is to be renewed.',
      'Pass --wallet-address or --keystore, or set PRIVATE_KEY.',
    )
  const connection = await connect({ options, ...layers })
  const held = await getExpirations(connection.client, {
    permissions: DefaultFwssPermissions,
    root,
    sessionKeyAddress,
  })
  const granted = DefaultFwssPermissions.filter((permission) => (held[permission] ?? 0n) > 0n)
  if (granted.length === 0)
    throw new CliError(
      'AUTH_REQUIRED',
      `${root} granted nothing to ${sessionKeyAddress}, or took it back.`,
      'Run login for a new key, or authorize to grant something to this one.',
    )
  const named = options.scopes?.map((scope) => permissionOf(scope))
  const added = named?.filter((permission) => !granted.some((one) => one === permission)) ?? []
  if (added.length > 0)
    throw new CliError(
      'INVALID_ARGUMENT',
      `${added.map(nameOf).join(', ')} is not granted, and renew adds nothing.`,
      'Use authorize for that.',
    )
  const asked: readonly Permission[] = named ?? granted.filter((permission) => !isDestructive(permission))
  const left = granted.filter((permission) => !asked.includes(permission)).filter(isDestructive)
  if (left.length > 0 && !named)
    context.output.warn(
      `${left.map(nameOf).join(', ')}: destructive, so it is renewed only if --scopes names it.`,
    )
  const expiry = await expiryOf(connection, options.validity)
  const permissions = asked.filter((permission) => (held[permission] ?? 0n) < expiry)
  if (permissions.length === 0)
    return {
      data: { network: connection.network, root, sessionKeyAddress, steps: [] },
      text: ['Nothing to renew: it lasts that long already, or only destructive scopes are granted.'],
    }
  const step = grantStep(connection, {
    consoleUrl: consoleUrlOf(connection.network, options, layers),
    expiry,
    origin: options.origin,
    permissions,
    sessionKeyAddress,
  })
  return askRoot([step], { account, connection, options, root, warnings: warningsOf(permissions) }, context)
}
