import { type Permission, statusOf } from 'foc-session-keys'
import { getBlock } from 'viem/actions'
import type { Outcome } from '../output/envelope.ts'
import type { Connection } from '../settings/network.ts'
import type { Context } from '../syntax/command.ts'
import { grantLines, grantsData, nameOf, readGrants } from './grants.ts'
import type { Granted } from './waitForGrant.ts'

/** What a session is worth: `OK` if all of the permissions hold for so long, else what is missing. */
export async function grantOutcome(
  { root, session }: Extract<Granted, { state: 'granted' }>,
  {
    connection,
    minValidity = 0n,
    permissions,
    place,
  }: {
    connection: Connection
    /** In seconds. */
    minValidity?: bigint
    /** What it has to hold. Default: what was ever granted to it. */
    permissions?: readonly Permission[]
    /** Where the key is. */
    place?: string
  },
  { output }: Pick<Context, 'output'>,
): Promise<Outcome> {
  const { sessionKey } = session
  const grants = await readGrants(sessionKey, minValidity)
  const { timestamp } = await getBlock(connection.client)
  const wanted =
    permissions ?? grants.filter(({ status }) => status !== 'none').map(({ permission }) => permission)
  const lacking = grants.filter(
    ({ permission, status }) => wanted.includes(permission) && status !== 'active',
  )
  const status = statusOf(session, { expiringWithin: minValidity })
  const isEnough = wanted.length > 0 && lacking.length === 0
  const missing = lacking.map(({ permission }) => nameOf(permission))
  return {
    code: isEnough ? 'OK' : 'AUTHORIZATION_INCOMPLETE',
    data: {
      chainTime: `${timestamp}`,
      grants: grantsData(grants),
      missing,
      network: connection.network,
      ...(place === undefined ? {} : { place }),
      root,
      sessionKeyAddress: sessionKey.address,
      state: session.state,
      status,
    },
    ...(isEnough ? {} : { error: { message: problemOf(status, missing), details: { missing } } }),
    text: [
      `Session key  ${sessionKey.address} (${connection.network})`,
      `Root         ${root}`,
      `Status       ${status}`,
      ...(place === undefined ? [] : [`Stored in    ${place}`]),
      ...grantLines(grants, wanted, timestamp, output.style),
    ],
  }
}

function problemOf(status: ReturnType<typeof statusOf>, missing: readonly string[]): string {
  if (status === 'revoked') return 'The root took back what it had granted: run login for a new key.'
  if (missing.length === 0) return 'Nothing is granted to the key: run login, or let its root authorize it.'
  const names = missing.join(', ')
  if (status === 'expired') return `What was granted is over (${names}): run login, or let its root renew it.`
  return `Not granted, or not for long enough: ${names}. Let its root authorize or renew it.`
}
