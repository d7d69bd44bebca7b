import {
  authorizeLink,
  endSession,
  loadSession,
  type PermissionOrPolicy,
  pairingCode,
  statusOf,
  UploadPermissions,
} from 'foc-session-keys'
import type { Address } from 'viem'
import { getBlockNumber } from 'viem/actions'
import { CliError } from '../errors/cliError.ts'
import { type AskedOptions, askedPermissions } from '../limits/askedPermissions.ts'
import { hashOf } from '../limits/policies.ts'
import { inWords, nameOf } from '../limits/words.ts'
import type { NextAction, Outcome } from '../output/envelope.ts'
import { consoleUrlOf } from '../session/consoleUrl.ts'
import { grantOutcome } from '../session/grantOutcome.ts'
import { openBrowser } from '../session/openBrowser.ts'
import { type Granted, lookForGrant, waitForGrant } from '../session/waitForGrant.ts'
import { type Connection, connect, networkIn } from '../settings/network.ts'
import { type FoundSession, findSession, ownSession, readSettings, walletOf } from '../settings/session.ts'
import { sessionFileName } from '../storage/dataFolder.ts'
import type { Asked, SessionFile, SessionLines } from '../storage/sessionFile.ts'
import type { Action, Context } from '../syntax/command.ts'
import type { ConsoleOptions, SessionOptions } from '../syntax/options.ts'

type Options = SessionOptions &
  ConsoleOptions &
  AskedOptions & { browser: boolean; fresh?: true; timeout: number; wait: boolean }

export const login: Action<Options> = async ({ options }, context) => {
  const layers = await readSettings(options, context)
  const given = await findSession(options, layers, context)
  // It goes on with what was asked for, limits included, unless something else is.
  const before = options.fresh ? undefined : given?.lines.permissions
  const permissions = await askedPermissions(options, networkIn({ options, ...layers }), before)
  const connection = await connect({ options, ...layers })
  const consoleUrl = consoleUrlOf(connection.network, options, layers)
  if (given && !given.isOwn && !options.fresh) {
    const enough = await enoughOf(connection, given, permissions, context)
    if (enough) return enough
  }
  if (layers.values.SESSION_KEY)
    throw new CliError(
      'AUTHORIZATION_INCOMPLETE',
      'A session key is set by SESSION_KEY, and it may not do what is asked for.',
      'Grant it with `foc-session-keys authorize`; or take SESSION_KEY away, so that login makes and stores one.',
    )

  const file = ownSession(options, layers, context)
  const root = await walletOf(options, layers)
  const asked = { permissions, since: await getBlockNumber(connection.client) }
  const lines = await openKey({ asked, connection, file, isFresh: Boolean(options.fresh), root }, context)
  const waiting = { connection, file, lines, root: lines.root ?? root, signal: context.signal }
  const seen = await lookForGrant(waiting).catch((error) => {
    // Where the node finds no events, it is the wait that tells.
    if (waiting.root || error instanceof CliError) throw error
    return undefined
  })
  const held = seen?.state === 'granted' ? seen.session.sessionKey.expirations : undefined
  // A part that was granted before is no answer to what is asked now.
  if (seen?.state === 'granted' && permissions.every((permission) => (held?.[hashOf(permission)] ?? 0n) > 0n))
    return grantOutcome(seen, { connection, permissions, place: file.place }, context)

  const { network } = connection
  const link = authorizeLink({ consoleUrl, network, permissions, sessionKeyAddress: lines.address })
  const code = await pairingCode({ network, permissions, sessionKeyAddress: lines.address })
  const next: Next = { code, connection, file, lines, link, options, permissions }
  if (seen?.state === 'revoked') return refused(next, seen.root)
  if (context.output.isJson || !options.wait) return unfinished(next, 'Nobody granted it yet.')

  const { note, style } = context.output
  note(`Session key ${lines.address} is stored in ${file.place}.`)
  note('Open this with the wallet that is to grant it:')
  note(`\n  ${link}\n`)
  note(`If the page asks for a code, type ${style.bold(code)}`)
  if (options.browser) openBrowser(context, link)
  const found = await waitInTime(
    { ...waiting, known: held, root: seen?.root ?? waiting.root },
    options.timeout,
    context,
  )
  if (!found) return unfinished(next, `Nobody granted it within ${options.timeout} seconds.`)
  if (found.state === 'revoked') return refused(next, found.root)
  return grantOutcome(found, { connection, permissions, place: file.place }, context)
}

type Next = {
  code: string
  connection: Connection
  file: SessionFile
  lines: SessionLines
  link: string
  options: Options
  permissions: readonly PermissionOrPolicy[]
}

/** What is granted to a key that is not ours to change, if that is enough. */
async function enoughOf(
  connection: Connection,
  { file, root }: FoundSession,
  permissions: readonly PermissionOrPolicy[],
  context: Context,
): Promise<Outcome | undefined> {
  if (!root) return
  const session = await loadSession(connection.client, { root, storage: file.storage })
  if (!session) return
  const outcome = await grantOutcome(
    { root, session, state: 'granted' },
    { connection, permissions },
    context,
  )
  return outcome.code === 'OK' ? outcome : undefined
}

/** The key that is stored, or a new one, which is stored before anybody hears of it. */
async function openKey(
  {
    asked,
    connection,
    file,
    isFresh,
    root,
  }: {
    asked: Asked
    connection: Connection
    file: SessionFile
    isFresh: boolean
    root: Address | undefined
  },
  { output }: Context,
): Promise<SessionLines> {
  const found = await file.read()
  if (!found) return file.create(asked)
  if (isFresh) {
    // It may have been granted, or be granted yet by a link that is out: it is kept, to be revoked.
    const name = `before-${found.address.slice(2, 10).toLowerCase()}`
    await file.moveTo(sessionFileName(connection.network, name))
    output.warn(
      `The key ${found.address} is kept: foc-session-keys logout --revoke --network ${connection.network} --name ${name}`,
    )
    return file.create(asked)
  }
  const known = found.root ?? root
  const session = known && (await loadSession(connection.client, { root: known, storage: file.storage }))
  const status = statusOf(session)
  if (
    known &&
    session?.state === 'ending' &&
    status !== 'expired' &&
    status !== 'revoked' &&
    status !== 'pending'
  )
    throw new CliError(
      'INTERACTION_REQUIRED',
      `The session of ${session.sessionKey.address} is being ended, and its key is still granted.`,
      `End it first: foc-session-keys logout --revoke --network ${connection.network}.`,
    )
  const isOver = session && session.state !== 'pending' && (status === 'expired' || status === 'revoked')
  if (known && isOver) {
    await endSession(connection.client, { root: known, storage: file.storage })
    return file.create(asked)
  }
  await file.ask({ ...asked, since: found.since })
  return (await file.read()) ?? file.create(asked)
}

/** Waits as long as was said. */
async function waitInTime(
  waiting: Parameters<typeof waitForGrant>[0],
  timeout: number,
  { output, signal }: Context,
): Promise<Granted | undefined> {
  const progress = output.progress('Waiting for the grant; Ctrl-C stops, and running it again goes on')
  const over = AbortSignal.timeout(timeout * 1000)
  try {
    return await waitForGrant({ ...waiting, signal: AbortSignal.any([signal, over]) }, (what) =>
      output.warn(`${what} It goes on to look.`),
    )
  } catch (error) {
    if (over.aborted && !signal.aborted) return undefined
    throw error
  } finally {
    progress.stop()
  }
}

/** The key is stored, and nobody granted it. */
function unfinished(next: Next, what: string): Outcome {
  const { code, connection, file, lines, link } = next
  return {
    actions: actionsOf(next),
    code: 'AUTHORIZATION_INCOMPLETE',
    data: dataOf(next),
    error: { message: `${what} The key is stored; run it again to go on.` },
    text: [
      `Session key  ${lines.address} (${connection.network}), stored in ${file.place}`,
      `Link         ${link}`,
      `Code         ${code}`,
    ],
  }
}

/** Somebody granted it and took it back. */
function refused(next: Next, root: Address): Outcome {
  return {
    code: 'AUTHORIZATION_INCOMPLETE',
    data: { ...dataOf(next), root, status: 'revoked' },
    error: { message: `${root} took back what it had granted to ${next.lines.address}.` },
    text: [],
  }
}

const dataOf = ({ code, connection, file, lines, link, permissions }: Next) => ({
  code,
  link,
  network: connection.network,
  place: file.place,
  scopes: permissions.map(nameOf),
  sessionKeyAddress: lines.address,
  status: 'pending',
  words: permissions.map(inWords),
})

function actionsOf({ code, connection, link, options, permissions }: Next): NextAction[] {
  const scopes = permissions.map(nameOf).join(',')
  const command = [
    'foc-session-keys login --json',
    `--network ${connection.network}`,
    scopes === UploadPermissions.map(nameOf).join(',') ? '' : `--scopes ${scopes}`,
    options.name === undefined ? '' : `--name ${options.name}`,
  ]
  return [
    {
      actor: 'user',
      reason: `grant it; if the page asks for a code, it is ${code}`,
      type: 'open_url',
      url: link,
    },
    {
      actor: 'agent',
      command: command.filter(Boolean).join(' '),
      reason: 'go on, and hear what was granted',
      type: 'run_command',
    },
  ]
}
