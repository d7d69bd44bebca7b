import {
  amountInWords,
  isDestructive,
  isPolicy,
  type Network,
  operationOf,
  Permission,
  type PermissionOrPolicy,
} from 'foc-session-keys'
import type { Address } from 'viem'
import { networkNames } from '../networks.ts'
import { type Duration, lasting } from './duration.ts'
import { listed, may } from './scopes.ts'

/** What is about to be granted, in a sentence. */
export function grantSentence(grant: {
  duration: Duration
  network: Network
  permissions: readonly PermissionOrPolicy[]
  root: Address
  sessionKey: string
}): string {
  const { duration, network, permissions, root, sessionKey } = grant
  return `${sessionKey} may ${listed(permissions.map(may))} for the wallet ${root} on ${networkNames[network]}, ${lasting(duration)}.`
}

/** What it can cost. */
export function costSentence(permissions: readonly PermissionOrPolicy[]): string {
  const limits = (operation: Permission) =>
    permissions
      .filter((one) => operationOf(one) === operation)
      .map((one) => (isPolicy(one) ? one.limit : undefined))
  const isOpen = (operation: Permission) => limits(operation).includes(undefined)
  const adds = limits(Permission.AddPieces)
  const open = [
    ...(isOpen(Permission.CreateDataSet) ? ['how many data sets it creates'] : []),
    ...(isOpen(Permission.AddPieces) ? ['how much it stores'] : []),
  ]
  const sentences = [
    'The key never holds your money. What it does is paid from your deposit in Filecoin Pay.',
  ]
  if (adds.length > 0 && !isOpen(Permission.AddPieces)) {
    const bytes = adds.reduce<bigint>((sum, limit) => sum + (limit ?? 0n), 0n)
    sentences.push(`It can store ${amountInWords(Permission.AddPieces, bytes)} at most, each copy counted.`)
  }
  sentences.push(
    open.length > 0
      ? `Nothing here limits ${listed(open)}: that can cost all of your deposit, unless you allowed the storage service less there.`
      : 'Fees for each piece and each call come on top: what limits those is what you allowed the storage service there.',
  )
  const harm = permissions.filter(isDestructive).map(may)
  if (harm.length > 0) sentences.push(`And it can ${listed(harm)}, which cannot be undone.`)
  return sentences.join(' ')
}
