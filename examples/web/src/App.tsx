import { useConnection } from 'wagmi'
import { Connect, SwitchNetwork } from './Connect.tsx'
import { chain } from './config.ts'
import { Session } from './Session.tsx'

export function App() {
  const { address, chainId, status } = useConnection()
  return (
    <main>
      <h1>Uploads with one prompt</h1>
      <p>
        Your wallet signs once. Then a session key of this page signs uploads to {chain.name}, for an hour,
        and your wallet pays.
      </p>
      {status === 'reconnecting' && <p role="status">Looking for your wallet…</p>}
      {!address && status !== 'reconnecting' && <Connect />}
      {address && chainId !== chain.id && <SwitchNetwork />}
      {address && <Session key={address} root={address} />}
    </main>
  )
}
