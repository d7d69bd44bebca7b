import { authorizeLink, login, loginSync, type Permission, permissionName } from 'foc-session-keys'
import type { Address } from 'viem'
import { dateOf } from '../output/time.ts'
import { isDestructive, nameOf } from '../session/grants.ts'
import type { Connection } from '../settings/network.ts'
import type { Step } from './askRoot.ts'

/** What a root sends to let a key do something until some second. */
export function grantStep(
  { client, network }: Connection,
  {
    consoleUrl,
    expiry,
    origin,
    permissions,
    sessionKeyAddress,
  }: {
    consoleUrl: string
    expiry: bigint
    origin: string
    permissions: readonly Permission[]
    sessionKeyAddress: Address
  },
): Step {
  const grant = { expiry, origin, permissions, sessionKeyAddress }
  const names = permissions.map((one) => `${nameOf(one)}${isDestructive(one) ? ' (destructive)' : ''}`)
  return {
    call: login.prepare(client, grant),
    data: {
      expiry: `${expiry}`,
      permissions: permissions.map((one) => permissionName(one) ?? one),
      scopes: permissions.map(nameOf),
      sessionKeyAddress,
    },
    link: authorizeLink({ consoleUrl, network, permissions, sessionKeyAddress }),
    meaning: `let ${sessionKeyAddress} do ${names.join(', ')} until ${dateOf(expiry)}`,
    send: (wallet, onHash) => loginSync(wallet, { ...grant, onHash }),
  }
}

/** What is to be known before a destructive permission is granted. */
export const warningsOf = (permissions: readonly Permission[]): string[] => {
  const names = permissions.filter(isDestructive).map(nameOf)
  return names.length > 0 ? [`${names.join(' and ')}: what the key takes away cannot be had back.`] : []
}
