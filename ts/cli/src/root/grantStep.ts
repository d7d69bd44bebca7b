import {
  authorizeLink,
  isDestructive,
  isPolicy,
  login,
  loginSync,
  type PermissionOrPolicy,
  permissionInWords,
} from 'foc-session-keys'
import type { Address } from 'viem'
import { inWords, nameOf, policyData } from '../limits/words.ts'
import { dateOf } from '../output/time.ts'
import type { Connection } from '../settings/network.ts'
import type { Step } from './askRoot.ts'

/** What a root sends to let a key do something until some second. */
export function grantStep(
  { client, network }: Connection,
  {
    consoleUrl,
    expiry,
    note,
    origin,
    permissions,
    sessionKeyAddress,
  }: {
    consoleUrl: string
    expiry: bigint
    /** What else it means, for whoever is asked. */
    note?: string | undefined
    origin: string
    permissions: readonly PermissionOrPolicy[]
    sessionKeyAddress: Address
  },
): Step {
  const grant = { expiry, origin, permissions, sessionKeyAddress }
  const policies = permissions.filter(isPolicy)
  const names = permissions.map((one) => `${inWords(one)}${isDestructive(one) ? ' (destructive)' : ''}`)
  return {
    call: login.prepare(client, grant),
    data: {
      expiry: `${expiry}`,
      permissions: permissions.map(permissionInWords),
      policies: policies.map(policyData),
      scopes: permissions.map(nameOf),
      sessionKeyAddress,
    },
    link: authorizeLink({ consoleUrl, network, permissions, sessionKeyAddress }),
    meaning: `let ${sessionKeyAddress} do ${names.join(policies.length > 0 ? '; ' : ', ')} until ${dateOf(expiry)}${note ? ` (${note})` : ''}`,
    send: (wallet, onHash) => loginSync(wallet, { ...grant, onHash }),
  }
}

/** What is to be known before a destructive permission is granted. */
export const warningsOf = (permissions: readonly PermissionOrPolicy[]): string[] => {
  const names = permissions.filter(isDestructive).map(inWords)
  return names.length > 0 ? [`${names.join(' and ')}: what the key takes away cannot be had back.`] : []
}
