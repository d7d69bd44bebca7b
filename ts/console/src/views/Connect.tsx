import { useConnect, useConnectors } from 'wagmi'
import { Heading } from '../parts/Heading.tsx'
import { failureOf } from '../words/outcome.ts'

/** Offers the wallets that announced themselves. */
export function Connect({ isLooking }: { isLooking: boolean }) {
  const connectors = useConnectors()
  const connect = useConnect()
  if (isLooking) return <p role="status">Looking for your wallet…</p>
  return (
    <section className="connect">
      <Heading>Connect your wallet</Heading>
      <p>
        A session key is a key that acts for your wallet for a while, so that an app or a terminal can store
        data without asking you each time. Here you see the keys that your wallet let in, let in new ones, and
        take them back. Connecting lets this page see your address, and nothing else.
      </p>
      {connectors.length === 0 && (
        <p className="notice">
          There is no wallet in this browser. Install one, such as MetaMask or Rabby, and load this page
          again.
        </p>
      )}
      <ul className="wallets">
        {connectors.map((connector) => (
          <li key={connector.uid}>
            <button type="button" disabled={connect.isPending} onClick={() => connect.mutate({ connector })}>
              {connector.icon?.startsWith('data:image/') && (
                <img src={connector.icon} alt="" width="20" height="20" />
              )}
              Connect {connector.name}
            </button>
          </li>
        ))}
      </ul>
      <p role="status">
        {connect.isPending && 'Look at your wallet: it asks you.'}
        {connect.error && failureOf(connect.error).message}
      </p>
    </section>
  )
}
