import {
  endSession,
  loadSession,
  RegistryFeatureError,
  revokeLink,
  SessionNotEndedError,
  type StoredSession,
  signLogout,
} from 'foc-session-keys'
import type { SynapseChain } from 'foc-session-keys/chains'
import { type Address, createClient, http } from 'viem'
import { failureOf } from '../errors/failureOf.ts'
import { listInWords } from '../limits/words.ts'
import { confirm } from '../output/ask.ts'
import type { Json, Outcome } from '../output/envelope.ts'
import { rootAccount } from '../root/rootAccount.ts'
import { chainTime } from '../session/chainTime.ts'
import { consoleUrlOf } from '../session/consoleUrl.ts'
import { holds, readGrants } from '../session/grants.ts'
import { lookForGrant } from '../session/waitForGrant.ts'
import { type Connection, connect } from '../settings/network.ts'
import { type FoundSession, findSession, readSettings } from '../settings/session.ts'
import type { Action, Context } from '../syntax/command.ts'
import type { ConsoleOptions, RootOptions, SessionOptions } from '../syntax/options.ts'

type Options = SessionOptions & RootOptions & ConsoleOptions & { revoke?: true; yes?: true }

/** Forgets the stored key, once nothing is granted to it. */
export const logout: Action<Options> = async ({ options }, context) => {
  const layers = await readSettings(options, context)
  const found = await findSession(options, layers, context)
  if (!found)
    return { data: { forgotten: null }, text: ['No session key is stored: there is nothing to forget.'] }
  const connection = await connect({ options, ...layers })
  const { file, lines } = found
  const granted = await lookForGrant({ connection, file, lines, root: found.root, signal: context.signal })
  const root = found.root ?? granted?.root
  if (!root) {
    await file.remove()
    return forgotten(found, connection, undefined)
  }
  const session = await loadSession(connection.client, { root, storage: file.storage })
  const now = await chainTime(connection.client)
  const grants = session ? await readGrants(session, { ahead: 0n, now }) : []
  const held = grants.filter(holds).map(({ permission }) => permission)
  if (!session || held.length === 0) {
    await endSession(connection.client, { root, storage: file.storage })
    return forgotten(found, connection, root)
  }
  const consoleUrl = consoleUrlOf(connection.network, options, layers)
  const { network } = connection
  const link = revokeLink({ consoleUrl, network, sessionKeyAddress: lines.address })
  if (!options.revoke)
    return granting(found, connection, {
      link,
      message: `${root} still grants ${listInWords(held)} to ${lines.address}, so the key is kept.`,
      root,
    })
  return giveUp({ connection, found, link, options, root, session }, context)
}

type GivingUp = {
  connection: Connection
  found: FoundSession
  link: string
  options: Options
  root: Address
  session: StoredSession<SynapseChain>
}

/** Takes it back on chain: by the root if its account is at hand, else by the key, whose gas another account may pay. */
async function giveUp(
  { connection, found, link, options, root, session }: GivingUp,
  context: Context,
): Promise<Outcome> {
  const { client, network, rpcUrl } = connection
  const { output } = context
  const account = await rootAccount(options, context)
  const relayer =
    account &&
    createClient({
      account,
      chain: client.chain,
      pollingInterval: client.pollingInterval,
      transport: http(rpcUrl),
    })
  if (output.isInteractive && !options.yes)
    await confirm(
      context,
      `Take back all that ${found.lines.address} was granted, on ${network}?`,
      'Pass --yes.',
    )
  const progress = output.progress('Waiting until it is mined')
  try {
    await endSession(relayer ?? client, { relayer, root, storage: found.file.storage })
  } catch (error) {
    if (!(error instanceof SessionNotEndedError)) throw error
    const signed = await signedLogout(session, root)
    const reason = await failureOf(error.cause)
    return granting(found, connection, {
      link,
      message: `The key cannot give itself up. ${reason.error?.message ?? ''}`.trim(),
      root,
      ...(signed === null ? {} : { signed }),
    })
  } finally {
    progress.stop()
  }
  return forgotten(found, connection, root)
}

/** What anybody may submit for the key, if the registry takes such. It lets nobody do anything but end the session. */
async function signedLogout({ sessionKey }: StoredSession<SynapseChain>, root: Address): Promise<Json> {
  try {
    return { ...(await signLogout(sessionKey.client, { root })) }
  } catch (error) {
    if (error instanceof RegistryFeatureError) return null
    throw error
  }
}

function forgotten(
  { file, isOwn, lines }: FoundSession,
  { network }: Connection,
  root: Address | undefined,
): Outcome {
  const text = isOwn
    ? [`The key ${lines.address} may do nothing, and is forgotten.`]
    : [`The key ${lines.address} may do nothing. It is still in ${file.place}: remove it there.`]
  return {
    data: { forgotten: isOwn, network, root: root ?? null, sessionKeyAddress: lines.address },
    text,
  }
}

/** Something is still granted: the key is kept, as one that can be used to give it up. */
function granting(
  { lines }: FoundSession,
  { network }: Connection,
  { link, message, root, signed }: { link: string; message: string; root: Address; signed?: Json },
): Outcome {
  return {
    actions: [
      { actor: 'user', reason: 'revoke it with the wallet', type: 'open_url', url: link },
      {
        actor: 'agent',
        command: `foc-session-keys logout --network ${network}`,
        reason: 'forget the key once it is revoked',
        type: 'run_command',
      },
    ],
    code: 'INTERACTION_REQUIRED',
    data: {
      forgotten: false,
      network,
      revokeLink: link,
      root,
      sessionKeyAddress: lines.address,
      signedLogout: signed ?? null,
    },
    error: { message: `${message} Revoke it with its wallet, then run logout again.` },
    text: [`Revoke it here: ${link}`],
  }
}
