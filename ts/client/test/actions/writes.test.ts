import { readFileSync } from 'node:fs'
import { createWalletClient, http, parseEther } from 'viem'
import { expect, test } from 'vitest'
import {
  DefaultFwssPermissions,
  ExpiryInPastError,
  login,
  loginAndFund,
  loginAndFundSync,
  loginSync,
  logout,
  logoutSync,
  NothingUpdatedError,
  Permission,
  RegistryFeatureError,
  revoke,
  revokeAll,
  revokeAllSync,
  revokeSync,
  signLogin,
  signLogout,
  signRevokeAll,
  UploadPermissions,
} from '../../src/index.ts'
import { errorOf, now, useDevnet } from '../helpers.ts'

const devnet = useDevnet()
const custom = `0x${'42'.repeat(32)}` as const

test('default: login grants the four FWSS permissions for an hour', async () => {
  const sessionKey = devnet.sessionKey()
  const hashes: string[] = []
  const before = now()
  const { event, receipt } = await loginSync(devnet.rootClient(), {
    onHash: (hash) => hashes.push(hash),
    sessionKeyAddress: sessionKey.address,
  })

  expect(hashes).toEqual([receipt.transactionHash])
  expect(event.args.identity).toBe(sessionKey.rootAddress)
  expect(event.args.signer).toBe(sessionKey.address)
  expect(event.args.permissions).toEqual(DefaultFwssPermissions)
  expect(event.args.origin).toBe('foc-session-keys')
  expect(event.args.expiry - before).toBeGreaterThanOrEqual(3600n)
  expect(event.args.expiry - before).toBeLessThan(3610n)
  expect(login.extractEvent(receipt.logs)?.args).toEqual(event.args)
})

test('behavior: login sets what it names, each once, and nothing else', async () => {
  const sessionKey = devnet.sessionKey({ permissions: [...DefaultFwssPermissions, custom] })
  const expiry = now() + 100n
  const { event } = await loginSync(devnet.rootClient(), {
    expiry,
    origin: 'my app',
    permissions: [Permission.AddPieces, custom, Permission.AddPieces],
    sessionKeyAddress: sessionKey.address,
  })
  expect(event.args.permissions).toEqual([Permission.AddPieces, custom])
  expect(event.args.origin).toBe('my app')

  await sessionKey.syncExpirations()
  expect(sessionKey.expirations).toEqual({
    [Permission.CreateDataSet]: 0n,
    [Permission.AddPieces]: expiry,
    [Permission.SchedulePieceRemoval]: 0n,
    [Permission.TerminateDataSet]: 0n,
    [custom]: expiry,
  })
})

test('behavior: loginAndFund sends its value to the session key', async () => {
  const sessionKey = devnet.sessionKey()
  const value = parseEther('1')
  const { event } = await loginAndFundSync(devnet.rootClient(), {
    permissions: UploadPermissions,
    sessionKeyAddress: sessionKey.address,
    value,
  })
  expect(event.args.permissions).toEqual(UploadPermissions)
  expect(await devnet.publicClient().getBalance({ address: sessionKey.address })).toBe(value)
})

test('behavior: revoke takes what it names', async () => {
  const sessionKey = devnet.sessionKey()
  const { event: granted } = await loginSync(devnet.rootClient(), { sessionKeyAddress: sessionKey.address })
  const { event } = await revokeSync(devnet.rootClient(), {
    permissions: [Permission.TerminateDataSet],
    sessionKeyAddress: sessionKey.address,
  })
  expect(event.args.expiry).toBe(0n)
  await sessionKey.syncExpirations()
  expect(sessionKey.expirations[Permission.TerminateDataSet]).toBe(0n)
  expect(sessionKey.expirations[Permission.AddPieces]).toBe(granted.args.expiry)
})

test('behavior: revoke works on a grant that never was', async () => {
  const { event } = await revokeSync(devnet.rootClient(), { sessionKeyAddress: devnet.sessionKey().address })
  expect(event.args.permissions).toEqual(DefaultFwssPermissions)
})

test('behavior: revokeAll takes everything, custom permissions too, from each key', async () => {
  const keys = [devnet.sessionKey({ permissions: [custom] }), devnet.sessionKey()]
  for (const { address, permissions } of keys)
    await loginSync(devnet.rootClient(), { permissions, sessionKeyAddress: address })
  const { events } = await revokeAllSync(devnet.rootClient(), {
    sessionKeyAddresses: keys.map(({ address }) => address),
  })
  expect(events.map(({ args }) => args.signer)).toEqual(keys.map(({ address }) => address))
  for (const key of keys) {
    await key.syncExpirations()
    expect(new Set(Object.values(key.expirations))).toEqual(new Set([0n]))
  }
})

test('behavior: a session key logs itself out', async () => {
  const sessionKey = devnet.sessionKey()
  await loginAndFundSync(devnet.rootClient(), {
    sessionKeyAddress: sessionKey.address,
    value: parseEther('1'),
  })
  const { event } = await logoutSync(sessionKey.client, { root: sessionKey.rootAddress })
  expect(event.args.identity).toBe(sessionKey.rootAddress)
  expect(event.args.signer).toBe(sessionKey.address)
  await sessionKey.syncExpirations()
  expect(new Set(Object.values(sessionKey.expirations))).toEqual(new Set([0n]))
})

test('behavior: each returns the hash without waiting', async () => {
  const rootClient = devnet.rootClient(2)
  const sessionKey = devnet.sessionKey({ rootIndex: 2 })
  const sessionKeyAddress = sessionKey.address
  const publicClient = devnet.publicClient()
  const gas = parseEther('1')
  for (const send of [
    () => login(rootClient, { sessionKeyAddress }),
    () => loginAndFund(rootClient, { sessionKeyAddress, value: gas }),
    () => revoke(rootClient, { sessionKeyAddress }),
    () => revokeAll(rootClient, { sessionKeyAddresses: [sessionKeyAddress] }),
    () => logout(sessionKey.client, { root: rootClient.account }),
  ]) {
    const receipt = await publicClient.waitForTransactionReceipt({ hash: await send() })
    expect(receipt.status).toBe('success')
  }
})

test('behavior: a call can be sent in other ways, such as by writeContract', async () => {
  const rootClient = devnet.rootClient(3)
  const sessionKey = devnet.sessionKey({ rootIndex: 3 })
  const sessionKeyAddress = sessionKey.address
  const permissions = [Permission.CreateDataSet]
  const hashes = [
    await rootClient.writeContract(login.prepare(rootClient, { sessionKeyAddress })),
    await rootClient.writeContract(revoke.prepare(rootClient, { permissions, sessionKeyAddress })),
  ]
  for (const hash of hashes) await devnet.publicClient().waitForTransactionReceipt({ hash })
  await sessionKey.syncExpirations()
  expect(sessionKey.hasPermission(Permission.AddPieces)).toBe(true)
  expect(sessionKey.hasPermission(Permission.CreateDataSet)).toBe(false)
})

test('error: a transaction that reached no registry is no success', async () => {
  const contractAddress = `0x${'c1'.repeat(20)}` as const
  // Takes everything, and does nothing.
  await devnet.testClient().setCode({ address: contractAddress, bytecode: '0x00' })
  const error = await errorOf(
    revokeSync(devnet.rootClient(), { contractAddress, sessionKeyAddress: devnet.sessionKey().address }),
  )
  expect(error).toBeInstanceOf(NothingUpdatedError)
  expect(error).toMatchObject({ contractAddress })
  expect(error.message).toContain(contractAddress)
})

test('behavior: revoke without a list takes everything, where the registry can', async () => {
  const contractAddress = `0x${'c4'.repeat(20)}` as const
  const bytecode = JSON.parse(
    readFileSync(new URL('../../../../out/LiveRegistry.sol/LiveRegistry.json', import.meta.url), 'utf8'),
  ).deployedBytecode.object
  await devnet.testClient().setCode({ address: contractAddress, bytecode })
  const rootClient = devnet.rootClient(2)
  for (const [registry, left] of [
    [{}, 0n],
    // One that has four functions, as those that are live, and is not known to.
    [{ contractAddress }, 9_999_999_999n],
  ] as const) {
    const permissions = [...DefaultFwssPermissions, custom]
    const sessionKey = devnet.sessionKey({ ...registry, permissions, rootIndex: 2 })
    const sessionKeyAddress = sessionKey.address
    for (const take of [
      () => revokeSync(rootClient, { ...registry, sessionKeyAddress }),
      async () => {
        const hash = await revoke(rootClient, { ...registry, sessionKeyAddress })
        await devnet.publicClient().waitForTransactionReceipt({ hash })
      },
    ]) {
      const expiry = 9_999_999_999n
      await loginSync(rootClient, { ...registry, expiry, permissions, sessionKeyAddress })
      await take()
      await sessionKey.syncExpirations()
      for (const permission of DefaultFwssPermissions) expect(sessionKey.expirations[permission]).toBe(0n)
      expect(sessionKey.expirations[custom]).toBe(left)
    }
  }
})

test('error: what is signed for a registry that does not count', async () => {
  const contractAddress = `0x${'c5'.repeat(20)}` as const
  const client = devnet.rootClient(2)
  const sessionKeyAddress = devnet.sessionKey().address
  // It refuses, with a word or without, or it answers nothing.
  for (const bytecode of ['0x5f5ffd', '0x60ff5f5260205ffd', '0x00'] as const) {
    await devnet.testClient().setCode({ address: contractAddress, bytecode })
    for (const [sign, feature] of [
      [() => signLogin(client, { contractAddress, sessionKeyAddress }), 'nonceOf'],
      [() => signLogout(client, { contractAddress, root: sessionKeyAddress }), 'generationOf'],
      [
        () => signRevokeAll(client, { contractAddress, sessionKeyAddresses: [sessionKeyAddress] }),
        'generationOf',
      ],
    ] as const) {
      const error = await errorOf(sign)
      expect(error).toBeInstanceOf(RegistryFeatureError)
      expect(error).toMatchObject({ contractAddress, feature })
    }
  }
})

test('error: only what the live registries lack is said to be missing when a contract refuses without a word', async () => {
  const contractAddress = `0x${'c0'.repeat(20)}` as const
  await devnet.testClient().setCode({ address: contractAddress, bytecode: '0x5f5ffd' })
  const { address } = devnet.sessionKey()
  const client = devnet.rootClient()
  const grant = { contractAddress, sessionKeyAddress: address }
  const missing = (action: Promise<unknown>) =>
    errorOf(action).then((error) => error instanceof RegistryFeatureError)
  expect(await missing(login(client, grant))).toBe(false)
  expect(await missing(loginAndFund(client, { ...grant, value: 1n }))).toBe(false)
  expect(await missing(revoke(client, grant))).toBe(false)
  expect(await missing(logout(client, { contractAddress, root: address }))).toBe(true)
})

test('error: a revert arrives decoded, from a local account and from a wallet', async () => {
  const { account } = devnet.rootClient()
  const { timestamp } = await devnet.publicClient().getBlock()
  // Later than this machine thinks, and so past the client's own check.
  await devnet.testClient().setNextBlockTimestamp({ timestamp: timestamp + 10_000n })
  await devnet.testClient().mine({ blocks: 1 })
  const expiry = now() + 5_000n
  for (const client of [
    devnet.rootClient(),
    createWalletClient({ account: account.address, chain: devnet.chain, transport: http() }),
  ]) {
    const error = await errorOf(login(client, { expiry, sessionKeyAddress: devnet.sessionKey().address }))
    expect(error).toBeInstanceOf(ExpiryInPastError)
    expect(error.message).toContain(`${expiry}`)
    expect(`${error.cause}`).toContain(`ExpiryInPast(uint256 expiry, uint256 timestamp)`)
  }
})
