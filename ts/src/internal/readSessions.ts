import {
  type Address,
  BaseError,
  type ContractFunctionParameters,
  ContractFunctionRevertedError,
  parseAbi,
} from 'viem'
import { getBlock, multicall } from 'viem/actions'
import type { Expirations, Permission } from '../permissions.ts'
import { batchViewAbi, coreAbi } from './abi.ts'
import { isLive, type ReadClient, withoutAccount } from './registry.ts'

/** How many expirations one request reads. */
const batchSize = 500

/** How many requests are under way at a time. */
const concurrency = 4

const chainAbi = /*#__PURE__*/ parseAbi([
  'function getBlockNumber() view returns (uint256)',
  'function getCurrentBlockTimestamp() view returns (uint256)',
])

/** What to read of one session. */
export type SessionQuery = {
  permissions: readonly Permission[]
  root: Address
  sessionKeyAddress: Address
}

/** What the chain said, and when. */
export type SessionAnswer = {
  expirations: Expirations
  /** Block whose state was read. */
  number: bigint
  /** Of that block, in Unix seconds. */
  timestamp: bigint
}

/**
 * Reads many sessions together with the chain's time, about 500 expirations a request.
 *
 * @returns In the order of the queries.
 * @throws The first error, after all requests ended; `onAnswer` was called for the queries that were answered.
 */
export async function readSessions(
  client: ReadClient,
  parameters: {
    /** State of which block to read. Default: the newest. */
    blockNumber?: bigint | undefined
    contractAddress: Address
    onAnswer?: ((query: SessionQuery, answer: SessionAnswer) => void) | undefined
    queries: readonly SessionQuery[]
  },
): Promise<SessionAnswer[]> {
  const { contractAddress, onAnswer, queries } = parameters
  const reader = withoutAccount(client)
  const multicall3 = client.chain.contracts?.multicall3
  const errors: unknown[] = []
  const answers = new Map<SessionQuery, SessionAnswer>()

  async function call(contracts: ContractFunctionParameters[], blockNumber = parameters.blockNumber) {
    const results = await multicall(reader, {
      batchSize: 0,
      ...(blockNumber !== undefined && { blockNumber }),
      contracts,
      deployless: !multicall3,
    })
    return results.map(({ error, result }) => {
      if (error) throw error
      return result
    })
  }

  /** The time and the state of the same block: in one request where the chain has Multicall3, in two elsewhere. */
  async function readAt(calls: ContractFunctionParameters[]) {
    if (!multicall3) {
      const block = await getBlock(
        reader,
        parameters.blockNumber === undefined ? {} : { blockNumber: parameters.blockNumber },
      )
      return [block.number, block.timestamp, ...(await call(calls, block.number as bigint))] as bigint[]
    }
    const { address } = multicall3
    return call([
      { abi: chainAbi, address, functionName: 'getBlockNumber' },
      { abi: chainAbi, address, functionName: 'getCurrentBlockTimestamp' },
      ...calls,
    ])
  }

  async function readBatch(batch: readonly SessionQuery[]) {
    const oneByOne = () =>
      readAt(
        batch.flatMap(({ permissions, root, sessionKeyAddress }) =>
          permissions.map((permission) => ({
            abi: coreAbi,
            address: contractAddress,
            args: [root, sessionKeyAddress, permission],
            functionName: 'authorizationExpiry',
          })),
        ),
      )
    const together = () =>
      readAt(
        batch.map(({ permissions, root, sessionKeyAddress }) => ({
          abi: batchViewAbi,
          address: contractAddress,
          args: [root, sessionKeyAddress, permissions],
          functionName: 'authorizationExpiries',
        })),
      )
    const single = batch.every(({ permissions }) => permissions.length === 1)
    const [number, timestamp, ...rest] = await (isLive(contractAddress) || single
      ? oneByOne()
      : together().catch((error) => {
          // Another registry with the four live functions only. A node that cannot be reached is no such answer.
          if (!isRevert(error)) throw error
          return oneByOne()
        }))
    const expiries = rest.flat() as bigint[]

    let next = 0
    for (const query of batch) {
      const expirations = Object.fromEntries(
        query.permissions.map((permission) => [permission, expiries[next++] as bigint]),
      )
      const answer = { expirations, number: number as bigint, timestamp: timestamp as bigint }
      answers.set(query, answer)
      onAnswer?.(query, answer)
    }
  }

  const batches = inBatches(queries)
  async function work() {
    for (let batch = batches.shift(); batch; batch = batches.shift())
      await readBatch(batch).catch((error) => errors.push(error))
  }
  await Promise.all(Array.from({ length: concurrency }, work))
  if (errors.length > 0) throw errors[0]
  return queries.map((query) => answers.get(query) as SessionAnswer)
}

function isRevert(error: unknown) {
  return (
    error instanceof BaseError &&
    error.walk((cause) => cause instanceof ContractFunctionRevertedError) !== null
  )
}

function inBatches(queries: readonly SessionQuery[]): SessionQuery[][] {
  const batches: SessionQuery[][] = []
  let room = 0
  for (const query of queries) {
    const count = query.permissions.length
    if (count > room) {
      batches.push([])
      room = batchSize
    }
    room -= count
    batches.at(-1)?.push(query)
  }
  return batches
}
