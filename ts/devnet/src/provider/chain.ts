import {
  filecoinWarmStorageServiceStateViewAbi,
  pdpVerifierAbi,
  serviceProviderRegistryAbi,
} from 'foc-session-keys/abi'
import { type Chain, type Hex, hexToString, type PrivateKeyAccount, parseAbi, zeroAddress } from 'viem'
import { createProviderClient, createReader, createSubmitter, type ProviderContracts } from './client.ts'
import { RequestError } from './errors.ts'
import { type PieceCid, pieceCidFromHex, pieceCidToHex } from './pieceCid.ts'
import { createProving } from './proving.ts'
import { revertData } from './reverts.ts'
import { createTransactions } from './transactions.ts'

/** Since version 1.3 a provider can end the service of a data set on behalf of who signed for it. */
const terminateAbi = parseAbi(['function terminateService(uint256 dataSetId, bytes extraData)'])

export type ProviderChain = ReturnType<typeof createProviderChain>

/** What a provider does on chain, with its own key. */
export function createProviderChain(parameters: {
  account: PrivateKeyAccount
  chain: Chain
  contracts: ProviderContracts
  /** Told of each transaction that a client asked for. */
  submitted: () => void
}) {
  const { account, chain, contracts, submitted } = parameters
  const client = createProviderClient({ account, chain })
  const reader = createReader({ chain })
  const pdp = { abi: pdpVerifierAbi, address: contracts.pdp } as const
  const send = createSubmitter(client)
  const submit: typeof send = async (prepare) => {
    const hash = await send(prepare)
    submitted()
    return hash
  }

  const deposit = () => reader.readContract({ ...pdp, functionName: 'FIL_CLEANUP_DEPOSIT' })

  async function addPieces(setId: bigint, pieces: readonly PieceCid[], extraData: Hex) {
    return {
      ...pdp,
      args: [
        setId,
        setId === 0n ? contracts.fwss : zeroAddress,
        pieces.map((pieceCid) => ({ data: pieceCidToHex(pieceCid) })),
        extraData,
      ],
      functionName: 'addPieces',
      value: setId === 0n ? await deposit() : 0n,
    } as const
  }

  return {
    ...createTransactions(client, contracts.pdp),
    ...createProving({ address: account.address, contracts, reader, submit: send }),

    /** Adds pieces to a data set; to a new one for 0n. */
    addPieces: (setId: bigint, pieces: readonly PieceCid[], extraData: Hex) =>
      submit(() => addPieces(setId, pieces, extraData)),

    /** Fails as `addPieces` would, and sends nothing. */
    async checkAddPieces(setId: bigint, pieces: readonly PieceCid[], extraData: Hex) {
      await client.estimateContractGas({ ...(await addPieces(setId, pieces, extraData)), account })
    },

    createDataSet: (extraData: Hex) =>
      submit(async () => ({
        ...pdp,
        args: [contracts.fwss, extraData],
        functionName: 'createDataSet',
        value: await deposit(),
      })),

    /** @param max - How many removals may wait for the next proving period. */
    schedulePieceDeletions: (setId: bigint, pieceIds: readonly bigint[], extraData: Hex, max: number) =>
      submit(async () => {
        const queue = { ...pdp, args: [setId], functionName: 'getScheduledRemovals' } as const
        const { length } = await reader.readContract({ ...queue, blockTag: 'pending' })
        if (length + pieceIds.length > max) {
          const text = `${length} removals wait for the next proving period, of at most ${max}.`
          throw new RequestError(429, text)
        }
        return { ...pdp, args: [setId, pieceIds, extraData], functionName: 'schedulePieceDeletions' }
      }),

    terminateService: (setId: bigint, extraData: Hex) =>
      submit(() => ({
        abi: terminateAbi,
        address: contracts.fwss,
        args: [setId, extraData],
        functionName: 'terminateService',
      })),

    /** Whether the service can be ended on behalf of who signed for it: one that cannot says nothing at all. */
    async takesTerminations(): Promise<boolean> {
      try {
        await client.readContract({
          abi: [{ ...terminateAbi[0], stateMutability: 'view' }],
          address: contracts.fwss,
          args: [0n, '0x'],
          functionName: 'terminateService',
        })
      } catch (error) {
        const data = revertData(error)
        if (data === undefined) throw error
        return data !== '0x'
      }
      return true
    },

    /** The pieces of a live data set that this provider has; `undefined` if there is no such data set. */
    async dataSet(setId: bigint) {
      if (!(await reader.readContract({ ...pdp, args: [setId], functionName: 'dataSetLive' })))
        return undefined
      const pieces: { pieceCid: PieceCid; pieceId: bigint }[] = []
      for (let hasMore = true; hasMore; ) {
        const page = await reader.readContract({
          ...pdp,
          args: [setId, BigInt(pieces.length), 100n],
          functionName: 'getActivePieces',
        })
        const [cids, ids] = page
        hasMore = page[2]
        for (const [index, { data }] of cids.entries()) {
          pieces.push({ pieceCid: pieceCidFromHex(data), pieceId: ids[index] as bigint })
        }
      }
      const nextChallengeEpoch = await reader.readContract({
        ...pdp,
        args: [setId],
        functionName: 'getNextChallengeEpoch',
      })
      return { nextChallengeEpoch, pieces }
    },

    /** The epoch at which the service of a data set ends; 0n while it goes on. */
    async serviceEnd(setId: bigint): Promise<bigint> {
      const { pdpEndEpoch } = await reader.readContract({
        abi: filecoinWarmStorageServiceStateViewAbi,
        address: contracts.fwssView,
        args: [setId],
        functionName: 'getDataSet',
      })
      return pdpEndEpoch
    },

    /** Where the registered providers of the network are, as each of them says: anything may be there. */
    async serviceUrls(): Promise<string[]> {
      const urls: string[] = []
      for (let [offset, hasMore] = [0n, true]; hasMore; offset += 100n) {
        const page = await reader.readContract({
          abi: serviceProviderRegistryAbi,
          address: contracts.serviceProviderRegistry,
          args: [0, true, offset, 100n],
          functionName: 'getProvidersByProductType',
        })
        hasMore = page.hasMore
        for (const { product, productCapabilityValues } of page.providers) {
          const value = productCapabilityValues[product.capabilityKeys.indexOf('serviceURL')]
          if (value) urls.push(hexToString(value))
        }
      }
      return urls
    },
  }
}
