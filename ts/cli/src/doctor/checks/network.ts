import { getChainId } from 'viem/actions'
import { type Check, failed, ok } from '../check.ts'

const title = 'Network'

export const network: Check = {
  code: 'RPC_UNAVAILABLE',
  name: 'network',
  needs: [],
  run: async ({ connection: { client, network } }) => {
    const wanted = client.chain.id
    const found = await getChainId(client).catch((error: Error) => error)
    if (found instanceof Error)
      return [
        failed(
          title,
          `the node of ${network} does not answer.`,
          network === 'devnet'
            ? 'Start one with npx foc-session-keys-devnet, and pass its --rpc-url or set RPC_URL.'
            : 'Check --rpc-url and RPC_URL, or leave them out for the public node.',
        ),
      ]
    if (found === wanted) return [ok(title, `${network}, chain ${wanted}`)]
    return [
      failed(
        title,
        `the node is on chain ${found}, and ${network} is chain ${wanted}.`,
        'Pass the --network of the node (NETWORK), or the --rpc-url (RPC_URL) of a node of that network.',
      ),
    ]
  },
  title,
}
