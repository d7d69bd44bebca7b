import { join } from 'node:path'
import { serviceProviderRegistryAbi, sessionKeyAuthorizerAbi } from 'foc-session-keys/abi'
import { local, type SynapseChain } from 'foc-session-keys/chains'
import {
  type Address,
  bytesToHex,
  createTestClient,
  type Hex,
  hexToString,
  http,
  publicActions,
  stringToHex,
  type TestClient,
  walletActions,
} from 'viem'
import { mnemonicToAccount, privateKeyToAccount } from 'viem/accounts'
import { getBlock } from 'viem/actions'
import { advanceEpochs, epochSeconds } from './advance.ts'
import { mnemonic, startAnvil } from './anvil.ts'
import { type Genesis, type GenesisContract, readGenesis } from './genesis.ts'
import { createHashing, type Hashing } from './provider/hashing.ts'
import type { Limits } from './provider/limits.ts'
import type { Prover } from './provider/prover.ts'
import { type Provider, startProvider } from './provider/startProvider.ts'
import { ForeignFolderError, openStateFolder } from './stateFolder.ts'

/** Which of anvil's accounts are providers: see `script/DeployDevnet.s.sol`. The one before owns the contracts. */
const providerIndexes = [8, 9]

/** How many accounts are nobody in particular. */
const accountCount = 7

/**
 * Starts Filecoin Onchain Cloud on this machine: a chain with the contracts of this package and local stand-ins for those
 * they work with, and two storage providers. Everything is on the loopback interface, and ends with this process, whatever
 * ends that.
 *
 * @param options - {@link createDevnet.Options}
 * @returns {@link createDevnet.ReturnType}
 * @throws {@link createDevnet.ErrorType}: `PortInUseError`, `FolderInUseError` and `ForeignFolderError` name what was given;
 * `MissingAnvilError`, `MissingGenesisError` and `AnvilStartError` are about how it was installed.
 *
 * @example
 * ```ts
 * import { Synapse } from '@filoz/synapse-sdk'
 * import { createDevnet } from 'foc-session-keys-devnet'
 * import { privateKeyToAccount } from 'viem/accounts'
 *
 * const devnet = await createDevnet()
 * const account = privateKeyToAccount(devnet.accounts[0].privateKey)
 * const synapse = Synapse.create({ account, chain: devnet.chain, source: null })
 * await devnet.stop()
 * ```
 */
export async function createDevnet(options: createDevnet.Options = {}): Promise<createDevnet.ReturnType> {
  const cleanups: (() => Promise<unknown>)[] = []
  const stop = async () => {
    // The last to start is the first to go. What was started ends even if something before it cannot.
    let failure: unknown
    for (const cleanup of cleanups.splice(0).reverse()) {
      await cleanup().catch((error) => {
        failure ??= error
      })
    }
    if (failure !== undefined) throw failure
  }

  try {
    const genesis = readGenesis()
    const kept =
      options.folder === undefined ? undefined : await openStateFolder(options.folder, genesis.version)
    if (kept) cleanups.push(kept.release)
    const { contracts, state } = kept?.chain ?? genesis

    const anvil = await startAnvil({ blockTime: options.blockTime, chainId: local.id, port: options.port })
    cleanups.push(anvil.stop)
    const folder = options.folder ?? anvil.folder
    const rpcUrl = `http://127.0.0.1:${anvil.port}`
    // A state is large, and so may be what is mined: it takes as long as it takes, and is not done twice.
    const transport = http(rpcUrl, { retryCount: 0, timeout: 120_000 })
    const client = createTestClient({ chain: local, mode: 'anvil', transport })
    // Nobody would read what anvil writes.
    await client.setLoggingEnabled(false)
    await client.loadState({ state }).catch((cause) => {
      if (!kept?.chain) throw cause
      throw new ForeignFolderError({
        cause,
        folder,
        found: 'anvil cannot go on with the state in chain.json',
      })
    })
    await keepTimeGoingOn(client)
    if (kept) cleanups.push(kept.follow(client, contracts))

    const chain = chainOf(contracts, rpcUrl, await getBlock(client))
    const hashing = createHashing()
    cleanups.push(hashing.close)
    const providers: RunningProvider[] = []
    for (const [index, accountIndex] of providerIndexes.entries()) {
      const provider = await addProvider({
        account: accountOf(accountIndex),
        chain,
        errors: genesis.errors,
        folder: join(folder, `provider-${index + 1}`),
        hashing,
        limits: options.limits,
        port: options.providerPorts?.[index],
        prove: typeof options.prove === 'object' ? options.prove[index] : options.prove,
      })
      cleanups.push(provider.stop)
      providers.push(provider)
    }
    // The chain's clock is that of its last block.
    await client.mine({ blocks: 1 })

    // One after the other: each puts anvil's mining back to what it was.
    let advancing: Promise<unknown> = Promise.resolve()
    const advance = (epochs: number) => {
      const turn = advancing.then(() =>
        advanceEpochs(client, {
          blockTime: options.blockTime,
          epochs,
          provers: providers.flatMap(({ prover }) => prover() ?? []),
        }),
      )
      advancing = turn.catch(() => {})
      return turn
    }

    const [first, ...others] = Array.from({ length: accountCount }, (_, index) => accountOf(index))
    return {
      accounts: [first as DevnetAccount, ...others],
      advance,
      chain,
      contracts,
      providers: providers.map(({ prover, ...provider }) => provider) as [DevnetProvider, DevnetProvider],
      rpcUrl,
      stop,
    }
  } catch (error) {
    await stop().catch(() => {})
    throw error
  }
}

export declare namespace createDevnet {
  type Options = {
    /** Seconds from block to block. Default: a block for each transaction. */
    blockTime?: number | undefined
    /**
     * Where chain and pieces are kept, to go on with later: the folder of a devnet before, an empty one, or one that is to
     * be made. One devnet at a time. Default: a temporary folder, which is gone at the end.
     */
    folder?: string | undefined
    /** What the providers take. */
    limits?: Partial<Limits> | undefined
    /** Port of the chain. Default: one that is free. */
    port?: number | undefined
    /** Ports of the providers. Default: some that are free. */
    providerPorts?: readonly [number, number] | undefined
    /** Whether the providers prove what they have, both or each. Default: they do. Who does not is not paid. */
    prove?: boolean | readonly [boolean, boolean] | undefined
  }

  type ReturnType = {
    /**
     * Accounts with 10 000 FIL and 10 000 USDFC, for this chain only: everybody knows the keys. The first has deposited
     * 1000 of them in FilecoinPay and approved the storage service: it can be a root at once.
     */
    accounts: readonly [DevnetAccount, ...DevnetAccount[]]
    /** Lets epochs go by: as many blocks, and 30 seconds each. A whole number from 0 on, or it throws a `RangeError`. */
    advance: (epochs: number) => Promise<void>
    /** For viem, for this package and for `Synapse.create`. */
    chain: DevnetChain
    /** Where the contracts are. */
    contracts: Readonly<Record<GenesisContract, Address>>
    /** The storage providers, both approved and endorsed. */
    providers: readonly [DevnetProvider, DevnetProvider]
    /** Endpoint for JSON-RPC over HTTP and, with `ws:`, over WebSocket. */
    rpcUrl: string
    /** Saves what there is, if there is a folder, and ends everything. Once more does no harm. */
    stop: () => Promise<void>
  }

  type ErrorType =
    | import('./anvil.ts').AnvilStartError
    | import('./anvil.ts').MissingAnvilError
    | import('./genesis.ts').MissingGenesisError
    | import('./lock.ts').FolderInUseError
    | import('./portInUse.ts').PortInUseError
    | import('./stateFolder.ts').ForeignFolderError
    | Error
}

/** A chain as viem and the Synapse SDK take it. */
export type DevnetChain = SynapseChain

/** An account, and the key that everybody knows. */
export type DevnetAccount = { address: Address; privateKey: Hex }

/** A storage provider of a devnet. */
export type DevnetProvider = DevnetAccount & {
  /** Where its pieces are. */
  folder: string
  /** Id in the registry. */
  providerId: bigint
  /** Where it can be reached. */
  serviceUrl: string
  /** Starts it again, where it was. */
  start: () => Promise<void>
  /** Ends it at once, with all that is under way. */
  stop: () => Promise<void>
}

/** A provider, and what lets it follow the time. */
type RunningProvider = DevnetProvider & { prover: () => Prover | undefined }

/** One of anvil's well-known accounts. */
export function accountOf(addressIndex: number): DevnetAccount {
  const account = mnemonicToAccount(mnemonic, { addressIndex })
  return { address: account.address, privateKey: bytesToHex(account.getHdKey().privateKey as Uint8Array) }
}

/** A chain whose clock has been put forward goes on from there. */
async function keepTimeGoingOn(client: TestClient<'anvil'>) {
  const { timestamp } = await getBlock(client)
  if (timestamp * 1000n > Date.now()) await client.setNextBlockTimestamp({ timestamp: timestamp + 1n })
}

function chainOf(
  contracts: Genesis['contracts'],
  rpcUrl: string,
  last: { number: bigint; timestamp: bigint },
): DevnetChain {
  return {
    contracts: {
      ...local.contracts,
      endorsements: { ...local.contracts.endorsements, address: contracts.endorsements },
      filecoinPay: { ...local.contracts.filecoinPay, address: contracts.filecoinPay },
      fwss: { ...local.contracts.fwss, address: contracts.fwss },
      fwssView: { ...local.contracts.fwssView, address: contracts.fwssView },
      pdp: { ...local.contracts.pdp, address: contracts.pdpVerifier },
      serviceProviderRegistry: {
        ...local.contracts.serviceProviderRegistry,
        address: contracts.serviceProviderRegistry,
      },
      sessionKeyAuthorizer: { abi: sessionKeyAuthorizerAbi, address: contracts.sessionKeyAuthorizer },
      sessionKeyRegistry: { ...local.contracts.sessionKeyRegistry, address: contracts.sessionKeyRegistry },
      usdfc: { ...local.contracts.usdfc, address: contracts.usdfc },
    },
    filbeam: null,
    // So that the epoch it is now falls on the time it is now.
    genesisTimestamp: Number(last.timestamp - last.number * BigInt(epochSeconds)),
    id: local.id,
    name: local.name,
    nativeCurrency: local.nativeCurrency,
    rpcUrls: { default: { http: [rpcUrl], webSocket: [rpcUrl.replace('http:', 'ws:')] } },
    testnet: true,
  }
}

async function addProvider(parameters: {
  account: DevnetAccount
  chain: DevnetChain
  errors: Genesis['errors']
  folder: string
  hashing: Hashing
  limits?: Partial<Limits> | undefined
  port?: number | undefined
  prove?: boolean | undefined
}): Promise<RunningProvider> {
  const { account, chain, errors, folder, hashing, limits, prove } = parameters
  const { filecoinPay, fwss, fwssView, pdp, serviceProviderRegistry } = chain.contracts
  let running: Provider | undefined

  async function startAt(port?: number | undefined) {
    running ??= await startProvider({
      account: privateKeyToAccount(account.privateKey),
      chain,
      contracts: {
        filecoinPay: filecoinPay.address,
        fwss: fwss.address,
        fwssView: fwssView.address,
        pdp: pdp.address,
        serviceProviderRegistry: serviceProviderRegistry.address,
      },
      errors,
      folder,
      hashing,
      limits,
      port,
      prove,
    })
    return running
  }

  async function stop() {
    const stopping = running
    running = undefined
    await stopping?.close()
  }

  const { serviceUrl } = await startAt(parameters.port)
  try {
    const providerId = await announce(chain, account, serviceUrl)
    return {
      ...account,
      folder,
      prover: () => running?.prover,
      providerId,
      serviceUrl,
      start: async () => {
        await startAt(Number(new URL(serviceUrl).port))
      },
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Tells the registry where a provider is, if it does not know. Returns the provider's id. */
async function announce(chain: DevnetChain, account: DevnetAccount, serviceUrl: string): Promise<bigint> {
  const client = createTestClient({
    account: privateKeyToAccount(account.privateKey),
    chain,
    mode: 'anvil',
    pollingInterval: 25,
    transport: http(),
  })
    .extend(publicActions)
    .extend(walletActions)
  const registry = {
    abi: serviceProviderRegistryAbi,
    address: chain.contracts.serviceProviderRegistry.address,
  }
  const providerId = await client.readContract({
    ...registry,
    args: [account.address],
    functionName: 'getProviderIdByAddress',
  })
  const { product, productCapabilityValues } = await client.readContract({
    ...registry,
    args: [providerId, 0],
    functionName: 'getProviderWithProduct',
  })
  const urlIndex = product.capabilityKeys.indexOf('serviceURL')
  if (hexToString(productCapabilityValues[urlIndex] ?? '0x') !== serviceUrl) {
    const values = [...productCapabilityValues]
    values[urlIndex] = stringToHex(serviceUrl)
    const hash = await client.writeContract({
      ...registry,
      args: [0, product.capabilityKeys, values],
      functionName: 'updateProduct',
    })
    await client.waitForTransactionReceipt({ hash })
  }
  return providerId
}
