import type { Network } from 'foc-session-keys'
import { useConnection, useDisconnect } from 'wagmi'
import { networkNames, networks } from '../networks.ts'

/** Which network, and whose wallet. */
export function Header({
  isLocked,
  network,
  onNetwork,
}: {
  /** Whether a link says which network it is. */
  isLocked: boolean
  network: Network
  onNetwork: (network: Network) => void
}) {
  const { address, connector } = useConnection()
  const disconnect = useDisconnect()
  return (
    <header className="page">
      <p className="title">Session keys</p>
      <label>
        Network{' '}
        <select
          disabled={isLocked}
          value={network}
          onChange={({ target }) => onNetwork(target.value as Network)}
        >
          {networks.map((name) => (
            <option key={name} value={name}>
              {networkNames[name]}
            </option>
          ))}
        </select>
      </label>
      {address && (
        <p className="wallet">
          <span>
            {connector?.name} {address.slice(0, 6)}…{address.slice(-4)}
          </span>{' '}
          <button type="button" className="quiet" onClick={() => disconnect.mutate({})}>
            Disconnect
          </button>
        </p>
      )}
    </header>
  )
}
