import { useConnection, useSwitchChain } from 'wagmi'
import { chainName, networkNames } from '../networks.ts'
import { useRoot } from '../state/root.tsx'
import { failureOf } from '../words/outcome.ts'

/** Whether the wallet is on the network that the page is about; if not, one click brings it there. */
export function useIsOnNetwork(): boolean {
  return useConnection().chainId === useRoot().chainId
}

export function WalletNetwork() {
  const { chainId, network } = useRoot()
  const connection = useConnection()
  const switchChain = useSwitchChain()
  if (useIsOnNetwork()) return null
  return (
    <div className="notice warning" role="status">
      <p>
        Your wallet is on {chainName(connection.chainId ?? 0)}. To change anything on {networkNames[network]},
        it has to be there.
      </p>
      <button type="button" disabled={switchChain.isPending} onClick={() => switchChain.mutate({ chainId })}>
        Switch the wallet to {networkNames[network]}
      </button>
      {switchChain.error && <p>{failureOf(switchChain.error).message}</p>}
    </div>
  )
}
