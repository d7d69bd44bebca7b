import { createPublicClient, type Hex, http } from 'viem'
import { onTestFinished } from 'vitest'
import { createFaultProxy, type Fault, type RpcRequest } from './faultProxy.ts'
import type { useDevnet } from './helpers.ts'

/** A node of one test that gives logs as it likes. */
export async function reluctantNode({
  chain,
  rpcUrl,
}: Pick<ReturnType<typeof useDevnet>, 'chain' | 'rpcUrl'>) {
  const proxy = await createFaultProxy(rpcUrl)
  onTestFinished(() => proxy.stop())
  const transport = http(proxy.url, { retryCount: 0 })
  return {
    client: createPublicClient({ chain, pollingInterval: 20, transport }),
    proxy,
    searches: () => proxy.requests.filter(({ method }) => method === 'eth_getLogs').map(blocksOf),
    transport,
  }
}

export type Filter = { fromBlock: Hex; toBlock: Hex }

export function blocksOf({ params }: RpcRequest) {
  const [{ fromBlock, toBlock }] = params as [Filter]
  return { first: Number(fromBlock), last: Number(toBlock), count: Number(toBlock) - Number(fromBlock) + 1 }
}

/** Refuses what is asked for events when the rule says so. */
export const refuse =
  (rule: (blocks: ReturnType<typeof blocksOf>) => boolean, fault: Fault) =>
  (request: RpcRequest): Fault =>
    request.method === 'eth_getLogs' && rule(blocksOf(request)) ? fault : undefined

export const error = (code: number, message: string) => ({ error: { code, message } })
