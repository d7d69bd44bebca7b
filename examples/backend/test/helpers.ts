import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Synapse } from '@filoz/synapse-sdk'
import { loginSync, type signLogin } from 'foc-session-keys'
import { filecoinPayAbi } from 'foc-session-keys/abi'
import { createDevnet } from 'foc-session-keys-devnet'
import {
  type Address,
  createPublicClient,
  createWalletClient,
  erc20Abi,
  type Hex,
  http,
  maxUint256,
  parseEther,
} from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll } from 'vitest'
import { createApp } from '../src/app.ts'
import { bearer, tokenOf } from '../src/bearer.ts'
import type { Database } from '../src/database.ts'
import { localKms } from '../src/kms.ts'
import { createService, type Service } from '../src/service.ts'
import type { StartedView } from '../src/sessions.ts'

export const secret = 'a secret of this test'

/** A devnet and a folder for the tests of one file. Roots are its accounts, in their order. */
export function useBackend() {
  let devnet: createDevnet.ReturnType
  let folder: string

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'backend-'))
    devnet = await createDevnet()
  }, 60_000)
  afterAll(async () => {
    await devnet?.stop()
    await rm(folder, { force: true, recursive: true })
  })

  const wallet = (index = 0) => {
    const account = devnet.accounts[index]
    if (!account) throw new Error(`The devnet has no account ${index}.`)
    return createWalletClient({
      account: privateKeyToAccount(account.privateKey),
      chain: devnet.chain,
      pollingInterval: 20,
      transport: http(),
    })
  }

  return {
    get devnet() {
      return devnet
    },
    get folder() {
      return folder
    },
    publicClient: () => createPublicClient({ chain: devnet.chain, pollingInterval: 20, transport: http() }),
    /** What an instance is, on a database. The last account of the devnet relays. */
    service: async (database: Database, options: Partial<createService.Parameters> = {}): Promise<Service> =>
      createService({
        chain: devnet.chain,
        database,
        kms: await localKms(join(folder, 'key')),
        pollingInterval: 20,
        relayerKey: devnet.accounts.at(-1)?.privateKey,
        ...options,
      }),
    wallet,
    /** Deposits for an account, and lets the storage service charge it, as the first account of a devnet has. */
    fund: (index: number) => fundRoot(devnet, index),
  }
}

export async function fundRoot({ accounts, chain }: createDevnet.ReturnType, index: number): Promise<void> {
  const privateKey = accounts[index]?.privateKey as Hex
  const account = privateKeyToAccount(privateKey)
  const client = createWalletClient({ account, chain, transport: http() })
  const reader = createPublicClient({ chain, pollingInterval: 20, transport: http() })
  const { filecoinPay, fwss, usdfc } = chain.contracts
  const value = parseEther('1000')
  const mined = async (hash: Hex) => {
    const receipt = await reader.waitForTransactionReceipt({ hash })
    if (receipt.status !== 'success') throw new Error('A root could not be funded.')
  }
  await mined(
    await client.writeContract({
      abi: erc20Abi,
      address: usdfc.address,
      args: [filecoinPay.address, value],
      functionName: 'approve',
    }),
  )
  await mined(
    await client.writeContract({
      abi: filecoinPayAbi,
      address: filecoinPay.address,
      args: [usdfc.address, account.address, value],
      functionName: 'deposit',
    }),
  )
  await mined(
    await client.writeContract({
      abi: filecoinPayAbi,
      address: filecoinPay.address,
      args: [usdfc.address, fwss.address, true, maxUint256, maxUint256, maxUint256],
      functionName: 'setOperatorApproval',
    }),
  )
}

type Fetch = (path: string, init?: RequestInit) => Promise<Response> | Response

/** The requests that a user makes. */
export function userOfApp(fetch: Fetch, userId: string, as = userId) {
  const authorization = `Bearer ${tokenOf(secret, as)}`
  const request = async (method: string, path: string, init: RequestInit = {}) => {
    const response = await fetch(`/users/${userId}/${path}`, {
      ...init,
      headers: { authorization, ...init.headers },
      method,
    })
    return { body: await response.json(), status: response.status }
  }
  const post = (body: unknown) =>
    request('POST', 'session', {
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    })
  return {
    end: () => request('DELETE', 'session'),
    session: () => request('GET', 'session'),
    start: post,
    /** Starts a session, and lets the wallet send what it has to. */
    grant: async (client: Parameters<typeof loginSync>[0]) => {
      const { body } = await post({ root: client.account.address })
      const { signLogin } = body as StartedView
      if (!signLogin) throw new Error(`There is nothing to sign: ${JSON.stringify(body)}`)
      await loginSync(client, grantOf(signLogin))
      return signLogin.sessionKeyAddress
    },
    upload: (data: Uint8Array<ArrayBuffer>, key: string) =>
      request('POST', 'pieces', { body: data, headers: { 'idempotency-key': key } }),
  }
}

/** What the wallet signs, from its JSON. */
export const grantOf = ({ expiry, permissions, ...rest }: NonNullable<StartedView['signLogin']>) =>
  ({ ...rest, expiry: BigInt(expiry), permissions: [...permissions] }) satisfies signLogin.Parameters

/** A user of an instance in this process. */
export function userOf(service: Service, userId: string, as?: string) {
  const app = createApp(service, { authenticate: bearer(secret), onError: (error) => errors.push(error) })
  return userOfApp((path, init) => app.request(path, init), userId, as)
}

/** What instances in this process could not help. */
export const errors: Error[] = []

export const newData = (size = 1000) => new Uint8Array(randomBytes(size))

/** How many pieces a root pays for, and in how many data sets, by what the chain says. */
export async function storedBy(devnet: createDevnet.ReturnType, root: Address) {
  const index = devnet.accounts.findIndex(({ address }) => address === root)
  const synapse = Synapse.create({
    account: privateKeyToAccount(devnet.accounts[index]?.privateKey as Hex),
    chain: devnet.chain,
    source: null,
    transport: http(),
  })
  const dataSets = await synapse.storage.findDataSets()
  const pieces: { dataSetId: bigint; pieceCid: string; pieceId: bigint }[] = []
  for (const { dataSetId } of dataSets) {
    const context = await synapse.storage.createContext({ dataSetId })
    for await (const { pieceCid, pieceId } of context.getPieces())
      pieces.push({ dataSetId, pieceCid: `${pieceCid}`, pieceId })
  }
  return { dataSets: dataSets.length, pieces, synapse }
}
