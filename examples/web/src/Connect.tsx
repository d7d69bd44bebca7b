import { useConnect, useConnectors, useSwitchChain } from 'wagmi'
import { chain } from './config.ts'
import { Problem } from './Problem.tsx'

/** A button for each wallet that announced itself. */
export function Connect() {
  const connectors = useConnectors()
  const { error, isPending, mutate } = useConnect()
  if (connectors.length === 0)
    return <p role="status">No wallet announced itself. Install one, and open this page again.</p>
  return (
    <section>
      {connectors.map((connector) => (
        <button key={connector.uid} type="button" disabled={isPending} onClick={() => mutate({ connector })}>
          Connect {connector.name}
        </button>
      ))}
      <Problem error={error} />
    </section>
  )
}

export function SwitchNetwork() {
  const { error, isPending, mutate } = useSwitchChain()
  return (
    <section>
      <p>Your wallet is on another network.</p>
      <button type="button" disabled={isPending} onClick={() => mutate({ chainId: chain.id })}>
        Switch to {chain.name}
      </button>
      <Problem error={error} />
    </section>
  )
}
