import { loadSession } from 'foc-session-keys'
import { CliError } from '../errors/cliError.ts'
import { learnPolicies } from '../limits/announcedPolicies.ts'
import { permissionsIn } from '../limits/askedPermissions.ts'
import { grantOutcome } from '../session/grantOutcome.ts'
import { connect } from '../settings/network.ts'
import { needSession, readSettings } from '../settings/session.ts'
import type { Action } from '../syntax/command.ts'
import type { SessionOptions } from '../syntax/options.ts'

export const status: Action<SessionOptions & { minValidity: bigint; scopes?: string[] }> = async (
  { options },
  context,
) => {
  const layers = await readSettings(options, context)
  const found = await needSession(options, layers, context)
  const { file, lines, root } = found
  const connection = await connect({ options, ...layers })
  await learnPolicies(found, connection, context)
  const session = await loadSession(connection.client, { root, storage: file.storage })
  if (!session)
    throw new CliError(
      'AUTH_REQUIRED',
      `The session of ${lines.address} is over.`,
      'Run login for a new one.',
    )
  // What a key from elsewhere was to be granted is not known: it is as good as what it has.
  const permissions = options.scopes ? permissionsIn(options.scopes) : lines.permissions
  return grantOutcome(
    { root, session, state: 'granted' },
    {
      connection,
      minValidity: options.minValidity,
      place: file.place,
      ...(permissions ? { permissions } : {}),
    },
    context,
  )
}
