import { DefaultFwssPermissions, getExpirations } from 'foc-session-keys'
import { describeTime } from '../../output/time.ts'
import { nameOf } from '../../session/grants.ts'
import { type Check, type Finding, failed, ok, skipped, warning } from '../check.ts'

const title = 'Grants'

/** A grant ends soon when it ends within so many seconds. */
const soon = 1800n

export const grants: Check = {
  code: 'AUTHORIZATION_INCOMPLETE',
  name: 'grants',
  needs: ['sessionKey', 'network', 'registry'],
  run: async ({ connection: { client, network }, key, now, root }) => {
    if (!key || 'problem' in key) return [skipped(title, 'there is no session key.')]
    const { address: sessionKeyAddress, permissions } = key.lines
    if (!root)
      return [
        warning(
          title,
          'it is not known which wallet granted to the key.',
          `foc-session-keys login --network ${network} waits for it; or set WALLET_ADDRESS, or pass --wallet-address.`,
        ),
      ]
    const [expirations, time] = await Promise.all([
      getExpirations(client, { root, sessionKeyAddress }),
      now(),
    ])
    const on = `${sessionKeyAddress} --network ${network}`
    const expiryOf = (permission: (typeof DefaultFwssPermissions)[number]) => expirations[permission] ?? 0n
    if (DefaultFwssPermissions.every((permission) => expiryOf(permission) === 0n))
      return [
        failed(
          title,
          `${root} granted nothing to the key, or took it back.`,
          `Let it: foc-session-keys authorize ${on}`,
        ),
      ]
    return DefaultFwssPermissions.flatMap((permission): Finding[] => {
      const expiry = expiryOf(permission)
      const scope = nameOf(permission)
      if (expiry === 0n) {
        // What a key from elsewhere was to be granted is not known.
        if (!key.isOwn || !permissions?.includes(permission)) return []
        return [
          failed(
            scope,
            'not granted, or taken back.',
            `Let the root grant it: foc-session-keys authorize ${on} --scopes ${scope}`,
          ),
        ]
      }
      const when = describeTime(expiry, time)
      const cure = `Let the root renew it: foc-session-keys renew ${on} --scopes ${scope}`
      if (time > expiry) return [failed(scope, `expired ${when}.`, cure)]
      if (expiry - time < soon) return [warning(scope, `ends ${when}.`, cure)]
      return [ok(scope, `granted, ends ${when}`)]
    })
  },
  title,
}
