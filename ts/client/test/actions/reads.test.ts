import * as SynapseSessionKey from '@filoz/synapse-core/session-key'
import { createPublicClient, createWalletClient, publicActions } from 'viem'
import { expect, test } from 'vitest'
import {
  authorizationExpiry,
  DefaultFwssPermissions,
  getExpirations,
  isAuthorized,
  LegacyPermission,
  loginSync,
  Permission,
  revokeSync,
} from '../../src/index.ts'
import { now, useDevnet } from '../helpers.ts'

const devnet = useDevnet()

test('default: reads say what login wrote', async () => {
  const sessionKey = devnet.sessionKey()
  const grant = { root: sessionKey.rootAddress, sessionKeyAddress: sessionKey.address }
  const expiry = now() + 1000n
  await loginSync(devnet.rootClient(), {
    expiry,
    permissions: [Permission.AddPieces],
    sessionKeyAddress: sessionKey.address,
  })

  const client = devnet.publicClient()
  const permission = Permission.AddPieces
  expect(await authorizationExpiry(client, { ...grant, permission })).toBe(expiry)
  expect(await authorizationExpiry(client, { ...grant, permission: Permission.CreateDataSet })).toBe(0n)
  expect(await getExpirations(client, grant)).toEqual({
    [Permission.CreateDataSet]: 0n,
    [Permission.AddPieces]: expiry,
    [Permission.SchedulePieceRemoval]: 0n,
    [Permission.TerminateDataSet]: 0n,
  })
  expect(await isAuthorized(client, { ...grant, permission })).toBe(true)
  expect(await isAuthorized(client, { ...grant, permission: Permission.CreateDataSet })).toBe(false)
})

test('behavior: isAuthorized goes by the chain, up to and in the second of the expiry', async () => {
  const sessionKey = devnet.sessionKey()
  const expiry = now() + 5_000n
  await loginSync(devnet.rootClient(), { expiry, sessionKeyAddress: sessionKey.address })
  const ask = () =>
    isAuthorized(devnet.publicClient(), {
      permission: Permission.AddPieces,
      root: sessionKey.rootAddress,
      sessionKeyAddress: sessionKey.address,
    })
  for (const [timestamp, holds] of [
    [expiry, true],
    [expiry + 1n, false],
  ] as const) {
    await devnet.testClient().setNextBlockTimestamp({ timestamp })
    await devnet.testClient().mine({ blocks: 1 })
    expect(await ask()).toBe(holds)
  }
})

test('behavior: an address in any case, an account, or an expiry by name', async () => {
  const sessionKey = devnet.sessionKey()
  const expiry = now() + 20_000n
  await loginSync(devnet.rootClient(), { expiry, sessionKeyAddress: sessionKey.address })
  const lower = (address: string) => address.toLowerCase() as `0x${string}`
  const permission = `0x${Permission.AddPieces.slice(2).toUpperCase()}` as const
  for (const root of [lower(sessionKey.rootAddress), devnet.account()])
    expect(
      await authorizationExpiry(devnet.publicClient(), {
        permission,
        root,
        sessionKeyAddress: lower(sessionKey.address),
      }),
    ).toBe(expiry)
})

test('behavior: one request for the default permissions, and no `from` in any read', async () => {
  const { requests, transport } = devnet.recorder()
  const sessionKey = devnet.sessionKey({ transport })
  await sessionKey.syncExpirations()
  expect(requests.map(({ method }) => method)).toEqual(['eth_call'])

  const grant = { root: sessionKey.rootAddress, sessionKeyAddress: sessionKey.address }
  const account = devnet.account()
  const wallet = createWalletClient({ account, chain: devnet.chain, transport })
  for (const client of [wallet, wallet.extend(publicActions), sessionKey.client]) {
    await authorizationExpiry(client, { ...grant, permission: Permission.AddPieces })
    await getExpirations(client, grant)
    await isAuthorized(client, { ...grant, permission: Permission.AddPieces })
  }
  const unwatch = await sessionKey.watch()
  unwatch()
  expect(requests.length).toBeGreaterThan(10)
  for (const { params } of requests) expect(JSON.stringify(params ?? [])).not.toContain('"from"')
})

test('behavior: a chain without Multicall3', async () => {
  const sessionKey = devnet.sessionKey()
  const expiry = now() + 20_000n
  await loginSync(devnet.rootClient(), { expiry, sessionKeyAddress: sessionKey.address })
  const { requests, transport } = devnet.recorder()
  const { sessionKeyRegistry } = devnet.chain.contracts
  const chain = { ...devnet.chain, contracts: { sessionKeyRegistry } }
  const expirations = await getExpirations(createPublicClient({ chain, transport }), {
    root: sessionKey.rootAddress,
    sessionKeyAddress: sessionKey.address,
  })
  expect(expirations).toEqual(
    Object.fromEntries(DefaultFwssPermissions.map((permission) => [permission, expiry])),
  )
  expect(requests).toHaveLength(2)
})

test('behavior: the registry at another address', async () => {
  const sessionKey = devnet.sessionKey()
  const expiry = now() + 20_000n
  await loginSync(devnet.rootClient(), { expiry, sessionKeyAddress: sessionKey.address })
  const contractAddress = devnet.chain.contracts.sessionKeyRegistry.address
  const chain = { ...devnet.chain, contracts: {} }
  const elsewhere = devnet.sessionKey({
    chain,
    contractAddress,
    privateKey: `0x${'17'.repeat(32)}`,
  })
  await loginSync(
    createWalletClient({ account: devnet.account(), chain, transport: devnet.recorder().transport }),
    { contractAddress, expiry, sessionKeyAddress: elsewhere.address },
  )
  const unwatch = await elsewhere.watch()
  expect(elsewhere.hasPermission(Permission.AddPieces)).toBe(true)
  unwatch()
})

test('behavior: a login of an earlier release, which granted DeleteDataSet, counts as before', async () => {
  const rootClient = devnet.rootClient(6)
  const { DeleteDataSet } = LegacyPermission
  const { TerminateDataSet } = Permission
  const synapsePermissions = [
    Permission.CreateDataSet,
    Permission.AddPieces,
    Permission.SchedulePieceRemoval,
    DeleteDataSet,
  ]
  const sessionKey = devnet.sessionKey({ rootIndex: 6 })
  const expiry = 9_999_999_999n
  const grant = { root: rootClient.account, sessionKeyAddress: sessionKey.address }
  const authorized = (permission: `0x${string}`) =>
    isAuthorized(devnet.publicClient(), { ...grant, permission })
  await SynapseSessionKey.loginSync(rootClient, {
    address: sessionKey.address,
    expiresAt: expiry,
    permissions: synapsePermissions,
  })
  await sessionKey.syncExpirations()
  // What Synapse.create of SDK 0.41 asks, and what the contract checks.
  expect(sessionKey.hasPermissions(synapsePermissions)).toBe(true)
  expect(await authorized(DeleteDataSet)).toBe(true)
  expect(sessionKey.hasPermission(TerminateDataSet)).toBe(false)
  expect(await authorized(TerminateDataSet)).toBe(false)

  await revokeSync(rootClient, { permissions: [DeleteDataSet], sessionKeyAddress: sessionKey.address })
  await sessionKey.syncExpirations()
  expect(sessionKey.hasPermission(DeleteDataSet)).toBe(false)
  expect(await authorized(DeleteDataSet)).toBe(false)
  await loginSync(rootClient, {
    expiry,
    permissions: [TerminateDataSet],
    sessionKeyAddress: sessionKey.address,
  })
  await sessionKey.syncExpirations()
  expect(sessionKey.hasPermission(DeleteDataSet)).toBe(true)
  expect(await authorized(DeleteDataSet)).toBe(true)

  const unknown = devnet.sessionKey({ permissions: [DeleteDataSet], rootIndex: 6 })
  await unknown.syncExpirations()
  expect(unknown.hasPermission(DeleteDataSet)).toBe(false)
})
