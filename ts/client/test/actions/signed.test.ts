import { readFileSync } from 'node:fs'
import {
  type Abi,
  createWalletClient,
  custom,
  encodeDeployData,
  getContractAddress,
  type Hex,
  http,
  MethodNotFoundRpcError,
  parseEther,
  zeroAddress,
} from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { describe, expect, test } from 'vitest'
import * as Chains from '../../src/chains.ts'
import {
  DefaultFwssPermissions,
  getExpirations,
  getSessions,
  InvalidSignatureError,
  InvalidSignedMessageError,
  login,
  loginSync,
  logout,
  logoutSync,
  Permission,
  policy,
  RegistryFeatureError,
  revokeAllSync,
  revokeSync,
  SessionKeyWithoutGasError,
  SignatureExpiredError,
  SignedElsewhereError,
  type SignedMessage,
  StaleGenerationError,
  StaleNonceError,
  sendSigned,
  sendSignedSync,
  signLogin,
  signLogout,
  signRevokeAll,
  uploadLimits,
} from '../../src/index.ts'
import { errorOf, nextEvent, now, useDevnet } from '../helpers.ts'

const devnet = useDevnet()
const custom32 = `0x${'42'.repeat(32)}` as const
const { AddPieces } = Permission

const limited = policy({ dataSetId: 7n, limit: 1024n ** 3n, permission: AddPieces })

/** A root without FIL, and a session key of it. */
function pauper() {
  const account = privateKeyToAccount(generatePrivateKey())
  const rootClient = createWalletClient({ account, chain: devnet.chain, transport: http(devnet.rpcUrl) })
  const sessionKey = devnet.sessionKey({ permissions: [...DefaultFwssPermissions, custom32], root: account })
  return { account, rootClient, sessionKey, sessionKeyAddress: sessionKey.address }
}

const relayer = () => devnet.rootClient(4)
const stranger = () => devnet.rootClient(5)

/** As it is after it was stored or sent. */
const overJson = <signed extends SignedMessage>(signed: signed): signed => JSON.parse(JSON.stringify(signed))

test('default: a root without FIL logs in, revokes everything, and its key gives up', async () => {
  const { account, rootClient, sessionKey, sessionKeyAddress } = pauper()
  const expiry = now() + 5000n
  const signed = overJson(
    await signLogin(rootClient, {
      expiry,
      origin: 'app',
      permissions: [AddPieces, custom32],
      sessionKeyAddress,
    }),
  )
  const { events, receipt } = await sendSignedSync(relayer(), signed)
  expect(receipt.from).toBe(relayer().account.address.toLowerCase())
  expect(events[0]?.args).toEqual({
    expiry,
    identity: account.address,
    origin: 'app',
    permissions: [AddPieces, custom32],
    signer: sessionKeyAddress,
  })
  await sessionKey.syncExpirations()
  expect(sessionKey.hasPermissions([AddPieces, custom32])).toBe(true)

  const revoked = overJson(await signRevokeAll(rootClient, { sessionKeyAddresses: [sessionKeyAddress] }))
  await sendSignedSync(relayer(), revoked)
  await sessionKey.syncExpirations()
  expect(sessionKey.hasPermission(AddPieces)).toBe(false)
  expect(sessionKey.hasPermission(custom32)).toBe(false)

  await sendSignedSync(relayer(), await signLogin(rootClient, { sessionKeyAddress }))
  const left = overJson(await signLogout(sessionKey.client, { root: account }))
  await sendSignedSync(relayer(), left)
  await sessionKey.syncExpirations()
  expect(sessionKey.hasPermission(AddPieces)).toBe(false)
  expect(await devnet.publicClient().getBalance(account)).toBe(0n)
})

test('behavior: a grant with policies says what they are, whoever submits it', async () => {
  const { account, rootClient, sessionKey, sessionKeyAddress } = pauper()
  const permissions = [...uploadLimits({ bytes: 10n, provider: account.address }), limited, custom32]
  const signed = overJson(await signLogin(rootClient, { permissions, sessionKeyAddress }))
  expect(signed).toMatchObject({
    message: {
      permissions: [custom32],
      policies: [
        {},
        {},
        { dataSetId: '7', limit: '1073741824', operation: AddPieces, provider: zeroAddress },
      ],
    },
    type: 'LoginWithPolicies',
  })
  const { events } = await sendSignedSync(relayer(), signed)
  const [create, add] = permissions
  expect(events[0]?.args.permissions).toEqual([custom32, `${create}`, `${add}`, limited.hash])
  await sessionKey.syncExpirations(permissions)
  expect(sessionKey.hasPermissions(permissions)).toBe(true)
  const [session] = await getSessions(devnet.publicClient(), { root: account })
  expect(session).toMatchObject({ policies: [create, add, limited], unknown: [custom32] })

  // A list of plain permissions is signed as before.
  const hashes = [custom32, limited.hash] as const
  expect(await signLogin(rootClient, { permissions: hashes, sessionKeyAddress })).toMatchObject({
    message: { permissions: hashes },
    type: 'Login',
  })
})

test('error: a policy that was changed after it was signed, or that is none', async () => {
  const { rootClient, sessionKeyAddress } = pauper()
  const signed = await signLogin(rootClient, { permissions: [limited], sessionKeyAddress })
  if (signed.type !== 'LoginWithPolicies') throw new Error('It grants no policies.')
  const { message } = signed
  const [one] = message.policies
  const changed = (terms: object | null) => ({
    ...signed,
    message: { ...message, policies: [terms && { ...one, ...terms }] },
  })
  for (const terms of [{ limit: '1073741825' }, { dataSetId: '0' }, { provider: devnet.account().address }])
    expect(await errorOf(sendSigned(relayer(), changed(terms) as SignedMessage))).toBeInstanceOf(
      InvalidSignatureError,
    )
  for (const [broken, path] of [
    [changed({ limit: 10 }), 'message.policies[0].limit'],
    [changed({ dataSetId: '-1' }), 'message.policies[0].dataSetId'],
    [changed({ provider: '0x12' }), 'message.policies[0].provider'],
    [changed(null), 'message.policies[0]'],
    [{ ...signed, message: { ...message, policies: undefined } }, 'message.policies'],
  ] as const)
    expect(await errorOf(sendSigned(relayer(), broken as SignedMessage))).toMatchObject({
      name: 'InvalidSignedMessageError',
      path,
    })
  // What is signed is what is sent: the plain message, without the policies, is another.
  const { policies: _, ...plain } = message
  const stripped = { ...signed, message: { ...plain, permissions: [limited.hash] }, type: 'Login' }
  expect(await errorOf(sendSigned(relayer(), stripped as SignedMessage))).toBeInstanceOf(
    InvalidSignatureError,
  )
})

test('behavior: the deadline is an hour from now, the nonce the next, the origin the package', async () => {
  const { rootClient, sessionKeyAddress } = pauper()
  const before = now()
  const signed = await signLogin(rootClient, { sessionKeyAddress })
  expect(BigInt(signed.message.deadline) - before).toBeGreaterThanOrEqual(3600n)
  expect(BigInt(signed.message.deadline) - before).toBeLessThan(3610n)
  expect(signed.message).toMatchObject({
    nonce: '0',
    origin: 'foc-session-keys',
    permissions: DefaultFwssPermissions,
    signer: sessionKeyAddress,
  })
  expect(signed).toMatchObject({ chainId: devnet.chain.id, type: 'Login' })
})

test('behavior: a wallet signs by JSON-RPC, with its address alone', async () => {
  const request = http(devnet.rpcUrl)({ chain: devnet.chain }).request
  const account = devnet.account(6)
  const wallet = createWalletClient({
    account: account.address,
    chain: devnet.chain,
    transport: custom({ request }),
  })
  const sessionKey = devnet.sessionKey({ rootIndex: 6 })
  await sendSignedSync(relayer(), await signLogin(wallet, { sessionKeyAddress: sessionKey.address }))
  await sessionKey.syncExpirations()
  expect(sessionKey.hasPermission(AddPieces)).toBe(true)
  await sendSignedSync(relayer(), await signRevokeAll(wallet, { sessionKeyAddresses: [sessionKey.address] }))
  await sessionKey.syncExpirations()
  expect(sessionKey.hasPermission(AddPieces)).toBe(false)
})

test('behavior: a root that is a contract, whose owner signs', async () => {
  const { account: owner, rootClient } = pauper()
  const { abi, bytecode } = JSON.parse(
    readFileSync(new URL('../../../../out/SmartWallet.sol/SmartWallet.json', import.meta.url), 'utf8'),
  ) as { abi: Abi; bytecode: { object: Hex } }
  const deployer = relayer()
  const nonce = BigInt(await devnet.publicClient().getTransactionCount(deployer.account))
  const root = getContractAddress({ from: deployer.account.address, nonce })
  const hash = await deployer.sendTransaction({
    data: encodeDeployData({ abi, args: [owner.address], bytecode: bytecode.object }),
  })
  await devnet.publicClient().waitForTransactionReceipt({ hash })

  const sessionKey = devnet.sessionKey({ root })
  const sessionKeyAddress = sessionKey.address
  await sendSignedSync(relayer(), await signLogin(rootClient, { root, sessionKeyAddress }))
  await sessionKey.syncExpirations()
  expect(sessionKey.hasPermission(AddPieces)).toBe(true)
  await sendSignedSync(
    relayer(),
    await signRevokeAll(rootClient, { root, sessionKeyAddresses: [sessionKeyAddress] }),
  )
  await sessionKey.syncExpirations()
  expect(sessionKey.hasPermission(AddPieces)).toBe(false)
})

describe('behavior: a stranger who submits first is a success', () => {
  async function messages() {
    const { account, rootClient, sessionKey, sessionKeyAddress } = pauper()
    const expiry = now() + 5000n
    const grant = () =>
      signLogin(rootClient, { expiry, permissions: [AddPieces, custom32], sessionKeyAddress })
    return {
      account,
      expiry,
      rootClient,
      sessionKey,
      sessionKeyAddress,
      sign: {
        Login: grant,
        LoginWithPolicies: () =>
          signLogin(rootClient, { permissions: [custom32, limited], sessionKeyAddress }),
        Logout: async () => {
          await sendSignedSync(relayer(), await grant())
          return signLogout(sessionKey.client, { root: account })
        },
        RevokeAll: async () => {
          await sendSignedSync(relayer(), await grant())
          return signRevokeAll(rootClient, { sessionKeyAddresses: [sessionKeyAddress] })
        },
      },
    }
  }

  for (const type of ['Login', 'LoginWithPolicies', 'RevokeAll', 'Logout'] as const) {
    test(`${type}, before it is sent`, async () => {
      const { sessionKey, sign } = await messages()
      const signed = await sign[type]()
      const { receipt } = await sendSignedSync(stranger(), signed)
      expect(await sendSigned(relayer(), signed)).toBe(receipt.transactionHash)
      await sessionKey.syncExpirations()
      expect(sessionKey.hasPermission(custom32)).toBe(type.startsWith('Login'))
    })

    test(`${type}, and that is not mined yet`, async () => {
      const { sign } = await messages()
      const signed = await sign[type]()
      await devnet.testClient().setAutomine(false)
      try {
        const first = await sendSigned(stranger(), signed)
        const second = sendSigned(relayer(), signed)
        await devnet.testClient().mine({ blocks: 1 })
        expect(await second).toBe(first)
      } finally {
        await devnet.testClient().setAutomine(true)
      }
    })

    test(`${type}, and the relayer's own transaction is mined and fails`, async () => {
      const { sign } = await messages()
      const signed = await sign[type]()
      const { request } = http(devnet.rpcUrl)({ chain: devnet.chain })
      // A node that estimates on the newest block cannot see it coming.
      const unaware = createWalletClient({
        account: relayer().account,
        chain: devnet.chain,
        pollingInterval: 20,
        transport: custom({
          request: async (body: Parameters<typeof request>[0]) => {
            if (body.method === 'eth_fillTransaction')
              throw new MethodNotFoundRpcError(new Error('not found'))
            return body.method === 'eth_estimateGas' ? '0x493e0' : request(body)
          },
        }),
      })
      await devnet.testClient().setAutomine(false)
      try {
        const first = await sendSigned(stranger(), signed)
        let second: ReturnType<typeof sendSignedSync> | undefined
        const hash = await new Promise<Hex>((resolve, reject) => {
          second = sendSignedSync(unaware, signed, { onHash: resolve })
          second.catch(reject)
        })
        await devnet.testClient().mine({ blocks: 1 })
        const { events, receipt } = (await second) as Awaited<ReturnType<typeof sendSignedSync>>
        expect(hash).not.toBe(first)
        expect(receipt).toMatchObject({ status: 'success', transactionHash: first })
        expect(events).toHaveLength(1)
      } finally {
        await devnet.testClient().setAutomine(true)
      }
    })

    test(`${type}, and the deadline is over since`, async () => {
      const { sign } = await messages()
      const signed = await sign[type]()
      const { receipt } = await sendSignedSync(stranger(), signed)
      const id = await devnet.testClient().snapshot()
      await devnet.testClient().setNextBlockTimestamp({ timestamp: BigInt(signed.message.deadline) + 1n })
      await devnet.testClient().mine({ blocks: 1 })
      expect(await sendSigned(relayer(), signed)).toBe(receipt.transactionHash)
      await devnet.testClient().revert({ id })
    })
  }

  test('error: a grant that was submitted and taken back is no success', async () => {
    const { rootClient, sessionKey, sessionKeyAddress, sign } = await messages()
    const signed = await sign.Login()
    await sendSignedSync(stranger(), signed)
    await sendSignedSync(
      relayer(),
      await signRevokeAll(rootClient, { sessionKeyAddresses: [sessionKeyAddress] }),
    )
    expect(await errorOf(sendSigned(relayer(), signed))).toBeInstanceOf(StaleNonceError)
    await sessionKey.syncExpirations()
    expect(sessionKey.hasPermission(AddPieces)).toBe(false)
  })

  test('error: another change that used up the nonce is no success, even if it leaves the same state', async () => {
    const root = devnet.rootClient(7)
    const sessionKeyAddress = devnet.sessionKey({ rootIndex: 7 }).address
    const expiry = now() + 5000n
    await loginSync(root, { expiry, permissions: [AddPieces], sessionKeyAddress })
    const signed = await signLogin(root, { expiry, permissions: [AddPieces], sessionKeyAddress })
    await revokeSync(root, { permissions: [Permission.CreateDataSet], sessionKeyAddress })
    const error = await errorOf(sendSigned(relayer(), signed))
    expect(error).toBeInstanceOf(StaleNonceError)
    expect(error.message).toContain('Sign again')
    expect(error).toMatchObject({ currentNonce: 2n, nonce: 1n })
  })

  test('error: a key that was granted something since it was dropped is no success', async () => {
    for (const permissions of [[AddPieces], [custom32]]) {
      const { rootClient, sessionKey, sessionKeyAddress, sign } = await messages()
      const signed = await sign.RevokeAll()
      await sendSignedSync(stranger(), signed)
      await sendSignedSync(relayer(), await signLogin(rootClient, { permissions, sessionKeyAddress }))
      const error = await errorOf(sendSigned(relayer(), signed))
      expect(error).toBeInstanceOf(StaleGenerationError)
      expect(error.message).toContain('Sign again')
      await sessionKey.syncExpirations()
      expect(sessionKey.hasPermission(permissions[0] as Hex)).toBe(true)
    }
  })

  test('behavior: of several keys, those that dropped everything already do not hold up the others', async () => {
    const root = devnet.rootClient(8)
    const keys = [devnet.sessionKey({ rootIndex: 8 }), devnet.sessionKey({ rootIndex: 8 })] as const
    for (const { address } of keys) await loginSync(root, { sessionKeyAddress: address })
    const signed = await signRevokeAll(root, { sessionKeyAddresses: keys.map(({ address }) => address) })
    await revokeAllSync(root, { sessionKeyAddresses: [keys[0].address] })
    const { events } = await sendSignedSync(relayer(), signed)
    expect(events.map(({ args }) => args.signer)).toEqual([keys[1].address])
    expect(await sendSigned(relayer(), signed)).toMatch(/^0x/)
  })

  test('behavior: a grant put in front of a revocation does not make it void', async () => {
    const { rootClient, sessionKey, sessionKeyAddress } = await messages()
    const grant = await signLogin(rootClient, { sessionKeyAddress })
    const revocation = await signRevokeAll(rootClient, { sessionKeyAddresses: [sessionKeyAddress] })
    await sendSignedSync(stranger(), grant)
    await sendSignedSync(relayer(), revocation)
    await sessionKey.syncExpirations()
    expect(sessionKey.hasPermission(AddPieces)).toBe(false)
  })
})

describe('error: what cannot be submitted says what to do', () => {
  test('a deadline that is over', async () => {
    const { rootClient, sessionKeyAddress } = pauper()
    const signed = await signLogin(rootClient, { deadline: now() - 100n, sessionKeyAddress })
    const error = await errorOf(sendSigned(relayer(), signed))
    expect(error).toBeInstanceOf(SignatureExpiredError)
    expect(error.message).toContain('Sign again')
    expect(error.message).toContain(signed.message.deadline)
  })

  test('a message that was changed', async () => {
    const { account, rootClient, sessionKeyAddress } = pauper()
    const signed = await signLogin(rootClient, { sessionKeyAddress })
    const changed = { ...signed, message: { ...signed.message, permissions: [custom32] } }
    const error = await errorOf(sendSigned(relayer(), changed))
    expect(error).toBeInstanceOf(InvalidSignatureError)
    expect(error.message).toContain(account.address)
  })

  test('another chain, another registry', async () => {
    const { rootClient, sessionKeyAddress } = pauper()
    const signed = await signLogin(rootClient, { sessionKeyAddress })
    const contractAddress = devnet.account(9).address
    for (const other of [
      { ...signed, chainId: 1 },
      { ...signed, contractAddress },
    ])
      expect(await errorOf(sendSigned(relayer(), other))).toBeInstanceOf(SignedElsewhereError)
    expect(await errorOf(sendSigned(relayer(), signed, { contractAddress }))).toBeInstanceOf(
      SignedElsewhereError,
    )
  })

  test('what is no signed message', async () => {
    const { rootClient, sessionKeyAddress } = pauper()
    const signed = await signLogin(rootClient, { sessionKeyAddress })
    const { message } = signed
    for (const broken of [
      null,
      'signed',
      {},
      { ...signed, type: 'Approve' },
      { ...signed, signature: 'none' },
      { ...signed, contractAddress: '0x1' },
      { ...signed, message: undefined },
      { ...signed, message: { ...message, deadline: 12 } },
      { ...signed, message: { ...message, nonce: '-1' } },
      { ...signed, message: { ...message, identity: '0x1' } },
      { ...signed, message: { ...message, permissions: undefined } },
      { ...signed, type: 'RevokeAll' },
    ])
      expect(await errorOf(sendSigned(relayer(), broken as SignedMessage))).toBeInstanceOf(
        InvalidSignedMessageError,
      )
  })

  test('a live registry, before any request', async () => {
    const request = async () => {
      throw new Error('A request was sent.')
    }
    const { sessionKeyAddress } = pauper()
    for (const chain of [Chains.mainnet, Chains.calibration]) {
      const client = createWalletClient({ account: devnet.account(), chain, transport: custom({ request }) })
      const sessionKey = devnet.sessionKey({ chain, transport: custom({ request }) })
      const signed = await signLogin(devnet.rootClient(), { sessionKeyAddress })
      for (const action of [
        () => signLogin(client, { sessionKeyAddress }),
        () => signRevokeAll(client, { sessionKeyAddresses: [sessionKeyAddress] }),
        () => signLogout(client, { root: devnet.account() }),
        () => sendSigned(client, signed),
        () => sessionKey.logout(),
        () => sessionKey.logout(),
      ])
        expect(await errorOf(action)).toBeInstanceOf(RegistryFeatureError)
    }
  })
})

describe('behavior: a session key gives itself up without its wallet', () => {
  test('with gas of its own', async () => {
    const sessionKey = devnet.sessionKey()
    await loginSync(devnet.rootClient(), { sessionKeyAddress: sessionKey.address })
    await devnet.testClient().setBalance({ address: sessionKey.address, value: parseEther('1') })
    await sessionKey.watch()
    const updated = nextEvent(sessionKey, 'expirationsUpdated')
    const hash = await sessionKey.logout({ origin: 'leaked' })
    const receipt = await devnet.publicClient().waitForTransactionReceipt({ hash })
    expect(login.extractEvent(receipt.logs)?.args.origin).toBe('leaked')
    await updated
    expect(sessionKey.hasPermission(AddPieces)).toBe(false)
    sessionKey.unwatch()
  })

  test('without gas, by whoever submits it', async () => {
    const sessionKey = devnet.sessionKey()
    await loginSync(devnet.rootClient(), { sessionKeyAddress: sessionKey.address })
    const signed = await signLogout(sessionKey.client, { root: sessionKey.rootAddress })
    const hash = await sendSigned(relayer(), overJson(signed))
    await devnet.publicClient().waitForTransactionReceipt({ hash })
    await sessionKey.syncExpirations()
    expect(sessionKey.hasPermission(AddPieces)).toBe(false)
  })

  test('error: with neither', async () => {
    const sessionKey = devnet.sessionKey()
    const error = await errorOf(sessionKey.logout())
    expect(error).toBeInstanceOf(SessionKeyWithoutGasError)
    expect(error).toMatchObject({ sessionKeyAddress: sessionKey.address })
    expect(error.message).toContain('sendSigned')
  })

  test('and nobody else', async () => {
    const sessionKey = devnet.sessionKey()
    await loginSync(devnet.rootClient(), { sessionKeyAddress: sessionKey.address })
    await logoutSync(stranger(), { root: sessionKey.rootAddress })
    expect(await logout.prepare(stranger(), { root: sessionKey.rootAddress }).args[0]).toBe(
      sessionKey.rootAddress,
    )
    const expirations = await getExpirations(devnet.publicClient(), {
      root: sessionKey.rootAddress,
      sessionKeyAddress: sessionKey.address,
    })
    expect(expirations[AddPieces]).toBeGreaterThan(0n)
  })
})
