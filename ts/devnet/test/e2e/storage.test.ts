import type { Synapse } from '@filoz/synapse-sdk'
import * as SessionKey from 'foc-session-keys'
import { filecoinPayAbi, filecoinWarmStorageServiceStateViewAbi } from 'foc-session-keys/abi'
import { type Address, encodeAbiParameters } from 'viem'
import { expect, test } from 'vitest'
import { begun } from '../provider/begun.ts'
import { newData, useDevnet } from './helpers.ts'

// The published SDK, signed for by a session key of this package and paid by the root.
const chain = useDevnet()

/** What an account pays for, and every epoch, in FilecoinPay. */
async function payments(owner: Address) {
  const { filecoinPay, usdfc } = chain.devnet.chain.contracts
  const [funds, , lockupRate] = await chain.publicClient().readContract({
    ...filecoinPay,
    abi: filecoinPayAbi,
    args: [usdfc.address, owner],
    functionName: 'accounts',
  })
  return { funds, lockupRate }
}

async function dataSet(dataSetId: bigint) {
  const { fwssView } = chain.devnet.chain.contracts
  return chain.publicClient().readContract({
    ...fwssView,
    abi: filecoinWarmStorageServiceStateViewAbi,
    args: [dataSetId],
    functionName: 'getDataSet',
  })
}

function copyOf({ copies }: Awaited<ReturnType<Synapse['storage']['upload']>>, index = 0) {
  const copy = copies[index]
  if (!copy) throw new Error(`There is no copy ${index}.`)
  return copy
}

test('default: one copy, in a new data set', async () => {
  const { sessionKey, synapse } = await chain.synapse()
  const root = chain.rootClient().account.address
  const before = await payments(root)

  const data = newData(200_000)
  const result = await synapse.storage.upload(data, { copies: 1 })
  expect(result).toMatchObject({ complete: true, failedAttempts: [], requestedCopies: 1, size: 200_000 })
  const copy = copyOf(result)
  expect(copy.isNewDataSet).toBe(true)
  expect((await dataSet(copy.dataSetId)).payer).toBe(root)
  expect((await dataSet(copy.dataSetId)).serviceProvider).toBe(chain.devnet.providers[0].address)

  const downloaded = await synapse.storage.download({ pieceCid: result.pieceCid })
  expect(Buffer.from(downloaded).equals(data)).toBe(true)

  // The root pays from now on; the session key never had anything.
  expect((await payments(root)).lockupRate).toBeGreaterThan(before.lockupRate)
  expect(await payments(sessionKey.address)).toEqual({ funds: 0n, lockupRate: 0n })
  const publicClient = chain.publicClient()
  expect(await publicClient.getBalance(sessionKey)).toBe(0n)
  expect(await publicClient.getTransactionCount(sessionKey)).toBe(0)
})

test('behavior: two copies, the second pulled from the first', async () => {
  const { synapse } = await chain.synapse()
  const data = newData()
  const result = await synapse.storage.upload(data, { metadata: { test: 'two copies' } })
  expect(result).toMatchObject({ complete: true, failedAttempts: [], requestedCopies: 2 })
  expect(result.copies.map(({ role }) => role)).toEqual(['primary', 'secondary'])
  expect(new Set(result.copies.map(({ providerId }) => providerId))).toEqual(new Set([1n, 2n]))
  for (const { retrievalUrl } of result.copies) {
    expect(Buffer.from(await (await fetch(retrievalUrl)).arrayBuffer()).equals(data)).toBe(true)
  }
  // Both again, into the data sets that are there now.
  const again = await synapse.storage.upload(newData(), { metadata: { test: 'two copies' } })
  expect(again.copies.map(({ dataSetId, isNewDataSet }) => [dataSetId, isNewDataSet])).toEqual(
    result.copies.map(({ dataSetId }) => [dataSetId, false]),
  )
})

test('behavior: into an existing data set, also by another key of the same root', async () => {
  const { synapse } = await chain.synapse()
  const metadata = { test: 'existing' }
  const first = copyOf(await synapse.storage.upload(newData(), { copies: 1, metadata }))
  const second = copyOf(await synapse.storage.upload(newData(), { copies: 1, metadata }))
  const other = await chain.synapse()
  const third = copyOf(await other.synapse.storage.upload(newData(), { dataSetIds: [first.dataSetId] }))
  expect([first, second, third].map(({ dataSetId }) => dataSetId)).toEqual(Array(3).fill(first.dataSetId))
  expect([first, second, third].map(({ isNewDataSet }) => isNewDataSet)).toEqual([true, false, false])
  expect([first, second, third].map(({ pieceId }) => pieceId)).toEqual([0n, 1n, 2n])

  const context = await synapse.storage.createContext({ dataSetId: first.dataSetId })
  const pieces = []
  for await (const { pieceId } of context.getPieces()) pieces.push(pieceId)
  expect(pieces).toEqual([0n, 1n, 2n])
})

test('behavior: metadata of data set and piece', async () => {
  const { synapse } = await chain.synapse()
  const copy = copyOf(
    await synapse.storage.upload(newData(), {
      copies: 1,
      metadata: { app: 'photos', owner: 'me' },
      pieceMetadata: { name: 'cat.jpg' },
    }),
  )
  const { fwssView } = chain.devnet.chain.contracts
  const publicClient = chain.publicClient()
  expect(
    await publicClient.readContract({
      ...fwssView,
      abi: filecoinWarmStorageServiceStateViewAbi,
      args: [copy.dataSetId],
      functionName: 'getAllDataSetMetadata',
    }),
  ).toEqual([
    ['app', 'owner'],
    ['photos', 'me'],
  ])
  expect(
    await publicClient.readContract({
      ...fwssView,
      abi: filecoinWarmStorageServiceStateViewAbi,
      args: [copy.dataSetId, copy.pieceId],
      functionName: 'getAllPieceMetadata',
    }),
  ).toEqual([['name'], ['cat.jpg']])
})

test('behavior: a piece is deleted', async () => {
  const { synapse } = await chain.synapse()
  const result = await synapse.storage.upload(newData(), { copies: 1, metadata: { test: 'delete' } })
  const { dataSetId, pieceId } = copyOf(result)
  const context = await synapse.storage.createContext({ dataSetId })
  await begun(context.provider.pdp.serviceURL, dataSetId)
  const hash = await context.deletePiece({ piece: result.pieceCid })
  const receipt = await chain.publicClient().waitForTransactionReceipt({ hash })
  expect(receipt.status).toBe('success')
  expect(await context.getScheduledRemovals()).toEqual([pieceId])
})

test('behavior: termination by the root itself, as this release of the SDK does it', async () => {
  const { synapse } = await chain.synapse()
  const { dataSetId } = copyOf(
    await synapse.storage.upload(newData(), { copies: 1, metadata: { test: 'terminate' } }),
  )
  const hash = await synapse.storage.terminateDataSet({ dataSetId })
  await chain.publicClient().waitForTransactionReceipt({ hash })
  expect((await dataSet(dataSetId)).pdpEndEpoch).toBeGreaterThan(0n)
})

test('behavior: termination by the session key, through the provider', async () => {
  const { sessionKey, synapse } = await chain.synapse()
  const copy = copyOf(
    await synapse.storage.upload(newData(), { copies: 1, metadata: { test: 'terminate too' } }),
  )
  const { dataSetId } = copy
  const url = `${new URL(copy.retrievalUrl).origin}/pdp/data-sets/${dataSetId}/terminate`
  expect((await fetch(url)).status).toBe(404)

  const { fwss } = chain.devnet.chain.contracts
  const signature = await sessionKey.account.signTypedData({
    domain: {
      chainId: chain.devnet.chain.id,
      name: 'FilecoinWarmStorageService',
      verifyingContract: fwss.address,
      version: '1',
    },
    message: { dataSetId },
    primaryType: 'TerminateService',
    types: { TerminateService: [{ name: 'dataSetId', type: 'uint256' }] },
  })
  const extraData = encodeAbiParameters([{ type: 'bytes' }], [signature])
  const terminate = () => fetch(url, { body: JSON.stringify({ extraData }), method: 'POST' })
  const accepted = await terminate()
  expect([accepted.status, await accepted.text()]).toEqual([202, ''])

  const { pdpEndEpoch } = await dataSet(dataSetId)
  expect(pdpEndEpoch).toBeGreaterThan(0n)
  const status = await fetch(url)
  expect([status.status, await status.json()]).toEqual([
    200,
    {
      confirmedTxHash: expect.stringMatching(/^0x[0-9a-f]{64}$/),
      fwssTerminated: true,
      serviceTerminationEpoch: Number(pdpEndEpoch),
      terminationTxHash: expect.stringMatching(/^0x[0-9a-f]{64}$/),
    },
  ])
  const again = await terminate()
  expect([again.status, await again.json()]).toEqual([
    409,
    { code: 0, message: expect.any(String), serviceTerminationEpoch: Number(pdpEndEpoch) },
  ])
})

test('behavior: the root finds its data sets', async () => {
  const { synapse } = await chain.synapse()
  const metadata = { test: 'find' }
  const { dataSetId } = copyOf(await synapse.storage.upload(newData(), { copies: 1, metadata }))
  const found = await synapse.storage.findDataSets()
  expect(found.find((one) => one.dataSetId === dataSetId)).toMatchObject({
    activePieceCount: 1n,
    isLive: true,
    isManaged: true,
    metadata,
    payer: chain.rootClient().account.address,
  })
})

test('behavior: the provider is paid by the root as epochs go by', async () => {
  const { synapse } = await chain.synapse()
  const { dataSetId } = copyOf(
    await synapse.storage.upload(newData(), { copies: 1, metadata: { test: 'pay' } }),
  )
  const { payee, pdpRailId } = await dataSet(dataSetId)
  const before = await payments(payee)
  await chain.devnet.advance(2880)
  await synapse.payments
    .settle({ railId: pdpRailId })
    .then((hash) => chain.publicClient().waitForTransactionReceipt({ hash }))
  expect((await payments(payee)).funds).toBeGreaterThan(before.funds)
})

test('behavior: a session key renewed goes on where it was', async () => {
  const { sessionKey, synapse } = await chain.synapse()
  const { timestamp } = await chain.publicClient().getBlock()
  await SessionKey.loginSync(chain.rootClient(), {
    expiry: timestamp + 7200n,
    sessionKeyAddress: sessionKey.address,
  })
  await chain.devnet.advance(180)
  const result = await synapse.storage.upload(newData(), { copies: 1 })
  expect(result.complete).toBe(true)
})
