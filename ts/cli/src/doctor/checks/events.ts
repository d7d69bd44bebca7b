import { numberToHex } from 'viem'
import { getBlockNumber } from 'viem/actions'
import { type Check, failed, ok, warning } from '../check.ts'

const title = 'Events'

/** How many blocks are searched at once: as many as this program asks for at most, and fewer. */
const ranges = [2000n, 500n, 100n, 10n, 1n] as const

export const events: Check = {
  code: 'RPC_UNAVAILABLE',
  name: 'events',
  needs: ['network', 'registry'],
  run: async ({ connection: { client } }) => {
    const { address, blockCreated = 0 } = client.chain.contracts.sessionKeyRegistry
    const newest = await getBlockNumber(client)
    /** Whether the node searches so many blocks up to one. */
    const searches = async (toBlock: bigint, blocks: bigint): Promise<boolean> => {
      const fromBlock = toBlock >= blocks ? toBlock - blocks + 1n : 0n
      const filter = { address, fromBlock: numberToHex(fromBlock), toBlock: numberToHex(toBlock) }
      const asked = client.request({ method: 'eth_getLogs', params: [filter] }, { retryCount: 0 })
      return asked.then(
        () => true,
        () => false,
      )
    }
    const [isOldKnown, most] = await Promise.all([
      searches(BigInt(blockCreated), 1n),
      (async () => {
        for (const blocks of ranges) if (await searches(newest, blocks)) return blocks
        return 0n
      })(),
    ])
    if (most === 0n)
      return [
        failed(
          title,
          'the node gives none, not even of its newest block.',
          'Pass the --rpc-url of a node that does; without one, login needs --wallet-address, and list and who ask an explorer (--explorer-url).',
        ),
      ]
    const size = most === ranges[0] ? `${most} blocks or more` : `at most ${most} blocks`
    if (!isOldKnown)
      return [
        warning(
          title,
          `searched ${size} at a time; the node forgot those of block ${blockCreated}, where the registry begins.`,
          'list and who ask an explorer for what is older (--explorer-url); or pass the --rpc-url of a node that keeps them.',
        ),
      ]
    if (most < ranges[0])
      return [
        warning(
          title,
          `searched ${size} at a time: list and who take long.`,
          'Pass another --rpc-url if they do.',
        ),
      ]
    return [ok(title, `searched ${size} at a time, back to where the registry begins`)]
  },
  title,
}
