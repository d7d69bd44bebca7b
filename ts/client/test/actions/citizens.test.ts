import {
  createClient,
  createPublicClient,
  createWalletClient,
  custom,
  decodeFunctionData,
  type Hex,
  http,
  publicActions,
  recoverTypedDataAddress,
} from 'viem'
import { multicall, sendCalls, signTypedData } from 'viem/actions'
import { expect, test } from 'vitest'
import {
  authorizationExpiry,
  DefaultFwssPermissions,
  expiresIn,
  FundingFailedError,
  login,
  loginAndFund,
  loginAndFundSync,
  loginSync,
  Permission,
  revoke,
  sessionKeyActions,
  sessionKeyRegistryAbi,
} from '../../src/index.ts'
import { errorOf, useDevnet } from '../helpers.ts'

const devnet = useDevnet()
const { AddPieces } = Permission

test('default: sessionKeyActions are methods of a wallet client', async () => {
  const client = devnet.rootClient().extend(sessionKeyActions())
  const sessionKey = devnet.sessionKey()
  const grant = { root: client.account, sessionKeyAddress: sessionKey.address }
  const { event } = await client.loginSync({ expiry: expiresIn('1d'), sessionKeyAddress: sessionKey.address })
  expect(await client.authorizationExpiry({ ...grant, permission: AddPieces })).toBe(event.args.expiry)
  expect(await client.isAuthorized({ ...grant, permission: AddPieces })).toBe(true)
  const signed = await client.signRevokeAll({ sessionKeyAddresses: [sessionKey.address] })
  await client.sendSignedSync(signed)
  expect(Object.values(await client.getExpirations(grant))).toEqual([0n, 0n, 0n, 0n])
  const sessions = await client.getSessions({ root: client.account })
  expect(sessions.map(({ status }) => status)).toEqual(['revoked'])
  expect((await client.findRoots({ sessionKeyAddress: sessionKey.address }))[0]?.root).toBe(
    client.account.address,
  )
})

test('behavior: a client without an account gets the reads only, and one with viem’s own actions keeps them', async () => {
  const reader = createPublicClient({ chain: devnet.chain, transport: http() }).extend(sessionKeyActions())
  expect('login' in reader).toBe(false)
  const root = devnet.account(3)
  expect(await reader.getSessions({ root })).toEqual([])
  expect(await reader.getBlockNumber()).toBeGreaterThan(0n)
  const both = devnet.rootClient(3).extend(publicActions).extend(sessionKeyActions())
  const hash = await both.login({ sessionKeyAddress: devnet.sessionKey().address })
  expect((await both.waitForTransactionReceipt({ hash })).status).toBe('success')
})

test('behavior: calls go into multicall', async () => {
  const sessionKey = devnet.sessionKey()
  const { event } = await loginSync(devnet.rootClient(), { sessionKeyAddress: sessionKey.address })
  const client = createClient({ chain: devnet.chain, transport: http() })
  const expiries = await multicall(client, {
    allowFailure: false,
    contracts: DefaultFwssPermissions.map((permission) =>
      authorizationExpiry.prepare(client, {
        permission,
        root: sessionKey.rootAddress,
        sessionKeyAddress: sessionKey.address,
      }),
    ),
  })
  expect(expiries).toEqual(DefaultFwssPermissions.map(() => event.args.expiry))
})

test('behavior: calls go into sendCalls of a wallet', async () => {
  const sent: { calls: { data: Hex; to: Hex; value?: Hex }[] }[] = []
  const request = async ({ method, params }: { method: string; params?: unknown }) => {
    if (method !== 'wallet_sendCalls') throw new Error(method)
    sent.push((params as typeof sent)[0] as (typeof sent)[number])
    return { id: '0x1' }
  }
  const client = createWalletClient({
    account: devnet.account().address,
    chain: devnet.chain,
    transport: custom({ request }),
  })
  const sessionKeyAddress = devnet.sessionKey().address
  await sendCalls(client, {
    calls: [
      revoke.prepare(client, { permissions: [AddPieces], sessionKeyAddress }),
      revoke.prepare(client, { sessionKeyAddress }),
      login.prepare(client, { sessionKeyAddress }),
      loginAndFund.prepare(client, { sessionKeyAddress, value: 5n }),
    ],
  })
  const calls = sent[0]?.calls ?? []
  expect(calls.map(({ to }) => to)).toEqual(
    calls.map(() => devnet.chain.contracts.sessionKeyRegistry.address),
  )
  expect(
    calls.map(({ data }) => decodeFunctionData({ abi: sessionKeyRegistryAbi, data }).functionName),
  ).toEqual(['revoke', 'revokeAll', 'login', 'loginAndFund'])
  expect(calls[3]?.value).toBe('0x5')
})

test('behavior: the account of a session key signs with viem’s signTypedData', async () => {
  const sessionKey = devnet.sessionKey()
  const typedData = {
    domain: { chainId: devnet.chain.id, name: 'Test' },
    message: { dataSetId: 1n },
    primaryType: 'TerminateService',
    types: { TerminateService: [{ name: 'dataSetId', type: 'uint256' }] },
  } as const
  const client = createClient({ chain: devnet.chain, transport: http() })
  for (const signature of [
    await signTypedData(client, { account: sessionKey.account, ...typedData }),
    await signTypedData(sessionKey.client, typedData),
  ])
    expect(await recoverTypedDataAddress({ ...typedData, signature })).toBe(sessionKey.address)
})

test('error: a contract that refuses FIL', async () => {
  const { address } = devnet.chain.contracts.sessionKeyRegistry
  for (const send of [loginAndFund, loginAndFundSync]) {
    const error = await errorOf(send(devnet.rootClient(), { sessionKeyAddress: address, value: 7n }))
    expect(error).toBeInstanceOf(FundingFailedError)
    expect(error.message).toContain('7 attoFIL')
  }
})
