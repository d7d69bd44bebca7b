import { setTimeout } from 'node:timers/promises'
import {
  filecoinWarmStorageServiceAbi,
  pdpVerifierAbi,
  serviceProviderRegistryAbi,
} from 'foc-session-keys/abi'
import {
  type Address,
  type Chain,
  createWalletClient,
  decodeFunctionData,
  type Hash,
  type Hex,
  hexToString,
  http,
  isAddressEqual,
  type Log,
  type PrivateKeyAccount,
  parseAbi,
  parseEventLogs,
  publicActions,
  TransactionNotFoundError,
  TransactionReceiptNotFoundError,
  zeroAddress,
} from 'viem'
import { type PieceCid, pieceCidFromHex, pieceCidToHex } from './pieceCid.ts'

/** Since version 1.3 a provider can end the service of a data set on behalf of who signed for it. */
const terminateAbi = parseAbi(['function terminateService(uint256 dataSetId, bytes extraData)'])

/** The least that a transaction needs may grow until it is mined. */
const gasMargin = (gas: bigint) => (gas * 3n) / 2n

/** Where the contracts are that a provider talks to. */
export type ProviderContracts = Record<'fwss' | 'fwssView' | 'pdp' | 'serviceProviderRegistry', Address>

export type TransactionStatus =
  | { status: 'pending'; input: Hex }
  | { status: 'rejected'; input: Hex }
  | { status: 'confirmed'; input: Hex; logs: Log[] }

export type ProviderChain = ReturnType<typeof createProviderChain>

/** What a provider does on chain, with its own key. */
export function createProviderChain(parameters: {
  account: PrivateKeyAccount
  chain: Chain
  contracts: ProviderContracts
}) {
  const { account, chain, contracts } = parameters
  const client = createWalletClient({ account, chain, transport: http() }).extend(publicActions)
  const pdp = { abi: pdpVerifierAbi, address: contracts.pdp } as const

  /** Transactions take their nonces one after the other, so that none is taken twice or left out. */
  let last: Promise<unknown> = Promise.resolve()
  function inTurn<result>(send: () => Promise<result>): Promise<result> {
    const turn = last.then(send)
    last = turn.catch(() => {})
    return turn
  }

  type Call = Parameters<typeof client.estimateContractGas>[0] & Parameters<typeof client.writeContract>[0]

  /** Fails with what the contract said if it would refuse the call. */
  function submit(call: Call): Promise<Hash> {
    return inTurn(async () => {
      const [gas, nonce] = await Promise.all([
        client.estimateContractGas(call),
        client.getTransactionCount({ address: account.address, blockTag: 'pending' }),
      ])
      return client.writeContract({ ...call, gas: gasMargin(gas), nonce } as Call)
    })
  }

  const addPieces = (setId: bigint, pieces: readonly PieceCid[], extraData: Hex) =>
    ({
      ...pdp,
      args: [
        setId,
        setId === 0n ? contracts.fwss : zeroAddress,
        pieces.map((pieceCid) => ({ data: pieceCidToHex(pieceCid) })),
        extraData,
      ],
      functionName: 'addPieces',
    }) as const

  /** What became of a transaction; `undefined` if there is none. */
  async function transactionStatus(hash: Hash): Promise<TransactionStatus | undefined> {
    const transaction = await foundOr(client.getTransaction({ hash }), TransactionNotFoundError)
    if (!transaction) return undefined
    const { input } = transaction
    const receipt = await foundOr(client.getTransactionReceipt({ hash }), TransactionReceiptNotFoundError)
    if (!receipt) return { input, status: 'pending' }
    return receipt.status === 'success'
      ? { input, logs: receipt.logs, status: 'confirmed' }
      : { input, status: 'rejected' }
  }

  const ownLogs = (logs: Log[]) => logs.filter(({ address }) => isAddressEqual(address, contracts.pdp))

  return {
    /** Adds pieces to a data set; to a new one for 0n. */
    addPieces: (setId: bigint, pieces: readonly PieceCid[], extraData: Hex) =>
      submit(addPieces(setId, pieces, extraData)),

    /** Fails as `addPieces` would, and sends nothing. */
    async checkAddPieces(setId: bigint, pieces: readonly PieceCid[], extraData: Hex) {
      await client.estimateContractGas({ ...addPieces(setId, pieces, extraData), account })
    },

    createDataSet: (extraData: Hex) =>
      submit({ ...pdp, args: [contracts.fwss, extraData], functionName: 'createDataSet' }),

    schedulePieceDeletion: (setId: bigint, pieceId: bigint, extraData: Hex) =>
      submit({ ...pdp, args: [setId, [pieceId], extraData], functionName: 'schedulePieceDeletions' }),

    terminateService: (setId: bigint, extraData: Hex) =>
      submit({
        abi: terminateAbi,
        address: contracts.fwss,
        args: [setId, extraData],
        functionName: 'terminateService',
      }),

    /**
     * What became of a transaction. Waits a little for one that is not mined yet: clients that hear `pending` ask again
     * only after seconds.
     */
    async transactionStatus(hash: Hash): Promise<TransactionStatus | undefined> {
      for (const end = Date.now() + 2_000; ; await setTimeout(25)) {
        const found = await transactionStatus(hash)
        if (found?.status !== 'pending' || Date.now() > end) return found
      }
    },

    /** The data set that a transaction created. */
    createdDataSet(logs: Log[]): bigint | undefined {
      const [event] = parseEventLogs({
        abi: pdpVerifierAbi,
        eventName: 'DataSetCreated',
        logs: ownLogs(logs),
      })
      return event?.args.setId
    },

    /** The pieces that a transaction added to a data set. */
    addedPieces(
      logs: (TransactionStatus & { status: 'confirmed' })['logs'],
      setId: bigint,
    ): readonly bigint[] {
      const events = parseEventLogs({ abi: pdpVerifierAbi, eventName: 'PiecesAdded', logs: ownLogs(logs) })
      return events.filter(({ args }) => args.setId === setId).flatMap(({ args }) => args.pieceIds)
    },

    /** How many pieces a transaction was to add, and to which data set; `undefined` if it is of another kind. */
    addingPieces(input: Hex): { count: number; setId: bigint } | undefined {
      try {
        const { args, functionName } = decodeFunctionData({ abi: pdpVerifierAbi, data: input })
        return functionName === 'addPieces' ? { count: args[2].length, setId: args[0] } : undefined
      } catch {
        return undefined
      }
    },

    /** The pieces of a live data set that this provider has; `undefined` if there is no such data set. */
    async dataSet(setId: bigint) {
      if (!(await client.readContract({ ...pdp, args: [setId], functionName: 'dataSetLive' })))
        return undefined
      const pieces: { pieceCid: PieceCid; pieceId: bigint }[] = []
      for (let hasMore = true; hasMore; ) {
        const page = await client.readContract({
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
      const nextChallengeEpoch = await client.readContract({
        ...pdp,
        args: [setId],
        functionName: 'getNextChallengeEpoch',
      })
      return { nextChallengeEpoch, pieces }
    },

    /** The epoch at which the service of a data set ends; 0n while it goes on. */
    async serviceEnd(setId: bigint): Promise<bigint> {
      const { pdpEndEpoch } = await client.readContract({
        abi: filecoinWarmStorageServiceAbi,
        address: contracts.fwssView,
        args: [setId],
        functionName: 'getDataSet',
      })
      return pdpEndEpoch
    },

    /** Where the registered providers of the network are. */
    async serviceUrls(): Promise<string[]> {
      const { providers } = await client.readContract({
        abi: serviceProviderRegistryAbi,
        address: contracts.serviceProviderRegistry,
        args: [0, true, 0n, 100n],
        functionName: 'getProvidersByProductType',
      })
      return providers.flatMap(({ product, productCapabilityValues }) => {
        const value = productCapabilityValues[product.capabilityKeys.indexOf('serviceURL')]
        return value ? [hexToString(value)] : []
      })
    },
  }
}

async function foundOr<found>(finding: Promise<found>, notFound: new (...args: never[]) => Error) {
  try {
    return await finding
  } catch (error) {
    if (error instanceof notFound) return undefined
    throw error
  }
}
