import { isPolicy, type PermissionOrPolicy, statusOf } from 'foc-session-keys'
import { getBlock } from 'viem/actions'
import { hashOf } from '../limits/policies.ts'
import { listInWords, nameOf } from '../limits/words.ts'
import type { Outcome } from '../output/envelope.ts'
import type { Connection } from '../settings/network.ts'
import type { Context } from '../syntax/command.ts'
import { type Grant, grantLines, grantsData, readGrants, unlimitedOf } from './grants.ts'
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
    /** What it has to hold: of a whole permission, a policy is enough. Default: what was ever granted to it. */
    permissions?: readonly PermissionOrPolicy[]
    /** Where the key is. */
    place?: string
  },
  { output }: Pick<Context, 'output'>,
): Promise<Outcome> {
  const { sessionKey } = session
  const { timestamp } = await getBlock(connection.client)
  const grants = await readGrants(session, {
    ahead: minValidity,
    ...(permissions ? { also: permissions } : {}),
    now: timestamp,
  })
  const wanted =
    permissions ?? grants.filter(({ status }) => status !== 'none').map(({ permission }) => permission)
  const active = grants.filter(({ status }) => status === 'active')
  const lacking = wanted.filter((one) => !active.some((grant) => answers(grant, one)))
  const status = statusOf(session, { expiringWithin: minValidity })
  const isEnough = wanted.length > 0 && lacking.length === 0
  const missing = lacking.map(nameOf)
  const unlimited = unlimitedOf(grants, wanted)
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
      unlimited: unlimited.map(nameOf),
    },
    ...(isEnough ? {} : { error: { message: problemOf(status, lacking), details: { missing } } }),
    text: [
      `Session key  ${sessionKey.address} (${connection.network})`,
      `Root         ${root}`,
      `Status       ${status}`,
      ...(place === undefined ? [] : [`Stored in    ${place}`]),
      ...grantLines(grants, lacking, timestamp, output.style),
      ...(unlimited.length === 0
        ? []
        : [`${output.style.warn('!')} ${wider(unlimited, sessionKey.address).join(' ')}`]),
    ],
  }
}

/** Whether a grant is what is asked for: itself, or, of a whole permission, a limited part of it. */
const answers = ({ permission }: Grant, asked: PermissionOrPolicy) =>
  hashOf(permission) === hashOf(asked) || (isPolicy(permission) && permission.operation === asked)

function problemOf(status: ReturnType<typeof statusOf>, lacking: readonly PermissionOrPolicy[]): string {
  if (status === 'revoked') return 'The root took back what it had granted: run login for a new key.'
  if (lacking.length === 0) return 'Nothing is granted to the key: run login, or let its root authorize it.'
  const names = listInWords(lacking)
  if (status === 'expired') return `What was granted is over (${names}): run login, or let its root renew it.`
  return `Not granted, or not for long enough: ${names}. Let its root authorize or renew it.`
}

/** What is wrong with limits that limit nothing, and what is to be done about it. */
export const wider = (
  unlimited: readonly PermissionOrPolicy[],
  sessionKeyAddress: string,
): [message: string, cure: string] => [
  `${listInWords(unlimited)}: granted as a whole, too, so no limit of it holds.`,
  `Let the root take it back, and grant the limits again: foc-session-keys revoke ${sessionKeyAddress} --scopes ${unlimited.map(nameOf)}`,
]
