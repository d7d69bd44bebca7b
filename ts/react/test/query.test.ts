import { dehydrate, QueryClient } from '@tanstack/react-query'
import {
  getSessions,
  loginSync,
  Permission,
  policy,
  startSession,
  UploadPermissions,
  uploadLimits,
} from 'foc-session-keys'
import { memoryStorage } from 'foc-session-keys/storage'
import {
  getSessionsQueryKey,
  getSessionsQueryOptions,
  isAuthorizedQueryKey,
  isAuthorizedQueryOptions,
  loadSessionQueryKey,
  loadSessionQueryOptions,
  loginMutationOptions,
  remainingQueryKey,
  remainingQueryOptions,
  sessionKeyOf,
} from 'foc-session-keys-react/query'
import { http } from 'viem'
import { generatePrivateKey } from 'viem/accounts'
import { expect, test } from 'vitest'
import { createConfig } from 'wagmi'
import { useDevnet } from '../../client/test/helpers.ts'

const devnet = useDevnet()
const root = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'
const lowerCase = '0x70997970c51812dc3a010c7d01b50e0d17dc79c8'
const sessionKeyAddress = '0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC'

const configOf = () => {
  const { chain } = devnet
  return createConfig({ chains: [chain], transports: { [chain.id]: http() } })
}

test('default: keys are JSON, the same for the same, and without what is not known', () => {
  const storage = memoryStorage()
  const keys = () => [
    getSessionsQueryKey({ chainId: 1, expiringWithin: 60n, fromBlock: 5n, root, scopeKey: 'a' }),
    isAuthorizedQueryKey({ permission: Permission.AddPieces, root: { address: root }, sessionKeyAddress }),
    loadSessionQueryKey({ contractAddress: root, expiringWithin: 9n, root: lowerCase, storage }),
    getSessionsQueryKey(),
  ]
  expect(JSON.parse(JSON.stringify(keys()))).toEqual(keys())
  expect(keys()).toEqual([
    ['getSessions', { chainId: 1, expiringWithin: '60', fromBlock: '5', root, scopeKey: 'a' }],
    ['isAuthorized', { permission: Permission.AddPieces, root, sessionKeyAddress }],
    ['loadSession', { contractAddress: root, expiringWithin: '9', root, storage: expect.any(Number) }],
    ['getSessions', {}],
  ])
  expect(loadSessionQueryKey({ storage: memoryStorage() })).not.toEqual(loadSessionQueryKey({ storage }))
})

test('behavior: policies are in keys by their hashes, the same in whatever order and however made', () => {
  const limits = () => uploadLimits({ bytes: 1024n ** 3n, provider: root })
  const [create, add] = limits()
  const keys = () => [
    remainingQueryKey({ permission: limits()[1], root: lowerCase, service: lowerCase, sessionKeyAddress }),
    isAuthorizedQueryKey({ permission: limits()[1], root, sessionKeyAddress }),
    getSessionsQueryKey({ policies: limits(), root }),
  ]
  expect(JSON.parse(JSON.stringify(keys()))).toEqual(keys())
  expect(keys()).toEqual([
    ['remaining', { permission: add.hash, root, service: root, sessionKeyAddress }],
    ['isAuthorized', { permission: add.hash, root, sessionKeyAddress }],
    ['getSessions', { policies: [create.hash, add.hash].sort().join(), root }],
  ])
  expect(getSessionsQueryKey({ policies: [add, create, add] })).toEqual(
    getSessionsQueryKey({ policies: limits() }),
  )
  const other = policy({ limit: 1024n ** 3n + 1n, permission: Permission.AddPieces, provider: root })
  expect(remainingQueryKey({ permission: other })).not.toEqual(remainingQueryKey({ permission: add }))
  const upper = Permission.AddPieces.toUpperCase().replace('X', 'x') as Permission
  expect(isAuthorizedQueryKey({ permission: upper })).toEqual(
    isAuthorizedQueryKey({ permission: Permission.AddPieces }),
  )
})

test('behavior: nothing is asked before it is known', () => {
  const config = configOf()
  const storage = memoryStorage()
  const query = { enabled: true }
  const incomplete = [
    getSessionsQueryOptions(config, { query }),
    isAuthorizedQueryOptions(config, { query, root, sessionKeyAddress }),
    isAuthorizedQueryOptions(config, { permission: Permission.AddPieces, query, root }),
    isAuthorizedQueryOptions(config, { permission: Permission.AddPieces, query, sessionKeyAddress }),
    loadSessionQueryOptions(config, { query, storage }),
    remainingQueryOptions(config, { query, root, sessionKeyAddress }),
    remainingQueryOptions(config, { permission: uploadLimits({ bytes: 1n })[1], query, sessionKeyAddress }),
  ]
  expect(incomplete.map(({ enabled }) => enabled)).toEqual(incomplete.map(() => false))
  const off = { enabled: false }
  expect(getSessionsQueryOptions(config, { query: off, root }).enabled).toBe(false)
  expect(getSessionsQueryOptions(config, { root }).enabled).toBe(true)
  expect(loadSessionQueryOptions(config, { query: { staleTime: 5 }, root, storage }).staleTime).toBe(5)
})

test('behavior: what is given in the place of an address is in no key, and in no error', async () => {
  const secret = generatePrivateKey()
  const given = { root: secret, sessionKeyAddress: secret, storage: memoryStorage() }
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  const config = configOf()
  const permission = Permission.AddPieces
  const errors = await Promise.all([
    client.fetchQuery(getSessionsQueryOptions(config, given)).catch((error) => error),
    client.fetchQuery(isAuthorizedQueryOptions(config, { ...given, permission })).catch((error) => error),
    client.fetchQuery(loadSessionQueryOptions(config, given)).catch((error) => error),
  ])
  expect(errors.map(({ name }) => name)).toEqual(errors.map(() => 'InvalidRootError'))
  const queries = client.getQueryCache().getAll()
  expect(queries).toHaveLength(3)
  const said = JSON.stringify(
    queries.map(({ queryKey, state }) => [queryKey, state, String(state.error?.stack)]),
  )
  expect(said).not.toContain(secret.slice(2))
})

test('behavior: the queries find what is on the chain, and a session key is beside them', async () => {
  const client = new QueryClient()
  const config = configOf()
  const rootClient = devnet.rootClient(1)
  const storage = memoryStorage()
  const place = { root: rootClient.account.address, storage }
  expect(await client.fetchQuery(loadSessionQueryOptions(config, place))).toBeNull()
  const { sessionKey } = await startSession(rootClient, { permissions: UploadPermissions, storage })
  const session = await client.fetchQuery(loadSessionQueryOptions(config, place))
  expect(session).toMatchObject({ sessionKeyAddress: sessionKey.address, state: 'granted' })
  expect(session && sessionKeyOf(session)?.address).toBe(sessionKey.address)
  // The same again: what is watched stays.
  await client.fetchQuery(loadSessionQueryOptions(config, place))
  expect(client.getQueryData(loadSessionQueryOptions(config, place).queryKey)).toBe(session)
  expect(session && sessionKeyOf({ ...session })).toBeUndefined()
  const { queries } = dehydrate(client)
  expect(queries.find(({ queryKey }) => queryKey[0] === 'loadSession')?.state.data).toBe(session)

  const sessions = await client.fetchQuery(getSessionsQueryOptions(config, place))
  expect(sessions).toEqual(await getSessions(rootClient, place))
  const asked = { ...place, permission: Permission.AddPieces, sessionKeyAddress: sessionKey.address }
  expect(await client.fetchQuery(isAuthorizedQueryOptions(config, asked))).toBe(true)
  const other = { ...asked, sessionKeyAddress } as const
  expect(await client.fetchQuery(isAuthorizedQueryOptions(config, other))).toBe(false)
  await loginSync(rootClient, { sessionKeyAddress })
  expect(await client.fetchQuery(isAuthorizedQueryOptions(config, other))).toBe(true)
})

test('behavior: of policies, what is granted and what is left', async () => {
  const client = new QueryClient()
  const config = configOf()
  const rootClient = devnet.rootClient(2)
  const root = rootClient.account.address
  const [create, add] = uploadLimits({ bytes: 1_000_000n })
  const everywhere = policy({ permission: Permission.AddPieces, provider: root })
  await loginSync(rootClient, { permissions: [create, add, everywhere], sessionKeyAddress })
  const left = (permission = add) =>
    client.fetchQuery(remainingQueryOptions(config, { permission, root, sessionKeyAddress }))
  expect(await left()).toBe(1_000_000n)
  expect(await left(create)).toBe(2n)
  // Granted, and no limit; not granted.
  expect(await left(everywhere)).toBeNull()
  expect(await left(policy({ limit: 5n, permission: Permission.AddPieces }))).toBe(0n)
  const may = isAuthorizedQueryOptions(config, { permission: add, root, sessionKeyAddress })
  expect(await client.fetchQuery(may)).toBe(true)

  const storage = memoryStorage()
  const place = { root, storage }
  await startSession(rootClient, { permissions: [create, add], storage })
  const session = await client.fetchQuery(loadSessionQueryOptions(config, place))
  expect(session).toMatchObject({ permissions: [create.hash, add.hash] })
  expect(session?.policies.map(({ limit }) => limit)).toEqual([2n, 1_000_000n])
  // The same again: what is watched stays.
  await client.fetchQuery(loadSessionQueryOptions(config, place))
  expect(client.getQueryData(loadSessionQueryOptions(config, place).queryKey)).toBe(session)
})

test('error: what is left is not asked for where no contract counts', async () => {
  const { sessionKeyAuthorizer: _, ...contracts } = devnet.chain.contracts
  const chain = { ...devnet.chain, contracts }
  const config = createConfig({ chains: [chain], transports: { [chain.id]: http() } })
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  const [permission] = uploadLimits({ bytes: 1n })
  const asked = remainingQueryOptions(config, { permission, root, sessionKeyAddress })
  await expect(client.fetchQuery(asked)).rejects.toMatchObject({ name: 'MissingAuthorizerError' })
})

test('error: without a wallet nothing is sent', async () => {
  const { mutationFn, mutationKey } = loginMutationOptions(configOf())
  expect(mutationKey).toEqual(['login'])
  await expect(mutationFn({ sessionKeyAddress })).rejects.toThrow('not connected')
})
