import { filecoinWarmStorageServiceAbi } from 'foc-session-keys/abi'
import { parseEther } from 'viem'
import { expect, test, vi } from 'vitest'
import type { createDevnet, DevnetAccount } from '../src/index.ts'
import { dataSetsOf } from './provider/dataSets.ts'
import { useDevnets } from './useDevnets.ts'

// The providers of a devnet prove what they have, as time goes by.
const period = 2880

const { newFolder, start: startDevnet } = useDevnets()

async function start(options?: createDevnet.Options) {
  const devnet = await startDevnet(options)
  return { ...devnet, ...dataSetsOf(devnet) }
}

type Running = Awaited<ReturnType<typeof start>>

/** The faults that the service wrote down, of one data set. */
async function faultsOf({ chain, client }: Running, dataSetId: bigint) {
  const logs = await client.getContractEvents({
    abi: filecoinWarmStorageServiceAbi,
    address: chain.contracts.fwss.address,
    args: { dataSetId },
    eventName: 'FaultRecord',
    fromBlock: 0n,
  })
  return logs.map(({ args }) => args.periodsFaulted)
}

/** Settles what can be settled, and returns what the payee got. */
async function settle({ accounts, chain, client, dataSet, pay, wallet }: Running, id: bigint) {
  const { payee, pdpRailId } = await dataSet(id)
  const funds = async () => {
    const account = {
      ...pay,
      args: [chain.contracts.usdfc.address, payee],
      functionName: 'accounts',
    } as const
    return (await client.readContract(account))[0]
  }
  const before = await funds()
  const hash = await wallet(accounts[1]?.privateKey as `0x${string}`).writeContract({
    ...pay,
    args: [pdpRailId, await client.getBlockNumber()],
    functionName: 'settleRail',
  })
  await client.waitForTransactionReceipt({ hash })
  return (await funds()) - before
}

/** A data set whose first challenge is to come two blocks later, and its provider, just started. */
async function beforeTheChallenge({ advance, client, create, pdp, providers }: Running) {
  const [provider] = providers
  const { id } = await create(provider)
  const challenge = { ...pdp, args: [id], functionName: 'getNextChallengeEpoch' } as const
  await vi.waitFor(async () => expect(await client.readContract(challenge)).not.toBe(0n))
  await provider.stop()
  const epoch = await client.readContract(challenge)
  await advance(Number(epoch - (await client.getBlockNumber())) - 2)
  await provider.start()
  return { id, provider }
}

/** What is left of an amount after the network's fee, which is rounded up. */
const net = (amount: bigint) => amount - (amount + 199n) / 200n

test('default: every period is proven, and paid for from the first proof on', async () => {
  const devnet = await start()
  const { id } = await devnet.create()
  await devnet.advance(3 * period)
  expect(await devnet.proven(id, 4)).toEqual([true, true, true, false])
  expect(await faultsOf(devnet, id)).toEqual([])
  const activation = await devnet.client.readContract({
    ...devnet.view,
    args: [id],
    functionName: 'provingActivationEpoch',
  })
  const { paymentRate, settledUpTo } = await devnet.rail(id)
  const got = await settle(devnet, id)
  // Until the end of the third period: of the fourth, nothing is proven.
  expect((await devnet.rail(id)).settledUpTo).toBe(activation + 3n * BigInt(period))
  expect(settledUpTo).toBeLessThanOrEqual(activation)
  expect(got).toBe(net(paymentRate * 3n * BigInt(period)))
})

test('behavior: a month, with many data sets of both providers', { timeout: 120_000 }, async () => {
  const devnet = await start()
  const { providers } = devnet
  const sets = []
  for (let i = 0; i < 10; i++) sets.push(await devnet.create(providers[i % 2]))
  await devnet.advance(30 * period)
  for (const { id } of sets) {
    expect(await devnet.proven(id, 30)).toEqual(Array(30).fill(true))
    expect(await faultsOf(devnet, id)).toEqual([])
  }
})

test('behavior: epochs are as many as asked for, whatever is proven', async () => {
  const { advance, client, create } = await start()
  await create()
  for (const epochs of [1, 2, 2800, 30, 60, 2 * period]) {
    const before = await client.getBlock()
    await advance(epochs)
    const after = await client.getBlock()
    // What is due when time stands still again is done then, in blocks of its own.
    expect(Number(after.number - before.number)).toBeGreaterThanOrEqual(epochs)
    expect(Number(after.number - before.number)).toBeLessThanOrEqual(epochs + 2)
  }
})

test('behavior: removed pieces go with the next period, and the rate falls', async () => {
  const devnet = await start()
  const set = await devnet.create(undefined, 3)
  const { client, pdp } = devnet
  const { paymentRate } = await devnet.rail(set.id)
  await devnet.remove(set, [2, 0])
  const active = () => client.readContract({ ...pdp, args: [set.id], functionName: 'getActivePieceCount' })
  expect(await active()).toBe(3n)
  await devnet.advance(period)
  expect(await active()).toBe(1n)
  expect((await devnet.rail(set.id)).paymentRate).toBeLessThan(paymentRate)

  // The last one, too: then there is nothing to prove, until a piece comes.
  await devnet.remove(set, [1])
  await devnet.advance(2 * period)
  expect(await active()).toBe(0n)
  expect((await devnet.rail(set.id)).paymentRate).toBe(0n)
  expect(await faultsOf(devnet, set.id)).toEqual([])
})

test('behavior: a provider that was stopped has faults, is not paid for them, and goes on', async () => {
  const devnet = await start()
  const [provider] = devnet.providers
  const { id } = await devnet.create(provider)
  await devnet.advance(period)
  await provider.stop()
  await devnet.advance(2 * period)
  await provider.start()
  await devnet.advance(2 * period)
  const proven = await devnet.proven(id, 5)
  expect(proven.slice(0, 3)).toEqual([true, false, false])
  expect(proven[4]).toBe(true)
  const faults = (await faultsOf(devnet, id)).reduce((sum = 0n, count = 0n) => sum + count, 0n)
  expect(faults).toBe(BigInt(proven.filter((is) => !is).length))
  const { paymentRate } = await devnet.rail(id)
  expect(await settle(devnet, id)).toBe(
    net(paymentRate * BigInt(proven.filter(Boolean).length) * BigInt(period)),
  )
})

test('behavior: a provider that does not prove is not paid', async () => {
  const devnet = await start({ prove: [true, false] })
  const [first, second] = devnet.providers
  const good = await devnet.create(first)
  const lazy = await devnet.create(second)
  await devnet.advance(2 * period)
  expect(await devnet.proven(good.id, 2)).toEqual([true, true])
  expect(await devnet.proven(lazy.id, 2)).toEqual([false, false])
  expect(await settle(devnet, good.id)).toBeGreaterThan(0n)
  expect(await settle(devnet, lazy.id)).toBe(0n)
})

test('behavior: it goes on with the state of a folder', async () => {
  const folder = await newFolder()
  const first = await start({ folder })
  const { id } = await first.create()
  await first.advance(period)
  await first.stop()
  const second = await start({ folder })
  await second.advance(2 * period)
  expect(await second.proven(id, 3)).toEqual([true, true, true])
  expect(await faultsOf(second, id)).toEqual([])
})

test('behavior: ended, settled, deleted, cleaned up, and the deposit is back', async () => {
  const devnet = await start()
  const [provider] = devnet.providers
  const { client, pdp } = devnet
  const set = await devnet.create(provider, 2)
  await devnet.advance(period)
  expect((await devnet.terminate(set)).status).toBe(202)
  const { endEpoch } = await devnet.rail(set.id)
  const { payee } = await devnet.dataSet(set.id)
  const fil = () => client.getBalance(provider)
  const before = await fil()
  await devnet.advance(period - 10)
  expect(await client.readContract({ ...pdp, args: [set.id], functionName: 'dataSetLive' })).toBe(true)
  await devnet.advance(200)
  expect(await client.readContract({ ...pdp, args: [set.id], functionName: 'dataSetLive' })).toBe(false)
  await expect(
    client.readContract({ ...pdp, args: [set.id], functionName: 'getNextPieceId' }),
  ).rejects.toThrow('DataSetNotFound')
  expect((await fil()) - before).toBeGreaterThan(parseEther('0.09'))
  expect((await devnet.dataSet(set.id)).payer).toBe('0x0000000000000000000000000000000000000000')
  expect([endEpoch > 0n, payee]).toEqual([true, provider.address])
})

test('behavior: what failed and is over is done without waiting for a block', async () => {
  const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  try {
    const devnet = await start()
    const { client } = devnet
    const { id, provider } = await beforeTheChallenge(devnet)
    await client.setBalance({ address: provider.address, value: 0n })
    await client.mine({ blocks: 2 })
    await vi.waitFor(
      () => expect(stderr.mock.calls.join()).toContain(`data set ${id}: provePossession`),
      10_000,
    )
    await client.setBalance({ address: provider.address, value: parseEther('1000') })
    await vi.waitFor(async () => expect(await devnet.proven(id, 1)).toEqual([true]), 10_000)
  } finally {
    stderr.mockRestore()
  }
})

test('behavior: a payer without funds: said once, others are proven, and it goes on when there are funds', async () => {
  const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  try {
    const devnet = await start()
    const { chain, client, pay, wallet } = devnet
    const poor = devnet.accounts[1] as DevnetAccount
    const pauper = wallet(poor.privateKey)
    const { filecoinPay, fwss, usdfc } = chain.contracts
    const deposit = async (amount: bigint) => {
      await client.waitForTransactionReceipt({
        hash: await pauper.writeContract({
          ...usdfc,
          args: [filecoinPay.address, amount],
          functionName: 'approve',
        }),
      })
      await client.waitForTransactionReceipt({
        hash: await pauper.writeContract({
          ...pay,
          args: [usdfc.address, poor.address, amount],
          functionName: 'deposit',
        }),
      })
    }
    // What a data set takes to be created, and for half a day.
    await deposit(parseEther('0.1245'))
    await client.waitForTransactionReceipt({
      hash: await pauper.writeContract({
        ...pay,
        args: [usdfc.address, fwss.address, true, 2n ** 255n, 2n ** 255n, 86_400n],
        functionName: 'setOperatorApproval',
      }),
    })
    const rich = await devnet.create()
    const set = await devnet.create(undefined, 2, poor)
    const count = { ...devnet.pdp, args: [set.id], functionName: 'getActivePieceCount' } as const
    await devnet.advance(period)
    await devnet.remove(set, [0])
    await devnet.advance(4 * period)
    // The rate cannot change while the account is behind.
    expect(await client.readContract(count)).toBe(2n)
    expect(await devnet.proven(rich.id, 5)).toEqual(Array(5).fill(true))
    const said = stderr.mock.calls.map(([text]) => String(text))
    expect(said).toEqual([
      expect.stringMatching(
        `^Storage provider: data set ${set.id}: nextProvingPeriod: .*LockupNotSettledRateChangeNotAllowed`,
      ),
    ])
    await deposit(parseEther('10'))
    await devnet.advance(period)
    expect(await client.readContract(count)).toBe(1n)
  } finally {
    stderr.mockRestore()
  }
})

test('behavior: the chain is put back under it', async () => {
  const devnet = await start()
  const { client } = devnet
  const kept = await devnet.create()
  const snapshot = await client.snapshot()
  const gone = await devnet.create(devnet.providers[1])
  await devnet.advance(period)
  await client.revert({ id: snapshot })
  await devnet.advance(2 * period)
  expect(await devnet.proven(kept.id, 2)).toEqual([true, true])
  expect((await devnet.dataSet(gone.id)).pdpRailId).toBe(0n)
  const again = await devnet.create(devnet.providers[1])
  expect(again.id).toBe(gone.id)
  await devnet.advance(period + 100)
  expect(await devnet.proven(again.id, 1)).toEqual([true])
})

test('behavior: it follows blocks that others mine, too', async () => {
  const devnet = await start()
  const { id } = await beforeTheChallenge(devnet)
  await devnet.client.mine({ blocks: 2 })
  await vi.waitFor(async () => expect(await devnet.proven(id, 1)).toEqual([true]), { timeout: 10_000 })
})
