import type { PermissionOrPolicy } from 'foc-session-keys'
import { useLoginSync } from 'foc-session-keys-react'
import type { Address } from 'viem'
import { type Duration, expiryOf } from '../words/duration.ts'
import { useRoot } from './root.tsx'
import { type Transaction, useTransactions } from './transactions.tsx'

/** Grants, or renews. */
export function useGrant() {
  const { chainId, client } = useRoot()
  const login = useLoginSync()
  const { run } = useTransactions()
  return (grant: {
    duration: Duration
    name: string
    permissions: readonly PermissionOrPolicy[]
    sessionKeyAddress: Address
    title: string
  }): Promise<Transaction> => {
    const { duration, name, permissions, sessionKeyAddress, title } = grant
    return run({ chainId, title }, async (onHash) => {
      const expiry = await expiryOf(duration, client)
      return login.mutateAsync({
        chainId,
        expiry,
        onHash,
        permissions,
        sessionKeyAddress,
        ...(name && { origin: name }),
      })
    })
  }
}
