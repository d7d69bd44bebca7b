import {
  DefaultFwssPermissions,
  getExpirations,
  isDestructive,
  isPolicy,
  type PermissionOrPolicy,
  type Policy,
} from 'foc-session-keys'
import type { Address } from 'viem'
import { CliError } from '../errors/cliError.ts'
import { announcedPolicies } from '../limits/announcedPolicies.ts'
import { permissionsIn } from '../limits/askedPermissions.ts'
import { eachOnce, hashOf, includes } from '../limits/policies.ts'
import { listInWords } from '../limits/words.ts'
import { askRoot } from '../root/askRoot.ts'
import { expiryOf } from '../root/expiryOf.ts'
import { grantStep, warningsOf } from '../root/grantStep.ts'
import { rootAccount } from '../root/rootAccount.ts'
import { consoleUrlOf } from '../session/consoleUrl.ts'
import { connect } from '../settings/network.ts'
import { needSession, readSettings, walletOf } from '../settings/session.ts'
import type { Action } from '../syntax/command.ts'
import type { AskOptions, ConsoleOptions, SessionOptions } from '../syntax/options.ts'
import { parseAddress, type Validity } from '../syntax/parse.ts'

type Options = SessionOptions & AskOptions & ConsoleOptions & { scopes?: string[]; validity: Validity }

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
  const announced = await announcedPolicies(connection, { root, sessionKeyAddress }, context)
  const all = eachOnce([...DefaultFwssPermissions, ...(stored?.lines.policies ?? []), ...announced.policies])
  const held = await getExpirations(connection.client, { permissions: all, root, sessionKeyAddress })
  const expiryOfGrant = (permission: PermissionOrPolicy) => held[hashOf(permission)] ?? 0n
  const granted = all.filter((permission) => expiryOfGrant(permission) > 0n)
  if (granted.length === 0)
    throw new CliError(
      'AUTH_REQUIRED',
      `${root} granted nothing to ${sessionKeyAddress}, or took it back.`,
      'Run login for a new key, or authorize to grant something to this one.',
    )
  const scopes = options.scopes && permissionsIn(options.scopes)
  const named = scopes && namedOf(scopes, granted)
  const added = named?.filter((permission) => !includes(granted, permission)) ?? []
  if (added.length > 0)
    throw new CliError(
      'INVALID_ARGUMENT',
      `${listInWords(added)} is not granted, and renew adds nothing.`,
      'Use authorize for that.',
    )
  const asked: readonly PermissionOrPolicy[] =
    named ?? granted.filter((permission) => !isDestructive(permission))
  const left = granted.filter((permission) => !includes(asked, permission)).filter(isDestructive)
  if (left.length > 0 && !named)
    context.output.warn(`${listInWords(left)}: destructive, so it is renewed only if --scopes names it.`)
  if (announced.unknown.length > 0)
    context.output.warn(`${announced.unknown.join(', ')}: unknown, so it is not renewed.`)
  const expiry = await expiryOf(connection, options.validity)
  const permissions = asked.filter((permission) => expiryOfGrant(permission) < expiry)
  if (permissions.length === 0)
    return {
      data: { network: connection.network, root, sessionKeyAddress, steps: [] },
      text: [
        'Nothing to renew: it lasts that long already, or only destructive scopes are granted. A limit begins anew with a longer --validity only.',
      ],
    }
  const step = grantStep(connection, {
    consoleUrl: consoleUrlOf(connection.network, options, layers),
    expiry,
    note: noteOf(permissions.filter(isPolicy)),
    origin: options.origin,
    permissions,
    sessionKeyAddress,
  })
  return askRoot([step], { account, connection, options, root, warnings: warningsOf(permissions) }, context)
}

/** What scopes name of what is granted: a whole permission, and, where that is not granted, what is limited of it. */
const namedOf = (scopes: readonly PermissionOrPolicy[], granted: readonly PermissionOrPolicy[]) =>
  scopes.flatMap((scope) => {
    const limited = granted.filter(isPolicy).filter(({ operation }) => operation === scope)
    return includes(granted, scope) || limited.length === 0 ? [scope] : limited
  })

/** A renewal is a fresh budget: that has to be said before it is granted. */
const noteOf = (policies: readonly Policy[]): string | undefined =>
  policies.some(({ limit }) => limit !== undefined)
    ? 'limits are counted anew: what was used of them may be used once more'
    : undefined
