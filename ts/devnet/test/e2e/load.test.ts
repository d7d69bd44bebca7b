import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { hexToPieceCID } from '@filoz/synapse-core/piece'
import type { Synapse } from '@filoz/synapse-sdk'
import { pdpVerifierAbi } from 'foc-session-keys/abi'
import { afterEach, expect, test } from 'vitest'
import { errorOf } from '../../../client/test/helpers.ts'
import { newPiece } from '../provider/pieces.ts'
import { newData, useDevnet } from './helpers.ts'

const chain = useDevnet()
const children: ChildProcess[] = []

afterEach(async () => {
  await Promise.all(children.splice(0).map(kill))
  await chain.devnet.providers[0].start()
})

async function kill(child: ChildProcess) {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = once(child, 'exit')
  child.kill('SIGKILL')
  await exit
}

/** The first provider in a process of its own, at the place where the registry says it is. */
async function startProcess() {
  const { folder, privateKey, serviceUrl } = chain.devnet.providers[0]
  const { filecoinPay, fwss, fwssView, pdp, serviceProviderRegistry } = chain.devnet.chain.contracts
  const parameters = {
    chain: { ...chain.devnet.chain, contracts: undefined },
    contracts: {
      filecoinPay: filecoinPay.address,
      fwss: fwss.address,
      fwssView: fwssView.address,
      pdp: pdp.address,
      serviceProviderRegistry: serviceProviderRegistry.address,
    },
    folder,
    port: Number(new URL(serviceUrl).port),
    privateKey,
  }
  const script = new URL('./providerProcess.ts', import.meta.url).pathname
  const child = spawn(process.execPath, ['--import', 'tsx', script, JSON.stringify(parameters)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  await Promise.race([
    once(child.stdout, 'data'),
    once(child, 'exit').then(() => Promise.reject(new Error('The provider does not start.'))),
  ])
  return child
}

/** What the chain and the provider say about uploads: the same as the SDK. */
async function expectStored(
  uploads: { data: Uint8Array; result: Awaited<ReturnType<Synapse['storage']['upload']>> }[],
) {
  const { pdp } = chain.devnet.chain.contracts
  for (const { data, result } of uploads) {
    expect(result).toMatchObject({ complete: true, failedAttempts: [] })
    for (const { dataSetId, pieceId, retrievalUrl } of result.copies) {
      const onChain = await chain.publicClient().readContract({
        ...pdp,
        abi: pdpVerifierAbi,
        args: [dataSetId, pieceId],
        functionName: 'getPieceCid',
      })
      expect(hexToPieceCID(onChain.data).toString()).toBe(result.pieceCid.toString())
      const stored = await (await fetch(retrievalUrl)).arrayBuffer()
      expect(Buffer.from(stored).equals(data)).toBe(true)
    }
  }
}

test('behavior: 50 uploads at once from one root, each into a new data set', {
  timeout: 60_000,
}, async () => {
  const { synapse } = await chain.synapse()
  const uploads = await Promise.all(
    Array.from({ length: 50 }, async (_, index) => {
      const data = newData(1000 + index)
      const metadata = { upload: String(index) }
      return { data, result: await synapse.storage.upload(data, { copies: 1, metadata }) }
    }),
  )
  await expectStored(uploads)
  expect(new Set(uploads.map(({ result }) => result.copies[0]?.dataSetId)).size).toBe(50)
})

test('behavior: 50 uploads at once from one root, all into one data set', { timeout: 60_000 }, async () => {
  const { synapse } = await chain.synapse()
  const metadata = { test: 'one data set' }
  const first = await synapse.storage.upload(newData(), { copies: 1, metadata })
  const dataSetId = first.copies[0]?.dataSetId as bigint

  const uploads = await Promise.all(
    Array.from({ length: 50 }, async () => {
      const data = newData(2000)
      return { data, result: await synapse.storage.upload(data, { copies: 1, metadata }) }
    }),
  )
  await expectStored(uploads)
  const pieceIds = uploads.map(({ result }) => {
    expect(result.copies[0]?.dataSetId).toBe(dataSetId)
    return Number(result.copies[0]?.pieceId)
  })
  expect(pieceIds.sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, index) => index + 1))
})

test('behavior: a provider killed in the middle of an upload', { timeout: 60_000 }, async () => {
  const { folder, serviceUrl, stop } = chain.devnet.providers[0]
  await stop()
  const { synapse } = await chain.synapse()
  const process = await startProcess()
  const kept = newData()
  const before = await synapse.storage.upload(kept, { copies: 1 })

  // Half of the bytes arrive, then the provider dies.
  const { bytes, pieceCid } = newPiece(4_000_000)
  const stream = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        controller.enqueue(bytes.subarray(0, 2_000_000))
        while ((await readdir(join(folder, 'incoming'))).length === 0) await new Promise(setImmediate)
        await kill(process)
        controller.enqueue(bytes.subarray(2_000_000))
        controller.close()
      },
    },
    { highWaterMark: 0 },
  )
  const error = await errorOf(synapse.storage.upload(stream, { copies: 1 }))
  expect(error.name).toBe('StoreError')
  expect(await readdir(join(folder, 'incoming'))).toHaveLength(1)

  await startProcess()
  expect((await fetch(`${serviceUrl}/piece/${pieceCid}`)).status).toBe(404)
  expect((await fetch(`${serviceUrl}/pdp/piece?pieceCid=${pieceCid}`)).status).toBe(404)
  expect(await readdir(join(folder, 'incoming'))).toEqual([])

  const result = await synapse.storage.upload(bytes, { copies: 1 })
  await expectStored([
    { data: kept, result: before },
    { data: bytes, result },
  ])
})
