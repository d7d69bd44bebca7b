import { RegistryFeatureError, revoke, revokeAll, type Session } from 'foc-session-keys'
import { useRevokeAllSync, useRevokeSync } from 'foc-session-keys-react'
import type { Address } from 'viem'
import { useConfig, useSendCallsSync } from 'wagmi'
import { getCapabilities } from 'wagmi/actions'
import { useTransactions } from './transactions.tsx'

/**
 * Takes everything back from session keys: in one transaction where the registry can; else at one prompt where the wallet takes
 * several calls; else one after the other, until the user says no.
 */
export function useRevokeKeys({ account, chainId }: { account: Address; chainId: number }) {
  const config = useConfig()
  const client = config.getClient({ chainId })
  const revokeOne = useRevokeSync()
  const revokeMany = useRevokeAllSync()
  const sendCalls = useSendCallsSync()
  const { run } = useTransactions()

  /** Where the registry cannot take everything back, all that the key was ever granted is named. */
  const namedFor = ({ expirations, sessionKeyAddress }: Session) =>
    canRevokeAll([sessionKeyAddress])
      ? { sessionKeyAddress }
      : { permissions: Object.keys(expirations) as Session['permissions'], sessionKeyAddress }

  function canRevokeAll(sessionKeyAddresses: readonly Address[]): boolean {
    try {
      revokeAll.prepare(client, { sessionKeyAddresses })
      return true
    } catch (error) {
      if (error instanceof RegistryFeatureError) return false
      throw error
    }
  }

  const takesCalls = () =>
    getCapabilities(config, { account, chainId }).then(
      () => true,
      () => false,
    )

  return async (sessions: readonly Session[]): Promise<void> => {
    const sessionKeyAddresses = sessions.map(({ sessionKeyAddress }) => sessionKeyAddress)
    const title = `Revoke ${sessions.length} session keys`
    if (sessions.length > 1 && canRevokeAll(sessionKeyAddresses)) {
      await run({ chainId, title }, (onHash) =>
        revokeMany.mutateAsync({ chainId, onHash, sessionKeyAddresses }),
      )
    } else if (sessions.length > 1 && (await takesCalls())) {
      await run({ chainId, title }, async (onHash) => {
        const calls = sessions.map((session) => revoke.prepare(client, namedFor(session)))
        const { receipts = [], status } = await sendCalls.mutateAsync({ calls, chainId, forceAtomic: false })
        const [receipt] = receipts
        if (status !== 'success' || !receipt) throw new Error('The wallet did not send all of it.')
        onHash(receipt.transactionHash)
        return { receipt }
      })
    } else
      for (const [i, session] of sessions.entries()) {
        const count = sessions.length > 1 ? ` (${i + 1} of ${sessions.length})` : ''
        const about = { chainId, title: `Revoke ${session.name || session.sessionKeyAddress}${count}` }
        const { state } = await run(about, (onHash) =>
          revokeOne.mutateAsync({ ...namedFor(session), chainId, onHash }),
        )
        if (state === 'refused') return
      }
  }
}
