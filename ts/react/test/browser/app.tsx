// An app with every hook.
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import {
  Permission,
  type SessionKey,
  type SessionStorage,
  UploadPermissions,
  uploadLimits,
} from 'foc-session-keys'
import {
  useHasPermission,
  useLogin,
  useLoginSync,
  useRemaining,
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
import type { Address, Chain, Hex } from 'viem'
import { type Config, createConfig, http, useConnection, WagmiProvider } from 'wagmi'
import { connect } from 'wagmi/actions'
import { signCreation } from '../createsDataSet.ts'

/** What a test wants. */
export type Setup = {
  /** How many bytes may be uploaded. Default: as many as one likes. */
  bytes?: string
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
  /** What the session key signs to create a data set. */
  signCreation?: () => Promise<Hex>
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
  const { bytes, duration, sessionKeyAddress, watch = false } = setup
  // Made anew in each render, as many will write it.
  const limits = bytes === undefined ? undefined : uploadLimits({ bytes: BigInt(bytes) })
  const session = useSession({
    duration,
    origin: 'A page',
    permissions: limits ?? UploadPermissions,
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
    hasPermission: useHasPermission({
      permission: limits?.[1] ?? Permission.AddPieces,
      sessionKeyAddress: sessionKeyAddress ?? session.sessionKey?.address,
    }),
    login: useLogin(),
    loginSync: useLoginSync(),
    remaining: useRemaining({
      permission: limits?.[0],
      sessionKeyAddress: session.sessionKey?.address,
    }),
    revoke: useRevoke(),
    revokeAll: useRevokeAll(),
    revokeAllSync: useRevokeAllSync(),
    revokeSync: useRevokeSync(),
    session,
    sessions: useSessions({ policies: limits, root: address }),
  }
}

function Page(props: AppProps) {
  const { tested } = props
  const hooks = useEverything(props)
  const { expiresAt, sessionKey, status } = hooks.session
  useEffect(() => {
    tested.hooks = hooks
    tested.signCreation = async () => signCreation(hooks.session.sessionKey as SessionKey)
  })
  useEffect(() => {
    tested.statuses.push(status)
  }, [status, tested])
  const shown = {
    curve: sessionKey?.account.curve,
    expires: expiresAt,
    key: sessionKey?.address,
    left: hooks.remaining.data,
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
