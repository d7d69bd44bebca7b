// An app with every hook.
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { Permission, type SessionStorage, UploadPermissions } from 'foc-session-keys'
import {
  useHasPermission,
  useLogin,
  useLoginSync,
  useRevoke,
  useRevokeAll,
  useRevokeAllSync,
  useRevokeSync,
  useSession,
  useSessions,
  useWatchSessionKey,
  useWatchSessions,
} from 'foc-session-keys-react'
import { StrictMode, useEffect } from 'react'
import type { Address, Chain } from 'viem'
import { type Config, createConfig, http, useConnection, WagmiProvider } from 'wagmi'
import { connect } from 'wagmi/actions'

/** What a test wants. */
export type Setup = {
  chains: readonly [Chain, ...Chain[]]
  duration?: number
  /** What a server made of the app. */
  html?: string
  pollingInterval: number
  /** Whose permission is shown. */
  sessionKeyAddress?: Address
  /** Whether all that the root grants is watched. */
  watch?: boolean
}

/** What the app lets a test see. */
export type Tested = {
  /** Connects the wallet that announced itself. */
  connect: () => Promise<unknown>
  config: Config
  /** What the session key told. */
  heard: string[]
  hooks?: ReturnType<typeof useEverything>
  /** What React made up for. */
  mended: string[]
  queryClient: QueryClient
  /** What is stored, in plain. */
  stored?: () => Promise<string[]>
  /** What the session was, one after the other. */
  statuses: string[]
}

export function createTested({ chains, html, pollingInterval }: Setup): Tested {
  const config = createConfig({
    chains,
    pollingInterval,
    ssr: html !== undefined,
    transports: Object.fromEntries(chains.map(({ id }) => [id, http()])),
  })
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  return {
    config,
    connect: async () => {
      const [connector] = config.connectors
      if (!connector) throw new Error('No wallet announced itself.')
      return connect(config, { connector })
    },
    heard: [],
    mended: [],
    queryClient,
    statuses: [],
  }
}

type AppProps = {
  setup: Setup
  /** Called in each render, as many will write it. */
  storage: () => SessionStorage
  tested: Tested
}

export function App(props: AppProps) {
  return (
    <StrictMode>
      <WagmiProvider config={props.tested.config}>
        <QueryClientProvider client={props.tested.queryClient}>
          <Page {...props} />
        </QueryClientProvider>
      </WagmiProvider>
    </StrictMode>
  )
}

function useEverything({ setup, storage, tested }: AppProps) {
  const { address } = useConnection()
  const { duration, sessionKeyAddress, watch = false } = setup
  const session = useSession({
    duration,
    origin: 'A page',
    permissions: UploadPermissions,
    storage: storage(),
  })
  const heard = (event: string) => () => void tested.heard.push(event)
  useWatchSessionKey({
    onConnected: heard('connected'),
    onExpirationsUpdated: heard('expirationsUpdated'),
    onExpired: heard('expired'),
    onExpiring: heard('expiring'),
    sessionKey: session.sessionKey,
  })
  useWatchSessions({ enabled: watch, root: address })
  return {
    hasPermission: useHasPermission({ permission: Permission.AddPieces, sessionKeyAddress }),
    login: useLogin(),
    loginSync: useLoginSync(),
    revoke: useRevoke(),
    revokeAll: useRevokeAll(),
    revokeAllSync: useRevokeAllSync(),
    revokeSync: useRevokeSync(),
    session,
    sessions: useSessions({ root: address }),
  }
}

function Page(props: AppProps) {
  const { tested } = props
  const hooks = useEverything(props)
  const { expiresAt, sessionKey, status } = hooks.session
  useEffect(() => {
    tested.hooks = hooks
  })
  useEffect(() => {
    tested.statuses.push(status)
  }, [status, tested])
  const shown = {
    expires: expiresAt,
    key: sessionKey?.address,
    may: hooks.hasPermission.data,
    sessions: hooks.sessions.data
      ?.map((session) => `${session.sessionKeyAddress} ${session.status}`)
      .join(', '),
    status,
  }
  return Object.entries(shown).map(([name, value]) => (
    <p key={name} id={name}>
      {String(value ?? '')}
    </p>
  ))
}
