import { randomBytes } from 'node:crypto'
import { parse } from '@filoz/synapse-core/piece'
import { signCreateDataSetAndAddPieces, signSchedulePieceRemovals } from '@filoz/synapse-core/typed-data'
import { filecoinPayAbi, filecoinWarmStorageServiceStateViewAbi, pdpVerifierAbi } from 'foc-session-keys/abi'
import {
  bytesToBigInt,
  createTestClient,
  createWalletClient,
  encodeAbiParameters,
  type Hex,
  http,
  publicActions,
} from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import type { createDevnet, DevnetProvider } from '../../src/createDevnet.ts'
import { post, uploadPiece } from './pieces.ts'

/** What tests do with data sets of a devnet's root, which signs for everything itself. */
export function dataSetsOf(devnet: createDevnet.ReturnType) {
  const { contracts } = devnet.chain
  const client = createTestClient({
    account: privateKeyToAccount(devnet.accounts[0].privateKey),
    chain: devnet.chain,
    mode: 'anvil',
    pollingInterval: 25,
    transport: http(),
  }).extend(publicActions)
  const wallet = (privateKey: Hex) =>
    createWalletClient({
      account: privateKeyToAccount(privateKey),
      chain: devnet.chain,
      pollingInterval: 25,
      transport: http(),
    }).extend(publicActions)
  const view = { ...contracts.fwssView, abi: filecoinWarmStorageServiceStateViewAbi } as const
  const pdp = { ...contracts.pdp, abi: pdpVerifierAbi } as const
  const pay = { ...contracts.filecoinPay, abi: filecoinPayAbi } as const

  return {
    client,
    pay,
    pdp,
    view,
    wallet,

    /** A data set with so many pieces in it. */
    async create(provider: DevnetProvider = devnet.providers[0], count = 1, payer = devnet.accounts[0]) {
      const pieceCids: string[] = []
      for (let i = 0; i < count; i++) pieceCids.push(await uploadPiece(provider))
      const clientDataSetId = bytesToBigInt(randomBytes(32))
      const extraData = await signCreateDataSetAndAddPieces(wallet(payer.privateKey), {
        clientDataSetId,
        payee: provider.address,
        pieces: pieceCids.map((pieceCid) => ({ pieceCid: parse(pieceCid) })),
      })
      const created = await post(`${provider.serviceUrl}/pdp/data-sets/create-and-add`, {
        extraData,
        pieces: pieceCids.map((pieceCid) => ({ pieceCid, subPieces: [{ subPieceCid: pieceCid }] })),
        recordKeeper: contracts.fwss.address,
      })
      if (created.status !== 201) throw new Error(await created.text())
      const status = await fetch(provider.serviceUrl + created.headers.get('Location'))
      const { dataSetId } = await status.json()
      return { clientDataSetId, id: BigInt(dataSetId), payer, pieceCids, provider }
    },

    /** Schedules the removal of pieces, through the provider. */
    async remove(
      set: { clientDataSetId: bigint; id: bigint; payer: { privateKey: Hex }; provider: DevnetProvider },
      pieceIds: number[],
    ) {
      const extraData = await signSchedulePieceRemovals(wallet(set.payer.privateKey), {
        clientDataSetId: set.clientDataSetId,
        pieceIds: pieceIds.map(BigInt),
      })
      const url = `${set.provider.serviceUrl}/pdp/data-sets/${set.id}/pieces/${pieceIds[0]}`
      const answer = await fetch(url, { body: JSON.stringify({ extraData, pieceIds }), method: 'DELETE' })
      if (answer.status !== 200) throw new Error(await answer.text())
    },

    /** Ends the service of a data set, through the provider. */
    async terminate(set: { id: bigint; payer: { privateKey: Hex }; provider: DevnetProvider }) {
      const signature = await wallet(set.payer.privateKey).signTypedData({
        domain: {
          chainId: devnet.chain.id,
          name: 'FilecoinWarmStorageService',
          verifyingContract: contracts.fwss.address,
          version: '1',
        },
        message: { dataSetId: set.id },
        primaryType: 'TerminateService',
        types: { TerminateService: [{ name: 'dataSetId', type: 'uint256' }] },
      })
      const extraData = encodeAbiParameters([{ type: 'bytes' }], [signature])
      return post(`${set.provider.serviceUrl}/pdp/data-sets/${set.id}/terminate`, { extraData })
    },

    dataSet: (id: bigint) => client.readContract({ ...view, args: [id], functionName: 'getDataSet' }),

    /** Which of the first periods of a data set are proven. */
    proven: (id: bigint, periods: number) =>
      Promise.all(
        Array.from({ length: periods }, (_, period) =>
          client.readContract({ ...view, args: [id, BigInt(period)], functionName: 'provenPeriods' }),
        ),
      ),

    async rail(id: bigint) {
      const { pdpRailId } = await client.readContract({ ...view, args: [id], functionName: 'getDataSet' })
      return client.readContract({ ...pay, args: [pdpRailId], functionName: 'getRail' })
    },
  }
}
