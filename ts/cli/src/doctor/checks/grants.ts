import { DefaultFwssPermissions, getExpirations, type Policy } from 'foc-session-keys'
import { hashOf, includes } from '../../limits/policies.ts'
import { inWords, leftInWords, nameOf } from '../../limits/words.ts'
import { describeTime } from '../../output/time.ts'
import { wider } from '../../session/grantOutcome.ts'
import { type Grant, grantOf, leftOf, unlimitedOf } from '../../session/grants.ts'
import { type Check, type Finding, failed, ok, skipped, warning } from '../check.ts'

const title = 'Grants'

/** A grant ends soon when it ends within so many seconds. */
const soon = 1800n

export const grants: Check = {
  code: 'AUTHORIZATION_INCOMPLETE',
  name: 'grants',
  needs: ['sessionKey', 'network', 'registry'],
  run: async ({ connection: { client, network }, key, now, policies, root }) => {
    if (!key || 'problem' in key) return [skipped(title, 'there is no session key.')]
    const { address: sessionKeyAddress, permissions: asked = [] } = key.lines
    if (!root)
      return [
        warning(
          title,
          'it is not known which wallet granted to the key.',
          `foc-session-keys login --network ${network} waits for it; or set WALLET_ADDRESS, or pass --wallet-address.`,
        ),
      ]
    const limited = await policies().catch((error: Error) => error)
    const all = limited instanceof Error ? DefaultFwssPermissions : [...DefaultFwssPermissions, ...limited]
    const unread =
      limited instanceof Error
        ? [
            warning(
              title,
              'whether the key was granted limits could not be looked up: the node gives no events.',
              'Set SESSION_SCOPES to what it was granted, such as addPieces:max=1073741824.',
            ),
          ]
        : []
    const session = { root, sessionKeyAddress }
    const [expirations, time] = await Promise.all([
      getExpirations(client, { ...session, permissions: all }),
      now(),
    ])
    const on = `${sessionKeyAddress} --network ${network}`
    const found = all.map((one) => grantOf(one, expirations[hashOf(one)] ?? 0n, time, soon))
    if (found.every(({ expiry }) => expiry === 0n))
      return [
        ...unread,
        failed(
          title,
          `${root} granted nothing to the key, or took it back.`,
          `Let it: foc-session-keys authorize ${on}`,
        ),
      ]
    const unlimited = unlimitedOf(found, asked)
    const findings = await Promise.all(
      found.map(async (grant): Promise<Finding[]> => {
        const { expiry, permission, status } = grant
        // What a key from elsewhere was to be granted is not known.
        if (expiry === 0n && !(key.isOwn && includes(asked, permission))) return []
        const left =
          status === 'none' || status === 'expired'
            ? undefined
            : await leftOf(client, { ...session, permission })
        return [describe({ ...grant, left }, time, on)]
      }),
    )
    return [
      ...findings.flat(),
      ...unread,
      ...(unlimited.length === 0 ? [] : [warning(title, ...wider(unlimited, sessionKeyAddress))]),
    ]
  },
  title,
}

/** One of them, in words. */
function describe({ expiry, left, permission, status }: Grant, now: bigint, on: string): Finding {
  const name = inWords(permission)
  const scope = nameOf(permission)
  if (status === 'none')
    return failed(
      name,
      'not granted, or taken back.',
      `Let the root grant it: foc-session-keys authorize ${on} --scopes ${scope}`,
    )
  const when = describeTime(expiry, now)
  const cure = `Let the root renew it: foc-session-keys renew ${on} --scopes ${scope}`
  if (status === 'expired') return failed(name, `expired ${when}.`, cure)
  if (left === 0n)
    return warning(
      name,
      `nothing is left of it, until it is renewed. It ends ${when}.`,
      `Let the root renew it to a later end, which begins a new count: foc-session-keys renew ${on} --scopes ${scope}`,
    )
  if (status === 'expiring') return warning(name, `ends ${when}.`, cure)
  const rest = left === undefined ? '' : `, ${leftInWords(permission as Policy, left)}`
  return ok(name, `granted, ends ${when}${rest}`)
}
