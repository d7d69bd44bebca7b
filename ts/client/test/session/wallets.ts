import { createWalletClient, custom, http } from 'viem'
import type { useDevnet } from '../helpers.ts'

type Devnet = Pick<ReturnType<typeof useDevnet>, 'account' | 'chain' | 'rpcUrl'>

/** A wallet of one of the node's accounts, all that it was asked, and how often its user was; what `answer` throws, the user says. */
export function openWallet(devnet: Devnet, index: number, answer: () => unknown = () => {}) {
  let prompts = 0
  const sent: { method: string; params?: unknown }[] = []
  const inner = http(devnet.rpcUrl)({ chain: devnet.chain })
  const client = createWalletClient({
    account: devnet.account(index).address,
    chain: devnet.chain,
    pollingInterval: 20,
    transport: custom({
      request: async (body) => {
        sent.push(body)
        if (body.method === 'eth_sendTransaction') {
          prompts++
          await answer()
        }
        return inner.request(body)
      },
    }),
  })
  return {
    client,
    sent,
    get prompts() {
      return prompts
    },
  }
}

/** Where a session of that root is stored. */
export const itemOf = ({ chain }: Pick<Devnet, 'chain'>, root: string) =>
  `foc-session-keys.${chain.id}.${chain.contracts.sessionKeyRegistry.address}.${root}`.toLowerCase()
