// A page with the hooks, for a bundler.
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { calibration } from 'foc-session-keys/chains'
import { indexedDbStorage } from 'foc-session-keys/storage'
import { useSession, useSessions } from 'foc-session-keys-react'
import { getSessionsQueryOptions } from 'foc-session-keys-react/query'
import { createRoot } from 'react-dom/client'
import { createConfig, http, useConnection, WagmiProvider } from 'wagmi'

const config = createConfig({ chains: [calibration], transports: { [calibration.id]: http() } })
const client = new QueryClient()
const storage = indexedDbStorage()

function App() {
  const { address } = useConnection()
  const { data } = useSessions({ root: address })
  const { start, status } = useSession({ storage })
  const count: number | undefined = data?.length
  return (
    <button type="button" onClick={() => start.mutate({ duration: '1h' })}>
      {status}: {count}
    </button>
  )
}

void client.prefetchQuery(getSessionsQueryOptions(config, { root: undefined }))
createRoot(document.body).render(
  <WagmiProvider config={config}>
    <QueryClientProvider client={client}>
      <App />
    </QueryClientProvider>
  </WagmiProvider>,
)
