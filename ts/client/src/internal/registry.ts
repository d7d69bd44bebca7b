import {
  type Account,
  type Address,
  type Chain,
  type ChainContract,
  type Client,
  createClient,
  custom,
  isAddressEqual,
  type Transport,
  withTimeout,
} from 'viem'
import { SessionKeyError } from '../sessionKeyError.ts'

/** A client that can send transactions: chain, transport and account. */
export type RootClient = Client<Transport, Chain, Account>

/** A client that can read: chain and transport. It may have an account, which reads leave out. */
export type ReadClient = Client<Transport, Chain>

/** Thrown for a client without an account, where something is to be sent or signed. */
export class MissingAccountError extends SessionKeyError {
  declare readonly parameter: 'account'

  constructor() {
    super('MissingAccountError', 'The client has no account.', 'Make the client with `account`.', {
      parameter: 'account',
    })
  }
}

/** Thrown when there is no chain, or one that does not say where its session key registry is. */
export class MissingChainContractError extends SessionKeyError {
  declare readonly chainId: number | undefined
  declare readonly chainName: string | undefined

  constructor({ chain }: { chain: Chain | undefined }) {
    super(
      'MissingChainContractError',
      chain
        ? `Chain "${chain.name}" (id ${chain.id}) has no session key registry.`
        : 'The client has no chain.',
      'Use a chain from `foc-session-keys/chains`, or pass `contractAddress`.',
      { chainId: chain?.id, chainName: chain?.name },
    )
  }
}

/** Thrown when a function is called that only this package's registry has, on a registry without it. */
export class RegistryFeatureError extends SessionKeyError {
  /** Address of the registry. */
  declare readonly contractAddress: Address
  /** The function that it does not have. */
  declare readonly feature: string

  constructor(values: { cause?: unknown; contractAddress: Address; feature: string }) {
    super(
      'RegistryFeatureError',
      `The session key registry at ${values.contractAddress} has no \`${values.feature}\`.`,
      'Use `revoke` there, naming permissions.',
      values,
    )
  }
}

/**
 * The registries that are live on Filecoin, by chain, which have four functions only. They stay what they are when a registry of
 * this package is deployed on their chain, and becomes the one that the chain's bindings name.
 */
const liveRegistries: Record<number, Address> = {
  314: '0x74FD50525A958aF5d484601E252271f9625231aB',
  314159: '0x518411c2062E119Aaf7A8B12A2eDf9a939347655',
}

/** Whether a function is one that the live registries have, too. */
export const isCommon = (functionName: string) => ['login', 'loginAndFund', 'revoke'].includes(functionName)

/** Where the registry is: `contractAddress` if given, else what the chain says, else the one that is live on it. */
export function registryAddress(chain: Chain | undefined, contractAddress?: Address): Address {
  const contract = chain?.contracts?.sessionKeyRegistry as ChainContract | undefined
  const address = chain && (contractAddress ?? contract?.address ?? liveRegistries[chain.id])
  if (!address) throw new MissingChainContractError({ chain })
  return address
}

/** The account of a client, for what is sent or signed. */
export function accountOf(client: Client): Account {
  if (!client.account) throw new MissingAccountError()
  return client.account
}

/** Whether it is one of the registries that are live on Filecoin. */
export function isLive(address: Address): boolean {
  return Object.values(liveRegistries).some((live) => isAddressEqual(live, address))
}

/** The registry's address, for a function that the live registries do not have. */
export function featureAddress(
  chain: Chain | undefined,
  contractAddress: Address | undefined,
  feature: string,
): Address {
  const address = registryAddress(chain, contractAddress)
  if (isLive(address)) throw new RegistryFeatureError({ contractAddress: address, feature })
  return address
}

/**
 * Ends what takes longer than a minute, which is longer than viem's HTTP takes with all its retries. A wallet may never answer,
 * and a socket never open.
 */
export const inTime = <result>(action: () => Promise<result>) => withTimeout(action, { timeout: 60_000 })

/**
 * The same client without its account, for reads. viem sends the account as `from`, and on Filecoin a call from an address
 * that never held anything, as a new session key, fails with "actor not found".
 */
export function withoutAccount(client: ReadClient, options?: { retryCount: number }): ReadClient {
  return createClient({
    chain: client.chain,
    transport: custom(
      {
        request: (body) => inTime(() => client.request(body, options)),
      },
      { retryCount: 0 },
    ),
  })
}
