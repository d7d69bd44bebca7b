import type { Network } from 'foc-session-keys'
import { calibration, local, mainnet, type SynapseChain } from 'foc-session-keys/chains'
import { type Client, createClient, http, type Transport } from 'viem'
import { getChainId } from 'viem/actions'
import { CliError } from '../errors/cliError.ts'
import type { NetworkOptions } from '../syntax/options.ts'
import type { Layers } from './layers.ts'

const chains = { calibration, devnet: local, mainnet } satisfies Record<Network, SynapseChain>

/** A network by its name, and a client that asks about it. */
export type Connection = { client: Client<Transport, SynapseChain>; network: Network; rpcUrl: string }

export function networkOf(name: string): Network {
  if (Object.hasOwn(chains, name)) return name as Network
  throw new CliError(
    'INVALID_ARGUMENT',
    'The network is unknown.',
    `It is one of ${Object.keys(chains).join(', ')}: --network, or NETWORK.`,
  )
}

export const chainIdOf = (network: string): number => chains[networkOf(network)].id

export const chainOf = (network: Network): SynapseChain => chains[network]

/** The network by what was typed and set. */
export const networkIn = ({ options, values }: { options: NetworkOptions } & Layers): Network =>
  networkOf(options.network ?? values.NETWORK ?? 'mainnet')

/**
 * A client of the network, whose node is made sure to be on it.
 *
 * @throws `RPC_UNAVAILABLE` when it does not answer, `INVALID_ARGUMENT` when it is on another chain.
 */
export async function connect(layers: { options: NetworkOptions } & Layers): Promise<Connection> {
  const connection = connectUnchecked(layers)
  const { client, network } = connection
  const chainId = await getChainId(client)
  if (chainId === client.chain.id) return connection
  throw new CliError(
    'INVALID_ARGUMENT',
    `The node is on chain ${Number(chainId)}, and ${network} is chain ${client.chain.id}.`,
    'Pass the --network of the node, or the --rpc-url of a node of that network.',
    { details: { expected: client.chain.id, found: Number(chainId) } },
  )
}

/** A client of the network, whose node may be on another. */
export function connectUnchecked(layers: { options: NetworkOptions } & Layers): Connection {
  const network = networkIn(layers)
  const chain = chains[network]
  const rpcUrl = urlOf(layers.options.rpcUrl ?? layers.values.RPC_URL ?? chain.rpcUrls.default.http[0] ?? '')
  const client = createClient({
    chain,
    // A chain of one's own makes blocks when it is told to.
    pollingInterval: network === 'devnet' ? 500 : 4000,
    transport: http(rpcUrl, { retryCount: 2, timeout: 20_000 }),
  })
  return { client, network, rpcUrl }
}

/** An HTTP URL; what is none is not repeated, as it may hold a key. */
function urlOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return text
  throw new CliError(
    'INVALID_ARGUMENT',
    'The URL of the node is none.',
    'Pass --rpc-url http://… or https://….',
  )
}
