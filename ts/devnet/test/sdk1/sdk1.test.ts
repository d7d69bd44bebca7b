import { parse } from '@filoz/synapse-core/piece'
import * as SessionKey from 'foc-session-keys'
import { bytesToHex, encodeAbiParameters, erc20Abi, parseEther, parseEventLogs } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createDevnet } from '../../src/index.ts'
import { useDevnet } from '../e2e/helpers.ts'
import { begun } from '../provider/begun.ts'
import { dataSetsOf } from '../provider/dataSets.ts'
import { post } from '../provider/pieces.ts'
import { fwssAbi, payAbi, pdpAbi, viewAbi } from './abi.ts'

// What release 1.x of the Synapse SDK calls, reads and sends, one by one. Its packages cannot be installed here.
const shared = useDevnet({ prove: false })
let sets: ReturnType<typeof dataSetsOf>

beforeAll(() => {
  sets = dataSetsOf(shared.devnet)
})

const tib = 2n ** 40n
const month = 86_400n

/** What it expects a data set to cost each epoch, from what it read of the prices. */
function rateOf(rates: { storagePerTibPerMonth: bigint; datasetFeePerMonth: bigint }, bytes: bigint) {
  return (bytes * rates.storagePerTibPerMonth) / (tib * month) + rates.datasetFeePerMonth / month
}

describe('views', () => {
  const view = () => ({ abi: viewAbi, address: shared.devnet.chain.contracts.fwssView.address }) as const

  test('default: the contract that the service names', async () => {
    const { fwss, fwssView } = shared.devnet.chain.contracts
    const client = shared.publicClient()
    const named = { abi: fwssAbi, address: fwss.address, functionName: 'viewContractAddress' } as const
    expect(await client.readContract(named)).toBe(fwssView.address)
    expect(await client.readContract({ ...view(), functionName: 'service' })).toBe(fwss.address)
  })

  test('behavior: a data set by its own struct, and one that there is not', async () => {
    const client = shared.publicClient()
    const { clientDataSetId, id, payer, provider } = await sets.create()
    const read = (dataSetId: bigint) =>
      client.readContract({ ...view(), args: [dataSetId], functionName: 'getDataSet' })
    const found = await read(id)
    expect(found).toEqual({
      cacheMissRailId: 0n,
      cdnRailId: 0n,
      clientDataSetId,
      commissionBps: 0n,
      dataSetId: id,
      lifecycleReserveBalance: parseEther('0.0742'),
      payee: provider.address,
      payer: payer.address,
      pdpEndEpoch: 0n,
      pdpRailId: expect.any(BigInt),
      pendingOneTimePayments: 0n,
      providerId: provider.providerId,
      serviceProvider: provider.address,
    })
    expect(await read(id + 1000n)).toMatchObject({
      dataSetId: id + 1000n,
      payer: `0x${'0'.repeat(40)}`,
      pdpRailId: 0n,
    })
    const list = { ...view(), args: [payer.address, 0n, 100n], functionName: 'getClientDataSets' } as const
    const all = await client.readContract(list)
    expect(all.find(({ dataSetId }) => dataSetId === id)).toEqual(found)
    const railToDataSet = { ...view(), args: [found.pdpRailId], functionName: 'railToDataSet' } as const
    expect(await client.readContract(railToDataSet)).toBe(id)
    const length = { ...view(), args: [payer.address], functionName: 'getClientDataSetsLength' } as const
    const ids = { ...view(), args: [payer.address, 0n, 0n], functionName: 'clientDataSets' } as const
    expect(await client.readContract(length)).toBe(BigInt((await client.readContract(ids)).length))
    const nonce = { ...view(), args: [payer.address, clientDataSetId], functionName: 'clientNonces' } as const
    expect(await client.readContract(nonce)).toBe(id)
  })

  test('behavior: prices', async () => {
    const client = shared.publicClient()
    expect(await client.readContract({ ...view(), functionName: 'getPriceList' })).toEqual({
      fees: {
        addPiecesBaseFee: parseEther('0.0005'),
        addPiecesPerPieceFee: parseEther('0.0003'),
        createDataSetFee: parseEther('0.025'),
        schedulePieceRemovalsFee: parseEther('0.002'),
        terminateFee: parseEther('0.00112'),
      },
      lockups: expect.objectContaining({
        defaultLockupPeriod: month,
        lifecycleReserveTarget: parseEther('0.1'),
        replenishThreshold: parseEther('0.005'),
      }),
      rates: expect.objectContaining({
        datasetFeePerMonth: parseEther('0.024'),
        storagePerTibPerMonth: parseEther('2.5'),
      }),
      token: shared.devnet.chain.contracts.usdfc.address,
    })
  })

  test('behavior: pieces by offset, by cursor and by PieceCID, and whether there are any', async () => {
    const client = shared.publicClient()
    const pdp = { abi: pdpAbi, address: shared.devnet.chain.contracts.pdp.address } as const
    const { id, pieceCids } = await sets.create(undefined, 3)
    const [, offset, more] = await client.readContract({
      ...pdp,
      args: [id, 0n, 1n],
      functionName: 'getActivePieces',
    })
    expect([offset, more]).toEqual([[0n], true])
    const [, cursor, last] = await client.readContract({
      ...pdp,
      args: [id, 1n, 2n],
      functionName: 'getActivePiecesByCursor',
    })
    expect([cursor, last]).toEqual([[1n, 2n], false])
    const data = bytesToHex(parse(pieceCids[1] as string).bytes)
    const find = { ...pdp, args: [id, { data }, 0n, 2n], functionName: 'findPieceIdsByCid' } as const
    expect(await client.readContract(find)).toEqual([1n])
    const leaves = { ...pdp, args: [id], functionName: 'getDataSetLeafCount' } as const
    expect(await client.readContract(leaves)).toBe(96n)
  })
})

describe('money', () => {
  let paid: createDevnet.ReturnType
  beforeAll(async () => {
    paid = await createDevnet()
  })
  afterAll(() => paid.stop())

  test('default: what it computes for create, add and a month is the bill, to the unit', async () => {
    const own = dataSetsOf(paid)
    const { contracts } = paid.chain
    const { client, wallet } = own
    const [root] = paid.accounts
    const pay = { abi: payAbi, address: contracts.filecoinPay.address } as const
    const account = () =>
      client.readContract({ ...pay, args: [contracts.usdfc.address, root.address], functionName: 'accounts' })
    const view = { abi: viewAbi, address: contracts.fwssView.address } as const
    const { fees, lockups, rates } = await client.readContract({ ...view, functionName: 'getPriceList' })
    const approval = {
      ...pay,
      args: [contracts.usdfc.address, root.address, contracts.fwss.address],
    } as const
    const [approved, , , , , period] = await client.readContract({
      ...approval,
      functionName: 'operatorApprovals',
    })
    expect([approved, period >= lockups.defaultLockupPeriod]).toEqual([true, true])

    const [before] = await account()
    const pieces = 3
    const { id } = await own.create(undefined, pieces)
    // 127 of every 128 bytes of the leaves: 1000 bytes are 32 leaves.
    const rate = rateOf(rates, (BigInt(pieces) * 32n * 32n * 127n) / 128n)
    const once = fees.createDataSetFee + fees.addPiecesBaseFee + BigInt(pieces) * fees.addPiecesPerPieceFee
    const [funds, , lockupRate] = await account()
    expect(before - funds).toBe(once)
    expect(lockupRate).toBe(rate)
    const { lockupFixed, paymentRate } = await own.rail(id)
    expect(paymentRate).toBe(rate)
    // What it has deposited for: reserve and a month, and the fees.
    expect(lockupFixed + once + rate * lockups.defaultLockupPeriod).toBe(
      lockups.lifecycleReserveTarget + rate * lockups.defaultLockupPeriod,
    )

    // Thirty periods from the first: all proven, and settled as far as they are.
    await paid.advance(31 * 2880)
    const activation = await client.readContract({
      ...view,
      args: [id],
      functionName: 'provingActivationEpoch',
    })
    const hash = await wallet(root.privateKey).writeContract({
      ...pay,
      args: [(await own.dataSet(id)).pdpRailId, activation + month],
      functionName: 'settleRail',
    })
    await client.waitForTransactionReceipt({ hash })
    const [after] = await account()
    expect(funds - after).toBe(rate * month)
    const balance = { abi: erc20Abi, address: contracts.usdfc.address, args: [root.address] } as const
    expect(await client.readContract({ ...balance, functionName: 'balanceOf' })).toBe(parseEther('9000'))
  })

  test('behavior: a batch of removals costs one fee', async () => {
    const own = dataSetsOf(paid)
    const set = await own.create(undefined, 4)
    await begun(paid.providers[0].serviceUrl, set.id)
    await own.remove(set, [3, 1, 0])
    const scheduled = {
      ...own.pdp,
      abi: pdpAbi,
      args: [set.id],
      functionName: 'getScheduledRemovals',
    } as const
    expect(await own.client.readContract(scheduled)).toEqual([3n, 1n, 0n])
    expect((await own.dataSet(set.id)).pendingOneTimePayments).toBe(parseEther('0.002'))
    await paid.advance(2880)
    expect((await own.dataSet(set.id)).pendingOneTimePayments).toBe(0n)
    const [, left] = await own.client.readContract({
      ...own.pdp,
      args: [set.id, 0n, 10n],
      functionName: 'getActivePieces',
    })
    expect(left).toEqual([2n])
  })
})

describe('termination', () => {
  test('default: through the provider, signed by a session key; it ends at once', async () => {
    const sessionKey = await shared.newSessionKey()
    const { id, provider } = await sets.create()
    const { fwss } = shared.devnet.chain.contracts
    const url = `${provider.serviceUrl}/pdp/data-sets/${id}/terminate`
    expect((await fetch(url)).status).toBe(404)
    const signature = await sessionKey.account.signTypedData({
      domain: {
        chainId: shared.devnet.chain.id,
        name: 'FilecoinWarmStorageService',
        verifyingContract: fwss.address,
        version: '1',
      },
      message: { dataSetId: id },
      primaryType: 'TerminateService',
      types: { TerminateService: [{ name: 'dataSetId', type: 'uint256' }] },
    })
    const extraData = encodeAbiParameters([{ type: 'bytes' }], [signature])
    expect((await post(url, { extraData })).status).toBe(202)
    const status = await (await fetch(url)).json()
    const receipt = await shared.publicClient().getTransactionReceipt({ hash: status.terminationTxHash })
    const end = Number(receipt.blockNumber)
    expect(status).toMatchObject({ fwssTerminated: true, serviceTerminationEpoch: end })
    const [paymentEnds, serviceEnds] = parseEventLogs({ abi: fwssAbi, logs: receipt.logs })
    expect(paymentEnds).toMatchObject({
      args: { dataSetId: id, endEpoch: BigInt(end) },
      eventName: 'PDPPaymentTerminated',
    })
    expect(serviceEnds).toMatchObject({
      args: { approver: sessionKey.address, dataSetId: id },
      eventName: 'ServiceTerminated',
    })
    const again = await post(url, { extraData })
    expect([again.status, await again.json()]).toMatchObject([409, { code: 0, serviceTerminationEpoch: end }])
  })

  test('behavior: by the root itself, without the provider, with a month of notice', async () => {
    const { id, payer } = await sets.create()
    const { fwss } = shared.devnet.chain.contracts
    const wallet = sets.wallet(payer.privateKey)
    const hash = await wallet.writeContract({
      abi: fwssAbi,
      address: fwss.address,
      args: [id],
      functionName: 'terminateService',
    })
    const { blockNumber, logs } = await wallet.waitForTransactionReceipt({ hash })
    const [paymentEnds, serviceEnds] = parseEventLogs({ abi: fwssAbi, logs })
    expect(paymentEnds?.args).toMatchObject({ dataSetId: id, endEpoch: blockNumber + month })
    expect(serviceEnds?.args).toMatchObject({ approver: payer.address, dataSetId: id })
  })
})

test('session key: what is asked of it before anything is done', async () => {
  const sessionKey = await shared.newSessionKey()
  const required = [
    '0x25ebf20299107c91b4624d5bac3a16d32cabf0db23b450ee09ab7732983b1dc9',
    '0x954bdc254591a7eab1b73f03842464d9283a08352772737094d710a4428fd183',
    '0x5415701e313bb627e755b16924727217bb356574fe20e7061442c200b0822b22',
    '0x522bd88a11de1cdc6574394dde7a21ae488ff13e16e7408d0ea721dd8479dffc',
  ] as const
  expect(required.map((hash) => sessionKey.hasPermission(hash))).toEqual([true, true, true, true])
  expect(sessionKey.client.account.address).toBe(sessionKey.address)

  const uploader = await shared.newSessionKey({ permissions: SessionKey.UploadPermissions })
  const missing = required.filter((hash) => !uploader.hasPermission(hash))
  expect(missing).toEqual(required.slice(2))
  // Read for those that are missing only, to say until when they held.
  expect(missing.map((hash) => uploader.expirations[hash])).toEqual([0n, 0n])
})

test('chain: what is looked at, for itself and for the client of a session key', async () => {
  const sessionKey = await shared.newSessionKey()
  for (const chain of [shared.devnet.chain, sessionKey.client.chain]) {
    expect([314, 314159, 31415926]).toContain(chain.id)
    expect(Object.keys(chain)).toContain('genesisTimestamp')
    for (const name of [
      'filecoinPay',
      'fwss',
      'fwssView',
      'serviceProviderRegistry',
      'pdp',
      'endorsements',
    ] as const)
      expect(chain.contracts[name].abi.length).toBeGreaterThan(0)
    expect(chain.filbeam).toBe(null)
  }
})
