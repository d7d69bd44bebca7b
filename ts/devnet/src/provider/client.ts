import {
  type Abi,
  type Address,
  type Chain,
  createPublicClient,
  createWalletClient,
  type Hash,
  type HttpTransport,
  http,
  type PrivateKeyAccount,
  type PublicActions,
  type PublicClient,
  publicActions,
  type WalletClient,
} from 'viem'

/** Where the contracts are that a provider talks to. */
export type ProviderContracts = Record<
  'filecoinPay' | 'fwss' | 'fwssView' | 'pdp' | 'serviceProviderRegistry',
  Address
>

export type ProviderClient = WalletClient<HttpTransport, Chain, PrivateKeyAccount> &
  PublicActions<HttpTransport, Chain, PrivateKeyAccount>

export function createProviderClient(parameters: {
  account: PrivateKeyAccount
  chain: Chain
}): ProviderClient {
  return createWalletClient({ ...parameters, transport: http() }).extend(publicActions)
}

export type Reader = PublicClient<HttpTransport, Chain>

/** What is read at the same time is read in one request where the chain has a contract for it, and from nobody's address. */
export function createReader({ chain }: { chain: Chain }): Reader {
  return createPublicClient({ batch: { multicall: { batchSize: 2 ** 16 } }, chain, transport: http() })
}

/** A call of a contract. */
export type Call = {
  abi: Abi
  address: Address
  args?: readonly unknown[]
  functionName: string
  /** In attoFIL. */
  value?: bigint
}

/** The least that a transaction needs may grow until it is mined. */
const gasMargin = (gas: bigint) => (gas * 3n) / 2n

/** Sends transactions that take their nonces one after the other, so that none is taken twice or left out. */
export function createSubmitter(client: ProviderClient) {
  let last: Promise<unknown> = Promise.resolve()

  /**
   * Fails with what the contract said if it would refuse the call.
   *
   * @param prepare - Says what to call. No other transaction of this provider comes in between.
   */
  return function submit(prepare: () => Promise<Call> | Call): Promise<Hash> {
    const turn = last.then(async () => {
      const call = await prepare()
      const [gas, nonce] = await Promise.all([
        client.estimateContractGas(call),
        client.getTransactionCount({ address: client.account.address, blockTag: 'pending' }),
      ])
      return client.writeContract({ ...call, gas: gasMargin(gas), nonce })
    })
    last = turn.catch(() => {})
    return turn
  }
}
