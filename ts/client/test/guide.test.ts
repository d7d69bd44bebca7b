import { createWalletClient, custom, http } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { expect, test } from 'vitest'
import * as SessionKey from '../src/index.ts'
import { login, revoke } from '../src/index.ts'
import { nextEvent, now, useDevnet } from './helpers.ts'

// The session keys guide, section by section. What it does with Synapse is not here.
const devnet = useDevnet()

test('behavior: creating, login, checking, watching, renewing, revoking', async () => {
  const mainAccount = devnet.account()
  const calibration = devnet.chain

  // Creating a session key
  const sessionPrivateKey = generatePrivateKey()
  const sessionKey = SessionKey.fromSecp256k1({
    chain: calibration,
    transport: http(),
    privateKey: sessionPrivateKey,
    root: mainAccount.address,
    pollingInterval: 20,
  })
  expect(sessionKey.address).toBe(privateKeyToAccount(sessionPrivateKey).address)
  expect(sessionKey.rootAddress).toBe(mainAccount.address)

  // Login: set permissions
  const rootClient = createWalletClient({
    chain: calibration,
    transport: http(),
    account: mainAccount,
  }).extend(() => ({
    waitForTransactionReceipt: devnet.publicClient().waitForTransactionReceipt,
  }))
  const expiry = BigInt(Math.floor(Date.now() / 1000) + 86400)
  const hash = await login(rootClient, {
    sessionKeyAddress: sessionKey.address,
    permissions: SessionKey.DefaultFwssPermissions,
    expiry,
  })
  await rootClient.waitForTransactionReceipt({ hash })
  await sessionKey.syncExpirations()
  expect(sessionKey.expirations).toEqual(
    Object.fromEntries(SessionKey.DefaultFwssPermissions.map((permission) => [permission, expiry])),
  )

  // Checking permissions
  expect(sessionKey.hasPermission(SessionKey.Permission.CreateDataSetAndAddPieces)).toBe(true)
  expect(
    sessionKey.hasPermissions([
      SessionKey.Permission.CreateDataSetAndAddPieces,
      SessionKey.Permission.AddPieces,
    ]),
  ).toBe(true)

  // Watching for updates: the listeners come after `watch`
  const heard: [string, unknown][] = []
  const unwatch = await sessionKey.watch()
  sessionKey.addEventListener('connected', (expirations) => {
    heard.push(['connected', expirations])
  })
  sessionKey.addEventListener('expirationsUpdated', (expirations) => {
    heard.push(['expirationsUpdated', expirations])
  })
  sessionKey.addEventListener('disconnected', () => {
    heard.push(['disconnected', undefined])
  })
  sessionKey.addEventListener('error', (error) => {
    heard.push(['error', error])
  })
  await nextEvent(sessionKey, 'connected')

  // Renewing
  const renewal = BigInt(Math.floor(Date.now() / 1000) + 2 * 86400)
  const renewed = nextEvent(sessionKey, 'expirationsUpdated')
  await login(rootClient, {
    sessionKeyAddress: sessionKey.address,
    permissions: SessionKey.DefaultFwssPermissions,
    expiry: renewal,
  })
  expect(await renewed).toEqual(
    Object.fromEntries(SessionKey.DefaultFwssPermissions.map((permission) => [permission, renewal])),
  )

  // Revoking
  const revoked = nextEvent(sessionKey, 'expirationsUpdated')
  await revoke(rootClient, {
    sessionKeyAddress: sessionKey.address,
    permissions: SessionKey.DefaultFwssPermissions,
  })
  await revoked
  expect(sessionKey.hasPermission(SessionKey.Permission.AddPieces)).toBe(false)

  unwatch()
  expect(heard.map(([type]) => type)).toEqual([
    'connected',
    'expirationsUpdated',
    'expirationsUpdated',
    'disconnected',
  ])
  expect(Object.values(heard[0]?.[1] as SessionKey.Expirations)).toEqual([expiry, expiry, expiry, expiry])
})

test('behavior: a backend keeps the private key and the root address', async () => {
  const userAccount = devnet.account(1)
  const sessionPrivateKey = generatePrivateKey()
  const first = SessionKey.fromSecp256k1({
    chain: devnet.chain,
    privateKey: sessionPrivateKey,
    root: userAccount.address,
  })
  await SessionKey.loginSync(devnet.rootClient(1), {
    sessionKeyAddress: first.address,
    permissions: SessionKey.DefaultFwssPermissions,
    expiry: now() + 86400n * 7n,
  })

  const later = SessionKey.fromSecp256k1({
    chain: devnet.chain,
    privateKey: sessionPrivateKey,
    root: first.rootAddress,
  })
  await later.syncExpirations()
  expect(later.hasPermissions([...SessionKey.DefaultFwssPermissions])).toBe(true)
})

test('behavior: a web app, where the wallet is an EIP-1193 provider and an address', async () => {
  // The devnet's node signs for its own accounts, as a wallet does for its user's.
  const { requests, transport } = devnet.recorder()
  const provider = transport({})
  const [address] = (await provider.request({ method: 'eth_accounts' })) as [`0x${string}`]
  const sessionKey = devnet.sessionKey({ root: address })
  const walletClient = createWalletClient({
    account: address,
    chain: devnet.chain,
    transport: custom(provider),
  })

  const hash = await login(walletClient, { sessionKeyAddress: sessionKey.address })
  await devnet.publicClient().waitForTransactionReceipt({ hash })
  await sessionKey.syncExpirations()
  expect(sessionKey.hasPermissions([...SessionKey.DefaultFwssPermissions])).toBe(true)
  expect(requests.filter(({ method }) => method === 'eth_sendTransaction')).toHaveLength(1)
})
