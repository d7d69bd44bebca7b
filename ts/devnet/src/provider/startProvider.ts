import type { AddressInfo } from 'node:net'
import { type ServerType, serve } from '@hono/node-server'
import type { Abi, Address, Chain, PrivateKeyAccount } from 'viem'
import { isCode } from '../isCode.ts'
import { PortInUseError } from '../portInUse.ts'
import { createProviderChain } from './chain.ts'
import type { ProviderContracts } from './client.ts'
import type { Hashing } from './hashing.ts'
import { defaultLimits, type Limits } from './limits.ts'
import { openPieceStore } from './pieceStore.ts'
import { createProver, type Prover } from './prover.ts'
import { createRoutes } from './routes.ts'

/** A storage provider that runs. */
export type Provider = {
  /** Account that it submits with, and that gets paid. */
  address: Address
  /** Ends it at once, with all that is under way. Its pieces stay. */
  close: () => Promise<void>
  /** What it does as time goes by, unless it is one that does not prove. */
  prover: Prover | undefined
  /** What clients find in the registry. */
  serviceUrl: string
}

/** Starts a storage provider on the loopback interface. It takes over the pieces in its folder. */
export async function startProvider(parameters: startProvider.Parameters): Promise<Provider> {
  const { account, chain, contracts, errors = [], folder, hashing, port = 0, prove = true } = parameters
  const limits = { ...defaultLimits, ...parameters.limits }
  const store = await openPieceStore({ folder, hashing })
  const providerChain = createProviderChain({ account, chain, contracts, submitted: () => prover?.wake() })
  const prover = prove ? createProver(providerChain) : undefined
  const routes = createRoutes({
    chain: providerChain,
    contracts,
    errors,
    limits,
    store,
  })
  try {
    const server = await listen(routes.fetch, port)
    return {
      address: account.address,
      close: async () => {
        prover?.close()
        await close(server)
        await store.close()
      },
      prover,
      serviceUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    }
  } catch (error) {
    prover?.close()
    await store.close()
    throw error
  }
}

export declare namespace startProvider {
  type Parameters = {
    /** Key of the provider. It must have FIL. */
    account: PrivateKeyAccount
    chain: Chain
    contracts: ProviderContracts
    /** Errors of contracts that clients may not know by name. */
    errors?: Abi | undefined
    /** Where the pieces are. One provider a folder. */
    folder: string
    /** Shared with other providers, and closed by who made it. Default: one of its own. */
    hashing?: Hashing | undefined
    limits?: Partial<Limits> | undefined
    /** Default: one that is free. */
    port?: number | undefined
    /** Whether it proves its data sets, and looks after them in every other way. Default: it does. */
    prove?: boolean | undefined
  }
}

function listen(fetch: Parameters<typeof serve>[0]['fetch'], port: number): Promise<ServerType> {
  return new Promise((resolve, reject) => {
    const server = serve(
      {
        fetch,
        hostname: '127.0.0.1',
        // The server lives in the process of its clients: their `Request` and `Response` are theirs.
        overrideGlobalObjects: false,
        port,
        serverOptions: {
          // A client that hashes does not notice that a connection was closed meanwhile, and its next request fails.
          keepAliveTimeout: 600_000,
          // A piece may take its time as long as it does not stand still, which is seen to where bodies are read.
          requestTimeout: 0,
        },
      },
      () => resolve(server),
    )
    server.once('error', (error) => {
      reject(isCode(error, 'EADDRINUSE') ? new PortInUseError(port) : error)
    })
  })
}

function close(server: ServerType): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    if ('closeAllConnections' in server) server.closeAllConnections()
  })
}
