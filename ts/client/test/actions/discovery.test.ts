import { expect, test } from 'vitest'
import {
  DefaultFwssPermissions,
  findRoots,
  getSessions,
  loginSync,
  logoutSync,
  Permission,
  revokeAllSync,
  revokeSync,
  scopeToDataSet,
  UploadPermissions,
} from '../../src/index.ts'
import { now, useDevnet } from '../helpers.ts'

const devnet = useDevnet()
const { AddPieces, CreateDataSet, TerminateDataSet } = Permission

test('default: every session of a root, with what it holds, since when and for whom', async () => {
  const keys = [devnet.sessionKey(), devnet.sessionKey()] as const
  const rootClient = devnet.rootClient()
  const expiry = now() + 50_000n
  const scoped = scopeToDataSet(AddPieces, 7n)
  const first = await loginSync(rootClient, {
    expiry,
    origin: 'console',
    permissions: [...UploadPermissions, scoped],
    sessionKeyAddress: keys[0].address,
  })
  const second = await loginSync(rootClient, { expiry, sessionKeyAddress: keys[1].address })
  const last = await revokeSync(rootClient, {
    origin: 'somebody else',
    permissions: [CreateDataSet],
    sessionKeyAddress: keys[0].address,
  })
  const sessions = await getSessions(devnet.publicClient(), { root: devnet.account() })
  const change = ({ receipt }: typeof first) => ({
    blockNumber: receipt.blockNumber,
    transactionHash: receipt.transactionHash,
  })
  expect(sessions).toEqual([
    {
      expirations: { [CreateDataSet]: 0n, [AddPieces]: expiry, [scoped]: expiry },
      firstChange: change(first),
      lastChange: change(last),
      name: 'console',
      origin: 'console',
      permissions: [AddPieces, scoped],
      policies: [],
      root: devnet.account().address,
      sessionKeyAddress: keys[0].address,
      status: 'active',
      unknown: [scoped],
    },
    {
      expirations: Object.fromEntries(DefaultFwssPermissions.map((permission) => [permission, expiry])),
      firstChange: change(second),
      lastChange: change(second),
      name: 'foc-session-keys',
      origin: 'foc-session-keys',
      permissions: [...DefaultFwssPermissions],
      policies: [],
      root: devnet.account().address,
      sessionKeyAddress: keys[1].address,
      status: 'active',
      unknown: [],
    },
  ])
})

test('behavior: every status, by the chain', async () => {
  const rootClient = devnet.rootClient(1)
  const statusOf = async (sessionKeyAddress: string) => {
    const sessions = await getSessions(devnet.publicClient(), { root: rootClient.account })
    return sessions.find((session) => session.sessionKeyAddress === sessionKeyAddress)?.status
  }
  const [long, short, revoked, dropped, left] = Array.from({ length: 5 }, () =>
    devnet.sessionKey({ rootIndex: 1 }),
  )
  for (const key of [long, short, revoked, dropped, left])
    await loginSync(rootClient, {
      expiry: now() + (key === short ? 1000n : 50_000n),
      permissions: [AddPieces, TerminateDataSet],
      sessionKeyAddress: key?.address as `0x${string}`,
    })
  await revokeSync(rootClient, { sessionKeyAddress: revoked?.address as `0x${string}` })
  await revokeAllSync(rootClient, { sessionKeyAddresses: [dropped?.address as `0x${string}`] })
  await devnet.testClient().setBalance({ address: left?.address as `0x${string}`, value: 10n ** 18n })
  await logoutSync(left?.client as NonNullable<typeof left>['client'], { root: rootClient.account })
  const statuses = async () => [
    await statusOf(long?.address as string),
    await statusOf(short?.address as string),
    await statusOf(revoked?.address as string),
    await statusOf(dropped?.address as string),
    await statusOf(left?.address as string),
  ]
  expect(await statuses()).toEqual(['active', 'expiring', 'revoked', 'revoked', 'revoked'])
  const id = await devnet.testClient().snapshot()
  await devnet.testClient().setNextBlockTimestamp({ timestamp: now() + 2000n })
  await devnet.testClient().mine({ blocks: 1 })
  expect(await statuses()).toEqual(['active', 'expired', 'revoked', 'revoked', 'revoked'])
  const [session] = await getSessions(devnet.publicClient(), {
    expiringWithin: 100_000n,
    root: rootClient.account,
  }).then((sessions) => sessions.filter(({ sessionKeyAddress }) => sessionKeyAddress === long?.address))
  expect(session?.status).toBe('expiring')
  await devnet.testClient().revert({ id })
})

test('behavior: a status is right to the second, and that of the permission that holds the longest', async () => {
  const id = await devnet.testClient().snapshot()
  const rootClient = devnet.rootClient(3)
  const { timestamp } = await devnet.publicClient().getBlock()
  const [soon, late] = [timestamp + 5000n, timestamp + 9000n]
  const { address: sessionKeyAddress } = devnet.sessionKey({ rootIndex: 3 })
  for (const [permission, expiry] of [
    [AddPieces, soon],
    [CreateDataSet, late],
  ] as const)
    await loginSync(rootClient, { expiry, permissions: [permission], sessionKeyAddress })
  const listed = async (second: bigint) => {
    await devnet.testClient().setNextBlockTimestamp({ timestamp: second })
    await devnet.testClient().mine({ blocks: 1 })
    const [session] = await getSessions(devnet.publicClient(), {
      expiringWithin: 1000n,
      root: rootClient.account,
    })
    return [session?.status, ...(session?.permissions ?? [])]
  }
  expect(await listed(soon)).toEqual(['active', AddPieces, CreateDataSet])
  expect(await listed(soon + 1n)).toEqual(['active', CreateDataSet])
  expect(await listed(late - 1001n)).toEqual(['active', CreateDataSet])
  expect(await listed(late - 1000n)).toEqual(['expiring', CreateDataSet])
  await revokeSync(rootClient, { permissions: [AddPieces], sessionKeyAddress })
  expect(await listed(late)).toEqual(['expiring', CreateDataSet])
  expect(await listed(late + 1n)).toEqual(['expired'])
  await devnet.testClient().revert({ id })
})

test('behavior: who was never granted anything is not listed, however often it gives that up', async () => {
  const root = devnet.account(2)
  await logoutSync(devnet.rootClient(7), { origin: 'Your wallet is at risk, go to …', root })
  await revokeSync(devnet.rootClient(2), { sessionKeyAddress: devnet.account(8).address })
  expect(await getSessions(devnet.publicClient(), { root })).toEqual([])
  expect(await findRoots(devnet.publicClient(), { sessionKeyAddress: devnet.account(7).address })).toEqual([])
})

test('behavior: every root of a key, in any case, by the index of the registry', async () => {
  const sessionKey = devnet.sessionKey()
  for (const index of [3, 4])
    await loginSync(devnet.rootClient(index), {
      expiry: now() + 50_000n,
      sessionKeyAddress: sessionKey.address,
    })
  await loginSync(devnet.rootClient(5), { sessionKeyAddress: devnet.sessionKey().address })
  const { requests, transport } = devnet.recorder()
  const { client } = devnet.sessionKey({ transport })
  const found = await findRoots(client, {
    sessionKeyAddress: sessionKey.address.toLowerCase() as `0x${string}`,
  })
  expect(found.map(({ root }) => root)).toEqual([devnet.account(4).address, devnet.account(3).address])
  const topics = requests
    .filter(({ method }) => method === 'eth_getLogs')
    .map(({ params }) => (params as [{ topics: string[] }])[0].topics)
  expect(topics[0]?.[1]?.toLowerCase()).toContain(sessionKey.address.slice(2).toLowerCase())
  for (const { params } of requests) expect(JSON.stringify(params ?? [])).not.toContain('"from"')
})

test('behavior: a name is fit to be shown', async () => {
  const rootClient = devnet.rootClient(6)
  const origin = `\u202Egnp.exe\u0000 My\u2028 app\u200B ${'x'.repeat(100)}`
  await loginSync(rootClient, { origin, sessionKeyAddress: devnet.sessionKey().address })
  const [session] = await getSessions(devnet.publicClient(), { root: rootClient.account })
  expect(session?.origin).toBe(origin)
  expect(session?.name).toBe(`gnp.exe My app ${'x'.repeat(100)}`.slice(0, 64))
})
