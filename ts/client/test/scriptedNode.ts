import {
  type Address,
  createClient,
  custom,
  decodeFunctionData,
  encodeAbiParameters,
  encodeEventTopics,
  encodeFunctionResult,
  type Hex,
  hexToNumber,
  isAddressEqual,
  multicall3Abi,
  numberToHex,
  parseAbiParameters,
  type Transport,
} from 'viem'
import { sessionKeyRegistryAbi as abi } from '../src/abi.ts'
import { local } from '../src/chains.ts'

const hashOf = (number: number, fork: number): Hex => numberToHex(number * 1000 + fork + 1, { size: 32 })
const numberIn = (hash: Hex) => Math.floor((hexToNumber(hash) - 1) / 1000)

/** The only event of that session in its block. */
export type ScriptedEvent = { block: number; data?: Hex; root: Address; sessionKeyAddress: Address }

/**
 * A node in this process that says what it is told to, at once, so that a test can stop the clock: for what a chain does in
 * minutes, or never. What a registry does, tests on a devnet show.
 *
 * @param value - What the transport has besides `request`.
 * @param retryCount - How often the transport asks again.
 */
export function scriptedNode(value: Record<string, unknown> = {}, retryCount = 0) {
  const chain = local
  const registry = chain.contracts.sessionKeyRegistry.address
  const node = {
    /** Called before a request is answered, with what it is in short; what it throws is the answer. */
    before: (_request: string): unknown => undefined,
    events: [] as ScriptedEvent[],
    /** When everything ends. */
    expiry: 7n,
    /** Of which fork blocks are, from a number on. */
    forks: [{ fork: 0, from: 0 }],
    head: 5000,
    /** What was asked, in short: the newest block, an older one, a search, sessions as of a block. */
    requests: [] as string[],
    /** The topics of each search. */
    topics: [] as unknown[],
  }

  const blockOf = (number: number) => {
    const forkOf = (at: number) => node.forks.filter(({ from }) => from <= at).at(-1)?.fork ?? 0
    return {
      hash: hashOf(number, forkOf(number)),
      number: numberToHex(number),
      parentHash: hashOf(number - 1, forkOf(number - 1)),
      timestamp: numberToHex(1_000_000 + 30 * number),
      transactions: [],
    }
  }

  const logOf = ({ block, data, root, sessionKeyAddress }: ScriptedEvent) => ({
    address: registry,
    blockHash: blockOf(block).hash,
    blockNumber: numberToHex(block),
    data:
      data ??
      encodeAbiParameters(parseAbiParameters('address, uint256, bytes32[], string'), [
        sessionKeyAddress,
        node.expiry,
        [],
        '',
      ]),
    logIndex: '0x0',
    removed: false,
    topics: encodeEventTopics({ abi, args: { identity: root }, eventName: 'AuthorizationsUpdated' }),
    transactionHash: hashOf(block, 999),
    transactionIndex: '0x0',
  })

  /** What each call of a batch is answered with: the chain's time, or expirations. */
  function read(data: Hex) {
    const { args } = decodeFunctionData({ abi: multicall3Abi, data })
    const [calls = []] = args as readonly (readonly { callData: Hex; target: Address }[])[]
    return calls.map(({ callData, target }) => {
      if (!isAddressEqual(target, registry)) return [blockOf(node.head).timestamp] as const
      const { args: asked = [] } = decodeFunctionData({ abi, data: callData })
      return (asked[2] as Hex[]).map(() => numberToHex(node.expiry))
    })
  }

  const answers: Record<string, (...params: never[]) => [request: string, answer: () => unknown]> = {
    eth_call: ({ data }: { data: Hex }, block: Hex | { blockHash: Hex }) => {
      const results = read(data)
      const result = results.map((words, index) => ({
        returnData:
          index === 0 && typeof block === 'string'
            ? numberToHex(BigInt(words[0] ?? 0), { size: 32 })
            : encodeAbiParameters([{ type: 'uint256[]' }], [words.map(BigInt)]),
        success: true,
      }))
      const answer = encodeFunctionResult({ abi: multicall3Abi, functionName: 'aggregate3', result })
      const said =
        typeof block === 'string'
          ? `read ${results.length - 1}`
          : `read ${results.length} as of ${numberIn(block.blockHash)}`
      return [said, () => answer]
    },
    eth_getBlockByNumber: (tag: Hex | 'latest') =>
      tag === 'latest'
        ? ['head', () => blockOf(node.head)]
        : [`block ${hexToNumber(tag)}`, () => blockOf(hexToNumber(tag))],
    eth_getLogs: ({ fromBlock, toBlock, topics }: { fromBlock: Hex; toBlock: Hex; topics: unknown }) => {
      const [from, to] = [hexToNumber(fromBlock), hexToNumber(toBlock)]
      node.topics.push(topics)
      const isFound = ({ block }: { block: number }) => block >= from && block <= to
      return [`search ${from} to ${to}`, () => node.events.filter(isFound).map(logOf)]
    },
  }

  async function request({ method, params }: { method: string; params: never[] }): Promise<unknown> {
    const [said, answer] = answers[method]?.(...params) ?? []
    if (!said || !answer) throw new Error(`It knows no ${method}.`)
    node.requests.push(said)
    await node.before(said)
    return answer()
  }

  const asking = custom({ request }, { retryCount, retryDelay: 1 })
  const transport: Transport = (options) => ({ ...asking(options), value })
  return { chain, client: createClient({ chain, transport }), node, registry, transport }
}
