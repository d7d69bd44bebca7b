import { Synapse } from '@filoz/synapse-sdk'
import { type QueryClient, useMutation, useQuery } from '@tanstack/react-query'
import { type Permission, type Policy, type Session, type SessionKey, uploadLimits } from 'foc-session-keys'
import { calibration, mainnet } from 'foc-session-keys/chains'
import { indexedDbStorage } from 'foc-session-keys/storage'
import {
  type SessionData,
  useHasPermission,
  useLogin,
  useLoginSync,
  useRemaining,
  useRevoke,
  useRevokeAll,
  useSession,
  useSessions,
  useWatchSessionKey,
  useWatchSessions,
} from 'foc-session-keys-react'
import {
  getSessionsQueryKey,
  getSessionsQueryOptions,
  isAuthorizedQueryOptions,
  loadSessionQueryOptions,
  loginMutationOptions,
  remainingQueryOptions,
  startSessionMutationOptions,
} from 'foc-session-keys-react/query'
import type { Address, Hash, TransactionReceipt } from 'viem'
import { expectTypeOf, test } from 'vitest'
import { createConfig, http } from 'wagmi'

const config = createConfig({
  chains: [calibration, mainnet],
  transports: { [calibration.id]: http(), [mainnet.id]: http() },
})
const storage = indexedDbStorage()
const root: Address = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'

test('useSession gives what Synapse takes, without a cast', () => {
  const App = () => {
    const { sessionKey, session, expiresAt, status } = useSession({ config, storage })
    expectTypeOf(session).toEqualTypeOf<SessionData | undefined>()
    expectTypeOf(expiresAt).toEqualTypeOf<bigint | undefined>()
    expectTypeOf(status).toEqualTypeOf<
      'active' | 'error' | 'expired' | 'expiring' | 'loading' | 'none' | 'pending' | 'revoked'
    >()
    return sessionKey
      ? Synapse.create({ account: root, chain: calibration, sessionKey, source: null, transport: http() })
      : undefined
  }
  expectTypeOf(App).returns.toEqualTypeOf<Synapse | undefined>()
})

test('what is stored has no session key', () => {
  expectTypeOf<SessionData[keyof SessionData]>().not.toExtend<SessionKey>()
  expectTypeOf<SessionData>().not.toHaveProperty('sessionKey')
})

test('start, renew and end take nothing, or what is theirs', () => {
  const App = () => {
    const { end, renew, start } = useSession({
      duration: 'web',
      mutation: { onError: (error) => expectTypeOf(error).toEqualTypeOf<Error>() },
      permissions: [] as readonly Permission[],
      query: { staleTime: 1000 },
      storage,
    })
    start.mutate()
    start.mutate({ duration: '2h', onHash: (hash) => expectTypeOf(hash).toEqualTypeOf<Hash>() })
    renew.mutate({ newKey: true })
    end.mutate({ origin: 'Me' })
    end.mutate(undefined, { onSuccess: (data) => expectTypeOf(data).toEqualTypeOf<SessionData | null>() })
    // @ts-expect-error the key is renewed, not started
    start.mutate({ newKey: true })
    // @ts-expect-error where it is stored is the hook's
    start.mutate({ storage })
    // @ts-expect-error a key cannot be selected away
    useSession({ query: { select: () => 1 }, storage })
    // @ts-expect-error it has to be stored somewhere
    useSession({})
    return start.mutateAsync()
  }
  expectTypeOf(App).returns.resolves.toEqualTypeOf<SessionData>()
})

test('a policy goes wherever a permission does', () => {
  const limits = uploadLimits({ bytes: 1n })
  const App = (client: QueryClient) => {
    const { session, start } = useSession({ key: 'P-256', permissions: limits, storage })
    expectTypeOf(session?.policies).toEqualTypeOf<readonly Policy[] | undefined>()
    start.mutate({ key: 'secp256k1', permissions: [...limits, '0x12'] })
    // @ts-expect-error of two kinds
    start.mutate({ key: 'RSA' })
    useLogin().mutate({ permissions: limits, sessionKeyAddress: root })
    useRevoke().mutate({ permissions: [limits[0]], sessionKeyAddress: root })
    useHasPermission({ permission: limits[1], sessionKeyAddress: root })
    useSessions({ policies: limits, root })
    expectTypeOf(useRemaining({ permission: limits[1], sessionKeyAddress: root }).data).toEqualTypeOf<
      bigint | null | undefined
    >()
    expectTypeOf(useRemaining({ query: { select: (left) => left === 0n } }).data).toEqualTypeOf<
      boolean | undefined
    >()
    // @ts-expect-error a whole permission has no limit
    useRemaining({ permission: limits[1].operation, sessionKeyAddress: root })
    return client.fetchQuery(remainingQueryOptions(config, { permission: limits[0] }))
  }
  expectTypeOf(App).returns.resolves.toEqualTypeOf<bigint | null>()
})

test('queries pass on what TanStack takes, and infer what is selected', () => {
  const App = () => {
    expectTypeOf(useSessions({ root }).data).toEqualTypeOf<Session[] | undefined>()
    expectTypeOf(useSessions({ query: { select: (all) => all.length }, root }).data).toEqualTypeOf<
      number | undefined
    >()
    const { data, queryKey } = useHasPermission({
      query: { enabled: false, select: (may) => (may ? 1 : 'no') },
    })
    expectTypeOf(data).toEqualTypeOf<number | string | undefined>()
    expectTypeOf(queryKey).toExtend<readonly unknown[]>()
    useSessions({ chainId: calibration.id, config })
    expectTypeOf(useQuery(getSessionsQueryOptions(config, { root })).data).toEqualTypeOf<
      Session[] | undefined
    >()
  }
  expectTypeOf(App).toBeFunction()
})

test('options do for fetchQuery and useMutation', () => {
  const load = (client: QueryClient) => ({
    session: client.fetchQuery(loadSessionQueryOptions(config, { root, storage })),
    sessions: client.fetchQuery(getSessionsQueryOptions(config, { root })),
    may: client.fetchQuery(isAuthorizedQueryOptions(config, { root })),
  })
  expectTypeOf(load).returns.toHaveProperty('session').resolves.toEqualTypeOf<SessionData | null>()
  expectTypeOf(load).returns.toHaveProperty('sessions').resolves.toEqualTypeOf<Session[]>()
  expectTypeOf(load).returns.toHaveProperty('may').resolves.toEqualTypeOf<boolean>()
  const App = () => {
    useMutation(loginMutationOptions(config)).mutate({ sessionKeyAddress: root })
    return useMutation(startSessionMutationOptions(config, { storage })).mutateAsync()
  }
  expectTypeOf(App).returns.resolves.toEqualTypeOf<SessionData>()
  expectTypeOf(getSessionsQueryKey).returns.toExtend<readonly ['getSessions', object]>()
})

test('writes take what their action takes, and the wallet to ask', () => {
  const App = () => {
    useLogin().mutate({ account: root, chainId: calibration.id, expiry: 1n, sessionKeyAddress: root })
    useRevokeAll().mutate({ sessionKeyAddresses: [root] })
    // @ts-expect-error whom to?
    useLogin().mutate({})
    // @ts-expect-error seconds are bigint
    useLoginSync().mutate({ expiry: 1, sessionKeyAddress: root })
    expectTypeOf(useLoginSync().data?.receipt).toEqualTypeOf<TransactionReceipt | undefined>()
    return useLogin({ mutation: { onSuccess: (hash) => expectTypeOf(hash).toEqualTypeOf<Hash>() } }).data
  }
  expectTypeOf(App).returns.toEqualTypeOf<Hash | undefined>()
})

test('watching takes what is not known yet', () => {
  expectTypeOf(useWatchSessionKey).toBeCallableWith({ sessionKey: undefined })
  expectTypeOf(useWatchSessions).toBeCallableWith({ root: undefined })
  useWatchSessionKey({
    onExpiring: (permissions) => expectTypeOf(permissions).toEqualTypeOf<readonly Permission[]>(),
    sessionKey: undefined,
  })
})
