import { inspect } from 'node:util'
import { createWalletClient, http, parseEther, toHex, webSocket } from 'viem'
import { generatePrivateKey } from 'viem/accounts'
import { afterEach, expect, test, vi } from 'vitest'
import {
  decodeError,
  explainError,
  findRoots,
  fromSecp256k1,
  getSessions,
  login,
  loginSync,
  Permission,
  revokeSync,
  sendSignedSync,
  sessionKeyActions,
  signLogout,
  syncAll,
} from '../src/index.ts'
import { createFaultProxy } from './faultProxy.ts'
import { nextEvent, now, useDevnet } from './helpers.ts'

const devnet = useDevnet()

afterEach(() => {
  vi.restoreAllMocks()
})

/** A secret in every form that something could be written in. */
function formsOf(privateKey: `0x${string}`): string[] {
  const bytes = Buffer.from(privateKey.slice(2), 'hex')
  return [
    privateKey.slice(2),
    BigInt(privateKey).toString(),
    bytes.toString('base64').replace(/=+$/, ''),
    bytes.toString('base64url'),
    [...bytes].join(','),
    [...bytes].join(', '),
    inspect(bytes).slice(8, -1),
    inspect(new Uint8Array(bytes), { maxArrayLength: null }).replace(/\s+/g, ' '),
  ]
}

test('behavior: the private key is in nothing that a full life writes, throws or sends', async () => {
  const privateKey = generatePrivateKey()
  const written: string[] = []
  const note = (...values: unknown[]) => {
    for (const value of values)
      written.push(
        String(value),
        inspect(value, {
          depth: Number.POSITIVE_INFINITY,
          getters: true,
          maxArrayLength: null,
          showHidden: true,
        }),
        JSON.stringify(value, (_, inner) => (typeof inner === 'bigint' ? toHex(inner) : inner)) ?? '',
      )
  }
  for (const method of ['log', 'info', 'warn', 'error', 'debug', 'trace'] as const)
    vi.spyOn(console, method).mockImplementation(note)
  for (const stream of [process.stdout, process.stderr]) {
    const { write } = stream
    vi.spyOn(stream, 'write').mockImplementation((...args) => {
      written.push(String(args[0]))
      return write.apply(stream, args as Parameters<typeof write>)
    })
  }
  const failing = async (action: () => unknown) => {
    try {
      note(await action())
    } catch (error) {
      note(error)
      if (error instanceof Error) note(error.stack, error.cause)
    }
  }

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
