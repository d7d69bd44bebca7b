import * as SessionKey from 'foc-session-keys'
import { sessionKeyAuthorizerAbi } from 'foc-session-keys/abi'
import {
  type Address,
  createTestClient,
  encodeAbiParameters,
  hashTypedData,
  hexToNumber,
  http,
  slice,
} from 'viem'
import { generatePrivateKey } from 'viem/accounts'
import { expect, test } from 'vitest'
import { messagesOf, newData, useDevnet } from './helpers.ts'

const devnet = useDevnet()
const { Permission, policy } = SessionKey

type Made = { kind?: 'P-256' | 'secp256k1'; permissions: readonly SessionKey.PermissionOrPolicy[] }

/** A key with these permissions, granted for so many seconds, and the published SDK with it. */
async function open({ kind = 'P-256', permissions }: Made, seconds = 3600n) {
  const root = devnet.rootClient()
  const options = { chain: devnet.devnet.chain, permissions, root: root.account.address, transport: http() }
  const sessionKey =
    kind === 'P-256'
      ? SessionKey.fromP256({ ...options, keyPair: await SessionKey.createP256KeyPair() })
      : SessionKey.fromSecp256k1({ ...options, privateKey: generatePrivateKey() })
  const { timestamp } = await devnet.publicClient().getBlock()
  const grant = { permissions, sessionKeyAddress: sessionKey.address }
  await SessionKey.loginSync(root, { ...grant, expiry: timestamp + seconds })
  await sessionKey.syncExpirations()
  const { synapse } = await devnet.synapse(sessionKey)
  const left = (permission: SessionKey.Policy) =>
    SessionKey.remaining(sessionKey.client, { ...grant, permission, root: root.account.address })
  return { grant, left, root, sessionKey, synapse }
}

const errorOf = (action: Promise<unknown>): Promise<Error> =>
  action.then(
    () => Promise.reject(new Error('It did not fail.')),
    (error) => error,
  )

/** All four operations, each limited. */
const limited = (terms: { bytes: bigint; provider?: Address }) => [
  ...SessionKey.uploadLimits({ ...terms, dataSets: 2n }),
  policy({ limit: 1n, permission: Permission.SchedulePieceRemoval }),
  policy({ limit: 1n, permission: Permission.TerminateDataSet }),
]

async function terminate(sessionKey: SessionKey.SessionKey, dataSetId: bigint, origin: string) {
  const { chain } = devnet.devnet
  const signature = await sessionKey.account.signTypedData({
    domain: {
      chainId: chain.id,
      name: 'FilecoinWarmStorageService',
      verifyingContract: chain.contracts.fwss.address,
      version: '1',
    },
    message: { dataSetId },
    primaryType: 'TerminateService',
    types: { TerminateService: [{ name: 'dataSetId', type: 'uint256' }] },
  })
  const extraData = encodeAbiParameters([{ type: 'bytes' }], [signature])
  const answer = await fetch(`${origin}/pdp/data-sets/${dataSetId}/terminate`, {
    body: JSON.stringify({ extraData }),
    method: 'POST',
  })
  return { bytes: (extraData.length - 2) / 2, status: answer.status }
}

test.each(['P-256', 'secp256k1'] as const)(
  'a limited %s key: create, add, two copies, delete, terminate, and the byte too many',
  async (kind) => {
    const permissions = limited({ bytes: 600_000n })
    const [create, add] = permissions as [SessionKey.Policy, SessionKey.Policy]
    const { left, sessionKey, synapse } = await open({ kind, permissions })
    expect(sessionKey.hasPermission(Permission.AddPieces)).toBe(true)
    const metadata = { test: `limits ${kind}` }

    const first = await synapse.storage.upload(newData(200_000), { metadata })
    expect(first).toMatchObject({ complete: true, failedAttempts: [] })
    expect(first.copies).toHaveLength(2)
    // Each copy counts.
    expect(await left(add)).toBe(200_000n)
    expect(await left(create)).toBe(0n)

    const refused = await errorOf(synapse.storage.upload(newData(200_001), { copies: 1, metadata }))
    expect(messagesOf(refused)).toContain('AddPieces, at most 600000 bytes')
    expect(await left(add)).toBe(200_000n)
    expect((await synapse.storage.upload(newData(200_000), { copies: 1, metadata })).complete).toBe(true)
    expect(await left(add)).toBe(0n)

    const [copy] = first.copies
    if (!copy) throw new Error('There is no copy.')
    const context = await synapse.storage.createContext({ dataSetId: copy.dataSetId })
    const hash = await context.deletePiece({ piece: first.pieceCid })
    expect((await devnet.publicClient().waitForTransactionReceipt({ hash })).status).toBe('success')
    const { bytes, status } = await terminate(sessionKey, copy.dataSetId, new URL(copy.retrievalUrl).origin)
    expect(status).toBe(202)
    expect(bytes).toBeLessThanOrEqual(256)
  },
)

test('a provider that the policy does not name, and the one that it names', async () => {
  const [mine, other] = devnet.devnet.providers
  if (!mine || !other) throw new Error('There are no two providers.')
  const permissions = [
    ...SessionKey.uploadLimits({ bytes: 1_000_000n, provider: mine.address }),
    Permission.SchedulePieceRemoval,
    Permission.TerminateDataSet,
  ]
  const { synapse } = await open({ permissions })
  const metadata = { test: 'one provider' }
  const upload = (id: bigint) => synapse.storage.upload(newData(), { copies: 1, metadata, providerIds: [id] })
  expect((await upload(1n)).complete).toBe(true)
  const refused = messagesOf(await errorOf(upload(2n)))
  expect(refused).toContain(`with provider ${other.address}`)
  expect(refused).toContain(`with provider ${mine.address}`)
})

test('one data set, of all that the root has', async () => {
  const { synapse: unlimited } = await devnet.synapse()
  const metadata = { test: 'one data set' }
  const { copies } = await unlimited.storage.upload(newData(), { metadata })
  const [here, elsewhere] = copies
  if (!here || !elsewhere) throw new Error('There are no two copies.')
  const only = policy({ dataSetId: here.dataSetId, permission: Permission.AddPieces })
  const rest = SessionKey.DefaultFwssPermissions.filter((one) => one !== Permission.AddPieces)
  const { synapse } = await open({ permissions: [only, ...rest] })
  const add = async (dataSetId: bigint) => {
    const context = await synapse.storage.createContext({ dataSetId })
    return context.upload(newData())
  }
  await add(here.dataSetId)
  const refused = messagesOf(await errorOf(add(elsewhere.dataSetId)))
  expect(refused).toContain(`on data set ${elsewhere.dataSetId}`)
  expect(refused).toContain(`AddPieces, on data set ${here.dataSetId}`)
})

test('renewed to another expiry the count begins anew; revoked, it is said before anything is signed', async () => {
  const permissions = limited({ bytes: 1000n })
  const [, add] = permissions as [SessionKey.Policy, SessionKey.Policy]
  const { grant, left, root, sessionKey, synapse } = await open({ permissions })
  const upload = () => synapse.storage.upload(newData(), { copies: 1, metadata: { test: 'renewed' } })
  await upload()
  expect(await left(add)).toBe(0n)
  const { timestamp } = await devnet.publicClient().getBlock()
  await SessionKey.loginSync(root, { ...grant, expiry: timestamp + 7200n })
  expect(await left(add)).toBe(1000n)
  await upload()

  await SessionKey.revokeSync(root, { ...grant, permissions: [add] })
  await sessionKey.syncExpirations()
  expect(sessionKey.hasPermission(Permission.AddPieces)).toBe(false)
  const refused = messagesOf(await errorOf(upload()))
  expect(refused).toContain(`${sessionKey.address} is not authorized by ${sessionKey.rootAddress}`)
})

test('a grant that is over, which is said before anything is signed', async () => {
  const permissions = limited({ bytes: 1000n })
  const { left, sessionKey, synapse } = await open({ permissions }, 5n)
  const client = createTestClient({ chain: devnet.devnet.chain, mode: 'anvil', transport: http() })
  await client.increaseTime({ seconds: 10 })
  await client.mine({ blocks: 1 })
  await sessionKey.syncExpirations()
  const [, add] = permissions as [SessionKey.Policy, SessionKey.Policy]
  expect(await left(add)).toBe(0n)
  const upload = synapse.storage.upload(newData(), { copies: 1, metadata: { test: 'over' } })
  expect(messagesOf(await errorOf(upload))).toContain('expired at')
  expect(sessionKey.hasPermission(Permission.AddPieces)).toBe(false)
})

test('whole operations by a P-256 key, which gives itself up through a relayer', async () => {
  const { root, sessionKey, synapse } = await open({ permissions: SessionKey.DefaultFwssPermissions })
  const { complete } = await synapse.storage.upload(newData(), { metadata: { test: 'whole' } })
  expect(complete).toBe(true)
  expect(sessionKey.account.curve).toBe('P-256')
  const signed = await SessionKey.signLogout(sessionKey.client, { root: sessionKey.rootAddress })
  await SessionKey.sendSignedSync(root, signed)
  await sessionKey.syncExpirations()
  expect(sessionKey.hasPermission(Permission.AddPieces)).toBe(false)
  await expect(sessionKey.logout()).rejects.toThrow('sendSigned')
})

test('1 000 signatures of WebCrypto, with high and low s: the authorizer takes all of them', async () => {
  const { sessionKey } = await open({ permissions: SessionKey.DefaultFwssPermissions })
  const { chain } = devnet.devnet
  const { address } = chain.contracts.sessionKeyAuthorizer ?? {}
  if (!address) throw new Error('There is no authorizer.')
  const client = devnet.publicClient()
  let high = 0
  for (let batch = 0; batch < 10; batch++) {
    const messages = await Promise.all(
      Array.from({ length: 100 }, async (_, i) => {
        const typedData = {
          domain: {
            chainId: chain.id,
            name: 'FilecoinWarmStorageService',
            verifyingContract: address,
            version: '1',
          },
          message: { dataSetId: BigInt(batch * 100 + i) },
          primaryType: 'TerminateService',
          types: { TerminateService: [{ name: 'dataSetId', type: 'uint256' }] },
        } as const
        const signature = await sessionKey.account.signTypedData(typedData)
        // After magic, flags and r.
        if (hexToNumber(slice(signature, 37, 38)) >= 0x80) high++
        return { digest: hashTypedData(typedData), signature }
      }),
    )
    const answers = await client.multicall({
      contracts: messages.map(({ digest, signature }) => ({
        abi: sessionKeyAuthorizerAbi,
        address,
        args: [0n, sessionKey.rootAddress, Permission.TerminateDataSet, digest, signature, '0x'] as const,
        functionName: 'isAuthorized' as const,
      })),
    })
    expect(answers.filter(({ status }) => status === 'success')).toHaveLength(100)
  }
  expect(high).toBeGreaterThan(350)
  expect(high).toBeLessThan(650)
})
