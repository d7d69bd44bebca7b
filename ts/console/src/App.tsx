import { InvalidLinkError } from 'foc-session-keys'
import { useState } from 'react'
import { useConnection } from 'wagmi'
import { Header } from './parts/Header.tsx'
import { Transactions } from './parts/Transactions.tsx'
import { WalletNetwork } from './parts/WalletNetwork.tsx'
import { leaveLink, type Opened, useShownKey } from './state/location.ts'
import { RootProvider } from './state/root.tsx'
import { BrokenLink } from './views/BrokenLink.tsx'
import { Connect } from './views/Connect.tsx'
import { LinkRequest } from './views/LinkRequest.tsx'
import { SessionKeyView } from './views/SessionKeyView.tsx'
import { SessionList } from './views/SessionList.tsx'

/** The page: one view at a time, by what the link asks for, who is connected, and which key is looked at. */
export function App({ opened }: { opened: Opened }) {
  const [link, setLink] = useState(opened.link)
  const [network, setNetwork] = useState(opened.network)
  const { address, status } = useConnection()
  const shownKey = useShownKey()

  const leave = () => {
    leaveLink(network)
    setLink(undefined)
  }

  function view() {
    if (link instanceof InvalidLinkError) return <BrokenLink error={link} onLeave={leave} />
    const request =
      link?.action === 'authorize' ? <LinkRequest key={address} link={link} onLeave={leave} /> : undefined
    if (!address)
      return (
        <>
          {request}
          <Connect isLooking={status === 'reconnecting'} />
        </>
      )
    // Another wallet or network is another page: nothing that was begun goes over to it.
    return (
      <RootProvider key={`${network}${address}`} address={address} network={network}>
        <WalletNetwork />
        {request ?? (shownKey ? <SessionKeyView key={shownKey} address={shownKey} /> : <SessionList />)}
      </RootProvider>
    )
  }

  return (
    <>
      <Header
        isLocked={link !== undefined}
        network={network}
        onNetwork={(next) => {
          leaveLink(next)
          setNetwork(next)
        }}
      />
      <main>
        {opened.isForeignNode && (
          <p className="notice warning">
            This page was opened with a node that is not on this machine. It is not asked.
          </p>
        )}
        {view()}
      </main>
      <Transactions />
    </>
  )
}
