import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { WagmiProvider } from 'wagmi'
import { App } from './App.tsx'
import { createConsoleConfig } from './networks.ts'
import { leaveLink, openedWith, show } from './state/location.ts'
import { TransactionsProvider } from './state/transactions.tsx'

const opened = openedWith(location.href)
// A link to revoke opens the key.
if (opened.link && 'action' in opened.link && opened.link.action === 'revoke') {
  leaveLink(opened.network)
  show(opened.link.sessionKeyAddress)
  opened.link = undefined
}
const config = createConsoleConfig(opened.rpc)
// What asks a node or an explorer tries again by itself.
const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } })

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <WagmiProvider config={config}>
      <QueryClientProvider client={queryClient}>
        <TransactionsProvider>
          <App opened={opened} />
        </TransactionsProvider>
      </QueryClientProvider>
    </WagmiProvider>
  </StrictMode>,
)
