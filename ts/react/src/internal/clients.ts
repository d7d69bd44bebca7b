import type { Account, Address, Client, Transport } from 'viem'
import type { Config, Connector } from 'wagmi'
import { getConnection, getConnectorClient } from 'wagmi/actions'

/** Which wallet is to be asked. */
export type WalletParameters = {
  /** One of the connected accounts. Default: the current one. */
  account?: Account | Address | undefined
  /** Default: the current chain. The wallet must be on it. */
  chainId?: number | undefined
  /** Default: the current one. */
  connector?: Connector | undefined
}

/** The client that reads, without an account. */
export function readClient<config extends Config>(
  config: config,
  chainId: number | undefined,
): Client<Transport, config['chains'][number]> {
  return config.getClient({ chainId })
}

/** A client of the connected wallet. It throws when the wallet is on another chain, or does not have the account. */
export async function walletClient<config extends Config>(
  config: config,
  { account, chainId = config.state.chainId, connector }: WalletParameters,
): Promise<Client<Transport, config['chains'][number], Account>> {
  // Throws if that chain is not configured.
  const { pollingInterval } = readClient(config, chainId)
  const client = await getConnectorClient<Config, number>(config, { account, chainId, connector })
  return { ...client, pollingInterval }
}

/** Whether an account of the current connection is that one. */
export const isConnected = (config: Config, address: Address | undefined) =>
  address !== undefined && getConnection(config).addresses?.includes(address) === true
