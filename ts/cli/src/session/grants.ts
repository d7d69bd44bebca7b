import {
  DefaultFwssPermissions,
  isDestructive,
  isPolicy,
  type PermissionOrPolicy,
  type Policy,
  remaining,
  type StoredSession,
} from 'foc-session-keys'
import type { SynapseChain } from 'foc-session-keys/chains'
import { eachOnce, hashOf, includes } from '../limits/policies.ts'
import { inWords, leftInWords, nameOf, policyData } from '../limits/words.ts'
import type { Json } from '../output/envelope.ts'
import type { Output } from '../output/output.ts'
import { describeTime, isoOf } from '../output/time.ts'

/** One permission of a key, as of a block. */
export type Grant = {
  /** Unix seconds, inclusive; 0n when it is not granted. */
  expiry: bigint
  /** What is left of its limit, if it has one, holds, and this was read: bytes or operations. */
  left?: bigint | undefined
  permission: PermissionOrPolicy
  status: 'active' | 'expired' | 'expiring' | 'none'
}

/**
 * What a grant is worth.
 *
 * @param now - Unix seconds, by the chain's clock.
 * @param ahead - One that ends within so many seconds is `expiring`.
 */
export const grantOf = (
  permission: PermissionOrPolicy,
  expiry: bigint,
  now: bigint,
  ahead: bigint,
): Grant => ({
  expiry,
  permission,
  status: expiry === 0n ? 'none' : now > expiry ? 'expired' : expiry - now < ahead ? 'expiring' : 'active',
})

/**
 * What a key may do, of all that the service asks for and of the policies that it is known to have been asked for, with what is left
 * of them. Reads the chain.
 *
 * @param also - What else to look at.
 */
export async function readGrants(
  { policies, sessionKey }: Pick<StoredSession<SynapseChain>, 'policies' | 'sessionKey'>,
  { ahead, also = [], now }: { ahead: bigint; also?: readonly PermissionOrPolicy[]; now: bigint },
): Promise<Grant[]> {
  const all = eachOnce([...DefaultFwssPermissions, ...policies, ...also])
  await sessionKey.syncExpirations(all)
  const { client, expirations } = sessionKey
  const session = { root: sessionKey.rootAddress, sessionKeyAddress: sessionKey.address }
  return Promise.all(
    all.map(async (permission) => {
      const grant = grantOf(permission, expirations[hashOf(permission)] ?? 0n, now, ahead)
      return { ...grant, left: holds(grant) ? await leftOf(client, { ...session, permission }) : undefined }
    }),
  )
}

/** What is left of a policy's limit; `undefined` for what has none. */
export const leftOf = async (
  client: Parameters<typeof remaining>[0],
  { permission, ...session }: Omit<remaining.Parameters, 'permission'> & { permission: PermissionOrPolicy },
): Promise<bigint | undefined> =>
  isPolicy(permission) && permission.limit !== undefined
    ? remaining(client, { ...session, permission })
    : undefined

export const holds = ({ status }: Grant): boolean => status === 'active' || status === 'expiring'

/** The whole permissions that hold where policies for the same hold, or were asked for: those limit nothing. */
export const unlimitedOf = (
  grants: readonly Grant[],
  asked: readonly PermissionOrPolicy[],
): PermissionOrPolicy[] => {
  const held = grants.filter(holds).map(({ permission }) => permission)
  const limited = [...held, ...asked].filter(isPolicy)
  return held.filter((permission) => limited.some(({ operation }) => operation === permission))
}

/** Grants for programs, by scope. */
export const grantsData = (grants: readonly Grant[]): Json =>
  Object.fromEntries(
    grants.map(({ expiry, left, permission, status }) => [
      nameOf(permission),
      {
        endsAt: expiry > 0n ? isoOf(expiry) : null,
        expiry: `${expiry}`,
        status,
        ...(isPolicy(permission)
          ? { policy: policyData(permission), remaining: left === undefined ? null : `${left}` }
          : {}),
        words: inWords(permission),
      },
    ]),
  )

/** How wide the names of grants are in a list, unless they are longer than that. */
const widths = { least: 22, most: 48 }

/** Grants for people, a line each; what was never granted is left out, unless it was asked for. */
export function grantLines(
  grants: readonly Grant[],
  asked: readonly PermissionOrPolicy[],
  now: bigint,
  style: Output['style'],
): string[] {
  const shown = grants
    .filter(({ permission, status }) => status !== 'none' || includes(asked, permission))
    .map((grant) => {
      const { permission } = grant
      return { ...grant, name: `${inWords(permission)}${isDestructive(permission) ? ' (destructive)' : ''}` }
    })
  const lengths = shown.map(({ name }) => name.length).filter((length) => length <= widths.most)
  const width = Math.max(widths.least, ...lengths.map((length) => length + 1))
  return shown.map(({ expiry, left, name, permission, status }) => {
    const title = name.padEnd(width)
    if (status === 'none') return `  ${style.bad('✗')} ${title} not granted`
    const when = describeTime(expiry, now)
    if (status === 'expired') return `  ${style.bad('✗')} ${title} ended ${when}`
    const mark = status === 'active' && left !== 0n ? style.good('✓') : style.warn('!')
    const rest = left === undefined ? '' : `; ${leftInWords(permission as Policy, left)}`
    return `  ${mark} ${title} ends ${when}${rest}`
  })
}
