import type { BrowserContext } from 'playwright-core'
import {
  BaseError,
  type Chain,
  createPublicClient,
  createWalletClient,
  type EIP1193RequestFn,
  type Hash,
  type Hex,
  hexToBigInt,
  hexToNumber,
  http,
  type LocalAccount,
  numberToHex,
} from 'viem'
import { announceWallet } from './announceWallet.ts'

/** What the user is asked. */
export type Prompt = { method: string; params: readonly unknown[] }

/** What the user answers: with a text, no. */
export type PromptAnswer = string | undefined

/** A transaction as a page asks for it. */
type TransactionRequest = { data?: Hex; from: string; gas?: Hex; to?: Hex; value?: Hex }

const prompting = [
  'eth_requestAccounts',
  'eth_sendTransaction',
  'eth_signTypedData_v4',
  'personal_sign',
  'wallet_requestPermissions',
  'wallet_sendCalls',
  'wallet_switchEthereumChain',
]

const refusal = (code: number, message: string) => Object.assign(new Error(message), { code })

/**
 * A wallet for pages under test: it announces itself as wallets do (EIP-6963) and answers requests (EIP-1193). The page has no key;
 * accounts stay in this process, which asks the node of the chain that the wallet stands on.
 */
export function createTestWallet(parameters: {
  /** The first is the selected one. */
  accounts: readonly [LocalAccount, ...LocalAccount[]]
  /** The first is the one it stands on. */
  chains: readonly [Chain, ...Chain[]]
  name?: string
  /** Whether it takes several calls at once (EIP-5792). Each becomes a transaction of its own. */
  takesCalls?: boolean
}) {
  const { chains, name = 'Test Wallet', takesCalls = false } = parameters
  const binding = `wallet${name.replace(/\W/g, '')}`
  const contexts: BrowserContext[] = []
  const batches = new Map<string, readonly Hash[]>()
  const sent: { hash: Hash; nonce: number; request: TransactionRequest }[] = []
  let [account] = parameters.accounts
  let [chain] = chains
  let connected = false

  const wallet = {
    /** What the user says; waits as long as the promise does. Default: yes to everything. */
    answer: (_prompt: Prompt): PromptAnswer | Promise<PromptAnswer> => undefined,
    /** Gas of each transaction, in place of an estimate: a wallet that does not notice what will fail. */
    gas: undefined as bigint | undefined,
    /** Methods of all requests that it answered, in order. */
    answered: [] as string[],
    /** All that the user was asked. */
    prompts: [] as Prompt[],
    /** All that was sent, replacements included. */
    sent,
    get account() {
      return account
    },
    /** Puts it into every page of a browser's window. */
    install: async (context: BrowserContext) => {
      contexts.push(context)
      await context.exposeBinding(binding, (_source, body: Prompt) => answerOf(body))
      await context.addInitScript(announceWallet, { binding, name })
    },
    switchAccount: async (next: LocalAccount) => {
      account = next
      await emit('accountsChanged', accounts())
    },
    switchChain: async (chainId: number) => {
      chain = chainOf(chainId)
      await emit('chainChanged', numberToHex(chain.id))
    },
    /** Takes the page's leave to see accounts. */
    disconnect: async () => {
      connected = false
      await emit('accountsChanged', [])
    },
    /** Sends the last transaction again with higher fees. */
    speedUp: () => replace((request) => request),
    /** Sends nothing to oneself in place of the last transaction. */
    cancel: () => replace(() => ({ from: account.address, to: account.address })),
    /** Sends another transaction in place of the last. */
    replaceBy: (request: Omit<TransactionRequest, 'from'>) =>
      replace(() => ({ ...request, from: account.address })),
  }

  const accounts = () => (connected ? [account.address] : [])
  const client = () => createWalletClient({ account, chain, transport: http() })
  /** Asks the node as it is. */
  const node: EIP1193RequestFn = (body) => http()({ chain }).request(body)
  const reader = () => createPublicClient({ chain, transport: http() })

  function chainOf(id: number): Chain {
    const known = chains.find((one) => one.id === id)
    if (!known) throw refusal(4902, `Unrecognized chain ID ${id}.`)
    return known
  }

  async function emit(event: string, payload: unknown) {
    for (const context of contexts)
      for (const page of context.pages())
        await page.evaluate(
          ([key, name, data]) => window.dispatchEvent(new CustomEvent(`${key}:${name}`, { detail: data })),
          [binding, event, payload] as const,
        )
  }

  async function replace(change: (request: TransactionRequest) => TransactionRequest): Promise<Hash> {
    const last = sent.at(-1)
    if (!last) throw new Error('Nothing was sent that could be replaced.')
    const { maxFeePerGas, maxPriorityFeePerGas } = await reader().getTransaction({ hash: last.hash })
    return send(change(last.request), {
      maxFeePerGas: (maxFeePerGas ?? 1n) * 2n,
      maxPriorityFeePerGas: (maxPriorityFeePerGas ?? 1n) * 2n,
      nonce: last.nonce,
    })
  }

  async function send(
    request: TransactionRequest,
    more: { maxFeePerGas?: bigint; maxPriorityFeePerGas?: bigint; nonce?: number } = {},
  ): Promise<Hash> {
    if (request.from.toLowerCase() !== account.address.toLowerCase())
      throw refusal(4100, 'That account is not the selected one.')
    const nonce =
      more.nonce ?? (await reader().getTransactionCount({ address: account.address, blockTag: 'pending' }))
    const gas = wallet.gas ?? (request.gas && hexToBigInt(request.gas))
    const hash = await client().sendTransaction({
      ...more,
      data: request.data,
      ...(gas !== undefined && { gas }),
      nonce,
      to: request.to,
      value: request.value && hexToBigInt(request.value),
    })
    sent.push({ hash, nonce, request })
    return hash
  }

  /** An error crosses into the page as data. */
  async function answerOf(body: Prompt) {
    try {
      const result = await handle(body)
      wallet.answered.push(body.method)
      return { result }
    } catch (error) {
      const coded =
        error instanceof BaseError ? (error.walk((cause) => 'code' in (cause as object)) ?? error) : error
      const {
        code = -32603,
        data,
        details,
        message,
      } = coded as {
        code?: number
        data?: unknown
        details?: string
        message: string
      }
      return { error: { code, data, message: details ?? message } }
    }
  }

  async function handle({ method, params = [] }: Prompt): Promise<unknown> {
    const asks = method === 'eth_requestAccounts' ? !connected : prompting.includes(method)
    if (asks) {
      const prompt = { method, params }
      wallet.prompts.push(prompt)
      const no = await wallet.answer(prompt)
      if (no !== undefined) throw refusal(4001, no)
    }
    switch (method) {
      case 'eth_requestAccounts':
        connected = true
        return accounts()
      case 'wallet_requestPermissions':
        connected = true
        return [{ caveats: [], parentCapability: 'eth_accounts' }]
      case 'wallet_revokePermissions':
        connected = false
        return null
      case 'eth_accounts':
        return accounts()
      case 'eth_chainId':
        return numberToHex(chain.id)
      case 'wallet_switchEthereumChain':
        await wallet.switchChain(hexToNumber((params[0] as { chainId: Hex }).chainId))
        return null
      case 'eth_sendTransaction':
        return send(params[0] as TransactionRequest)
      case 'personal_sign':
        return client().signMessage({ message: { raw: params[0] as Hex } })
      case 'eth_signTypedData_v4':
        return client().signTypedData(JSON.parse(params[1] as string))
      case 'wallet_getCapabilities':
        if (!takesCalls) break
        return { [numberToHex(chain.id)]: { atomic: { status: 'unsupported' } } }
      case 'wallet_sendCalls':
        if (!takesCalls) break
        return sendCalls(params[0] as { calls: Omit<TransactionRequest, 'from'>[] })
      case 'wallet_getCallsStatus':
        if (!takesCalls) break
        return callsStatus(params[0] as string)
      default:
        return node({ method, params })
    }
    throw refusal(4200, `The wallet does not support ${method}.`)
  }

  async function sendCalls({ calls }: { calls: readonly Omit<TransactionRequest, 'from'>[] }) {
    const hashes: Hash[] = []
    for (const call of calls) hashes.push(await send({ ...call, from: account.address }))
    const id = hashes[0] as Hash
    batches.set(id, hashes)
    return { id }
  }

  async function callsStatus(id: string) {
    const hashes = batches.get(id)
    if (!hashes) throw refusal(5730, 'There are no such calls.')
    const receipts = await Promise.all(
      hashes.map((hash) => node({ method: 'eth_getTransactionReceipt', params: [hash] })),
    )
    const status = receipts.every(Boolean) ? 200 : 100
    return { atomic: false, chainId: numberToHex(chain.id), id, receipts, status, version: '2.0.0' }
  }

  return wallet
}
