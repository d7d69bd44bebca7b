import { setTimeout } from 'node:timers/promises'
import { pdpVerifierAbi } from 'foc-session-keys/abi'
import {
  type Address,
  decodeFunctionData,
  type Hash,
  type Hex,
  isAddressEqual,
  type Log,
  parseAbi,
  parseEventLogs,
  TransactionNotFoundError,
  TransactionReceiptNotFoundError,
} from 'viem'
import type { ProviderClient } from './client.ts'

/** What PDPVerifier is to emit from version 3.5 on: piece i of the list has the id `firstPieceId` + i. */
const laterAbi = parseAbi([
  'struct Cid { bytes32 header; bytes32 root; }',
  'event PiecesAddedV2(uint256 indexed setId, uint256 firstPieceId, Cid[] pieceCids)',
])

export type TransactionStatus =
  | { status: 'pending'; input: Hex }
  | { status: 'rejected'; input: Hex }
  | { status: 'confirmed'; input: Hex; logs: Log[] }

/** What became of a provider's transactions. */
export function createTransactions(client: ProviderClient, pdp: Address) {
  const transactionOf = (hash: Hash) => foundOr(client.getTransaction({ hash }), TransactionNotFoundError)
  const receiptOf = (hash: Hash) =>
    foundOr(client.getTransactionReceipt({ hash }), TransactionReceiptNotFoundError)

  async function statusNow(hash: Hash): Promise<TransactionStatus | undefined> {
    const transaction = await transactionOf(hash)
    if (!transaction) return undefined
    const { input } = transaction
    const receipt = await receiptOf(hash)
    if (!receipt) return { input, status: 'pending' }
    return receipt.status === 'success'
      ? { input, logs: receipt.logs, status: 'confirmed' }
      : { input, status: 'rejected' }
  }

  const ownLogs = (logs: Log[]) => logs.filter(({ address }) => isAddressEqual(address, pdp))

  return {
    /** Where a transaction is, and no more than that; `undefined` if there is none. */
    async outcome(hash: Hash): Promise<TransactionStatus['status'] | undefined> {
      const receipt = await receiptOf(hash)
      if (receipt) return receipt.status === 'success' ? 'confirmed' : 'rejected'
      return (await transactionOf(hash)) && 'pending'
    },

    /**
     * What became of a transaction; `undefined` if there is none. Waits a little for one that is not mined yet: clients that
     * hear `pending` ask again only after seconds.
     */
    async transactionStatus(hash: Hash): Promise<TransactionStatus | undefined> {
      for (const end = Date.now() + 2_000; ; await setTimeout(25)) {
        const found = await statusNow(hash)
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
    addedPieces(logs: Log[], setId: bigint): bigint[] {
      const abi = [...pdpVerifierAbi, ...laterAbi]
      const events = parseEventLogs({ abi, eventName: ['PiecesAdded', 'PiecesAddedV2'], logs: ownLogs(logs) })
      return events
        .filter(({ args }) => args.setId === setId)
        .flatMap(({ args }) =>
          'pieceIds' in args
            ? args.pieceIds
            : args.pieceCids.map((_, index) => args.firstPieceId + BigInt(index)),
        )
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
