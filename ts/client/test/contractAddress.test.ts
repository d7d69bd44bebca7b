import { createWalletClient, getContractAddress, http } from 'viem'
import { beforeAll, expect, test } from 'vitest'
import {
  authorizationExpiry,
  explainError,
  findRoots,
  getExpirations,
  getSessions,
  isAuthorized,
  loginAndFundSync,
  loginSync,
  logoutSync,
  Permission,
  revokeAllSync,
  revokeSync,
  sendSignedSync,
  signLogin,
  signLogout,
  signRevokeAll,
  syncAll,
} from '../src/index.ts'
import { createFaultProxy } from './faultProxy.ts'
import { nextEvent, now, useDevnet } from './helpers.ts'

// A registry at an address that the chain does not tell: every path has to take the option, or it finds none.
const devnet = useDevnet()

let contractAddress: `0x${string}`
let proxy: Awaited<ReturnType<typeof createFaultProxy>>

beforeAll(async () => {
  proxy = await createFaultProxy(devnet.rpcUrl)
  const { sessionKeyRegistry } = devnet.chain.contracts
  contractAddress = getContractAddress({ from: devnet.account(9).address, nonce: 7n })
  const bytecode = await devnet.publicClient().getCode(sessionKeyRegistry)
  await devnet.testClient().setCode({ address: contractAddress, bytecode: bytecode ?? '0x' })
  // Whoever forgets the option reaches nothing.
  await devnet.testClient().setCode({ address: sessionKeyRegistry.address, bytecode: '0x' })
  return () => proxy.stop()
})

test('behavior: contractAddress counts on every path', async () => {
  const { account } = devnet.rootClient()
  const client = createWalletClient({
    account,
    chain: devnet.chain,
    pollingInterval: 20,
    transport: http(proxy.url),
  })
  const permission = Permission.AddPieces
  const sessionKey = devnet.sessionKey({ contractAddress, transport: http(proxy.url) })
  const sessionKeyAddress = sessionKey.address
  const grant = { contractAddress, root: account, sessionKeyAddress }
  const holds = async () => {
    await syncAll([sessionKey])
    return sessionKey.hasPermission(permission)
  }

  const unwatch = await sessionKey.watch()
  const heard = nextEvent(sessionKey, 'expirationsUpdated')
  const { event } = await loginSync(client, { contractAddress, expiry: now() + 9000n, sessionKeyAddress })
  await heard
  unwatch()
  expect(await authorizationExpiry(client, { ...grant, permission })).toBe(event.args.expiry)
  expect((await getExpirations(client, grant))[permission]).toBe(event.args.expiry)
  expect(await isAuthorized(client, { ...grant, permission })).toBe(true)
  expect(await getSessions(client, { contractAddress, root: account })).toHaveLength(1)
  expect(await findRoots(client, { contractAddress, sessionKeyAddress })).toHaveLength(1)
  expect(await explainError(client, new Error('none'), { contractAddress })).toBe(undefined)
  await sessionKey.syncExpirations()

  for (const [act, after] of [
    [() => revokeSync(client, { contractAddress, sessionKeyAddress }), false],
    [() => loginAndFundSync(client, { contractAddress, sessionKeyAddress, value: 10n ** 18n }), true],
    [() => revokeAllSync(client, { contractAddress, sessionKeyAddresses: [sessionKeyAddress] }), false],
    [async () => send(await signLogin(client, { contractAddress, sessionKeyAddress })), true],
    [
      async () =>
        send(await signRevokeAll(client, { contractAddress, sessionKeyAddresses: [sessionKeyAddress] })),
      false,
    ],
    [async () => send(await signLogin(client, { contractAddress, sessionKeyAddress })), true],
    [async () => send(await signLogout(sessionKey.client, { contractAddress, root: account })), false],
    [() => loginSync(client, { contractAddress, sessionKeyAddress }), true],
    [() => logoutSync(sessionKey.client, { contractAddress, root: account }), false],
    [() => loginSync(client, { contractAddress, sessionKeyAddress }), true],
    [async () => mined(await sessionKey.logout()), false],
  ] as const) {
    await act()
    expect(await holds(), act.toString()).toBe(after)
  }

  const wrong = devnet.chain.contracts.sessionKeyRegistry.address.slice(2).toLowerCase()
  expect(proxy.raw.filter((request) => request.toLowerCase().includes(wrong))).toEqual([])

  function send(signed: Parameters<typeof sendSignedSync>[1]) {
    return sendSignedSync(client, signed, { contractAddress })
  }
  function mined(hash: `0x${string}`) {
    return devnet.publicClient().waitForTransactionReceipt({ hash })
  }
})
