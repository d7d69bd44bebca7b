import { getCode } from 'viem/actions'
import { type Check, failed, ok } from '../check.ts'

const title = 'Limits'

export const limits: Check = {
  code: 'RPC_UNAVAILABLE',
  name: 'limits',
  needs: ['network'],
  run: async ({ connection: { client, network } }) => {
    const address = client.chain.contracts.sessionKeyAuthorizer?.address
    if (!address)
      return [ok(title, `not on ${network} yet: a key has scopes and an end, and the allowance of its root`)]
    if (await getCode(client, { address })) return [ok(title, `counted by ${address}`)]
    return [
      failed(
        title,
        `there is no session key authorizer at ${address} on ${network}: what a key signs under limits is refused.`,
        network === 'devnet'
          ? 'Start the chain with npx foc-session-keys-devnet of this release, which brings it.'
          : 'Ask another node of the network: --rpc-url or RPC_URL.',
      ),
    ]
  },
  title,
}
