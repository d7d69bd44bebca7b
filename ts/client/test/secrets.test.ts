import { createWalletClient, http, parseEther, webSocket } from 'viem'
import { generatePrivateKey } from 'viem/accounts'
import { afterEach, expect, test, vi } from 'vitest'
import {
  decodeError,
  endSession,
  explainError,
  findRoots,
  fromP256,
  fromSecp256k1,
  getSessions,
  login,
  loginSync,
  Permission,
  revokeSync,
  sendSignedSync,
  sessionKeyActions,
  signLogout,
  startSession,
  syncAll,
  uploadLimits,
} from '../src/index.ts'
import { memoryStorage } from '../src/storage.ts'
import { capture, formsOf } from './capture.ts'
import { createFaultProxy } from './faultProxy.ts'
import { nextEvent, now, useDevnet } from './helpers.ts'

const devnet = useDevnet()

afterEach(() => {
  vi.restoreAllMocks()
})

test('behavior: the private key is in nothing that a full life writes, throws or sends', async () => {
  const privateKey = generatePrivateKey()
  const { failing, note, written } = capture()
  const proxy = await createFaultProxy(devnet.rpcUrl)
  const root = devnet.account()
  const rootClient = devnet.rootClient()
  const parameters = { chain: devnet.chain, pollingInterval: 20, privateKey, root }
  const sessionKey = fromSecp256k1({ ...parameters, transport: http(proxy.url, { retryCount: 0 }) })
  const onSocket = fromSecp256k1({ ...parameters, transport: webSocket(proxy.wsUrl, { retryCount: 0 }) })
  for (const key of [sessionKey, onSocket])
    for (const type of [
      'connected',
      'disconnected',
      'error',
      'expirationsUpdated',
      'expired',
      'expiring',
    ] as const) {
      key.addEventListener(type, note)
      key.addEventListener(type, { handleEvent: note })
    }

  await failing(() => sessionKey.hasPermission(Permission.AddPieces))
  await loginSync(rootClient, {
    expiry: now() + 3n,
    permissions: [Permission.CreateDataSet],
    sessionKeyAddress: sessionKey.address,
  })
  await Promise.all([sessionKey.watch(), onSocket.watch()])
  const expired = nextEvent(sessionKey, 'expired')
  await loginSync(rootClient, {
    expiry: now() + 5000n,
    permissions: [Permission.AddPieces],
    sessionKeyAddress: sessionKey.address,
  })
  await syncAll([sessionKey, onSocket])
  await sessionKey.syncExpirations()
  note(
    sessionKey.hasPermission(Permission.AddPieces),
    await sessionKey.account.signMessage({ message: 'hello' }),
  )
  note(
    await sessionKey.account.signTypedData({
      domain: { chainId: devnet.chain.id },
      message: { dataSetId: 1n },
      primaryType: 'TerminateService',
      types: { TerminateService: [{ name: 'dataSetId', type: 'uint256' }] },
    }),
  )
  note(await getSessions(sessionKey.client, { root }))
  note(await findRoots(sessionKey.client, { sessionKeyAddress: sessionKey.address }))

  // Everything that goes wrong.
  const failed = nextEvent(sessionKey, 'error')
  proxy.setFault(() => ({ status: 500 }))
  await failed
  await failing(() => sessionKey.syncExpirations())
  await failing(() => getSessions(sessionKey.client, { root }))
  await failing(() => sessionKey.logout())
  proxy.setFault(() => ({ error: { code: 3, message: 'execution reverted' } }))
  await failing(() => sessionKey.syncExpirations())
  await failing(() => login(sessionKey.client, { sessionKeyAddress: sessionKey.address }))
  proxy.setFault()
  await failing(() => sessionKey.logout())
  await failing(() => login(sessionKey.client, { expiry: 1n, sessionKeyAddress: sessionKey.address }))
  await failing(() => fromSecp256k1({ ...parameters, root: '0x' }))
  await failing(() => fromSecp256k1({ ...parameters, privateKey: `${privateKey}00` }))
  await failing(() => fromSecp256k1({ ...parameters, privateKey: privateKey.slice(2) as typeof privateKey }))
  await failing(() => explainError(sessionKey.client, new Error('no revert')))
  await failing(() => decodeError('0x1234'))

  await expired
  await sendSignedSync(rootClient, await signLogout(sessionKey.client, { root }))
  await devnet.testClient().setBalance({ address: sessionKey.address, value: parseEther('1') })
  await loginSync(rootClient, { sessionKeyAddress: sessionKey.address })
  await devnet.publicClient().waitForTransactionReceipt({ hash: await sessionKey.logout() })
  await revokeSync(rootClient, { sessionKeyAddress: sessionKey.address })
  await sessionKey.syncExpirations()
  for (const key of [sessionKey, onSocket]) key.unwatch()

  const extended = createWalletClient({
    account: sessionKey.account,
    chain: devnet.chain,
    transport: http(proxy.url),
  }).extend(sessionKeyActions())
  note(sessionKey, sessionKey.account, sessionKey.client, sessionKey.expirations, extended, {
    deep: [[sessionKey]],
  })
  written.push(`${sessionKey}`, JSON.stringify({ sessionKey }))
  vi.restoreAllMocks()
  await proxy.stop()

  const everything = [...written, ...proxy.raw].join('\n')
  expect(proxy.raw.length).toBeGreaterThan(50)
  expect(written.length).toBeGreaterThan(100)
  // It would be found if it were there.
  expect(everything.toLowerCase()).toContain(sessionKey.address.slice(2).toLowerCase())
  const flat = everything.replace(/\s+/g, ' ').toLowerCase()
  for (const form of formsOf(privateKey))
    expect(flat.includes(form.toLowerCase()), form.length.toString()).toBe(false)
  expect(JSON.parse(JSON.stringify(sessionKey))).toMatchObject({
    address: sessionKey.address,
    rootAddress: root.address,
  })
})

test('behavior: the private half of a P-256 key is in nothing that a full life writes, throws or sends', async () => {
  // Made so that the test knows the bytes, and then a handle as `createP256KeyPair` makes one.
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' }
  const made = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const jwk = await crypto.subtle.exportKey('jwk', made.privateKey)
  const secret = `0x${Buffer.from(jwk.d ?? '', 'base64url').toString('hex')}` as const
  const point = Buffer.from(await crypto.subtle.exportKey('raw', made.publicKey)).toString('hex')
  const keyPair = {
    privateKey: await crypto.subtle.importKey('jwk', { ...jwk, key_ops: ['sign'] }, algorithm, false, [
      'sign',
    ]),
    publicKey: `0x${point.slice(2)}` as const,
  }
  const { failing, note, written } = capture()
  const proxy = await createFaultProxy(devnet.rpcUrl)
  const rootClient = devnet.rootClient(1)
  const root = rootClient.account
  const [, add] = uploadLimits({ bytes: 1000n })
  const sessionKey = fromP256({
    chain: devnet.chain,
    keyPair,
    permissions: [add],
    root,
    transport: http(proxy.url, { retryCount: 0 }),
  })
  const { address, account, client } = sessionKey

  // Every way to get at it.
  for (const key of [keyPair.privateKey, structuredClone(keyPair.privateKey)])
    for (const format of ['jwk', 'pkcs8', 'raw', 'spki'] as const)
      await failing(() => crypto.subtle.exportKey(format as 'jwk', key))
  await failing(() => structuredClone(keyPair))
  await failing(() => structuredClone(account))
  note(keyPair, sessionKey, account, client, { deep: [[sessionKey]] })

  // A life, with all that goes wrong.
  await failing(() => sessionKey.hasPermission(add))
  await loginSync(rootClient, { permissions: [add], sessionKeyAddress: address })
  await sessionKey.syncExpirations()
  const terminate = {
    domain: { chainId: devnet.chain.id, verifyingContract: devnet.chain.contracts.fwss.address },
    message: { dataSetId: 1n },
    primaryType: 'TerminateService',
    types: { TerminateService: [{ name: 'dataSetId', type: 'uint256' }] },
  } as const
  const signature = await account.signTypedData(terminate)
  note(signature)
  for (const refused of [
    () => account.sign({ hash: signature }),
    () => account.signMessage({ message: 'hello' }),
    () => account.signTransaction({ to: address }),
    () => sessionKey.logout(),
    () => fromP256({ chain: devnet.chain, keyPair: { privateKey: made.privateKey, publicKey: '0x' }, root }),
    () => fromP256({ chain: devnet.chain, keyPair: { ...keyPair, privateKey: made.privateKey }, root }),
  ])
    await failing(refused)
  proxy.setFault(() => ({ status: 500 }))
  await failing(() => sessionKey.syncExpirations())
  proxy.setFault()
  const signed = await signLogout(client, { root })
  note(signed)
  note(await sendSignedSync(rootClient, signed))
  const storage = memoryStorage()
  await startSession(rootClient, { key: 'P-256', permissions: [add], storage }).then(note)
  await endSession(rootClient, { storage }).then(note)
  vi.restoreAllMocks()
  await proxy.stop()

  const everything = [...written, ...proxy.raw].join('\n').replace(/\s+/g, ' ').toLowerCase()
  expect(written.length).toBeGreaterThan(50)
  // It would be found if it were there: its public half is.
  for (const said of [keyPair.publicKey.slice(2), 'not extractable'])
    expect(everything.includes(said), said).toBe(true)
  for (const form of formsOf(secret))
    expect(everything.includes(form.toLowerCase()), `${form.length}`).toBe(false)
})
