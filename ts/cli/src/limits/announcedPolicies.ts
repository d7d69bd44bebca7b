import { findRoots, type Session } from 'foc-session-keys'
import { type Address, isAddressEqual } from 'viem'
import { CliError } from '../errors/cliError.ts'
import { searchSessions } from '../session/searchSessions.ts'
import type { Connection } from '../settings/network.ts'
import type { FoundSession } from '../settings/session.ts'
import type { Context } from '../syntax/command.ts'

/**
 * What the registry said of the policies of a key, and which other hashes it was granted: nothing on a network that takes none, and
 * then nobody is asked.
 *
 * @param of.root - Whose grants. Default: everybody's.
 */
export async function announcedPolicies(
  connection: Connection,
  { root, sessionKeyAddress }: { root: Address | undefined; sessionKeyAddress: Address },
  context: Context,
): Promise<Pick<Session, 'policies' | 'unknown'>> {
  const { client } = connection
  if (!client.chain.contracts.sessionKeyAuthorizer) return { policies: [], unknown: [] }
  const { sessions } = await searchSessions(
    (search) => findRoots(client, { ...search, sessionKeyAddress }),
    { connection },
    context,
  )
  const found = sessions.filter((session) => !root || isAddressEqual(session.root, root))
  return {
    policies: found.flatMap(({ policies }) => policies),
    unknown: found.flatMap(({ unknown }) => unknown),
  }
}

/**
 * Notes what a key from elsewhere was granted, of which the file does not say what that was to be. Nothing is asked about a key of
 * which it does. Where it cannot be looked up, that is said.
 */
export async function learnPolicies(
  { file, lines, root }: FoundSession,
  connection: Connection,
  context: Context,
): Promise<void> {
  if (lines.permissions) return
  const session = { root, sessionKeyAddress: lines.address }
  try {
    await file.learn((await announcedPolicies(connection, session, context)).policies)
  } catch (error) {
    if (!isUnavailable(error)) throw error
    context.output.warn(
      `Whether the key was granted limits could not be looked up, so set SESSION_SCOPES to them. ${error.message}`,
    )
  }
}

/** Whether the node, or an explorer, has no events to look through. */
export const isUnavailable = (error: unknown): error is CliError =>
  error instanceof CliError && error.code === 'RPC_UNAVAILABLE'
