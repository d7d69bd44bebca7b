import { getBlock } from 'viem/actions'
import { describeDuration } from '../../output/time.ts'
import { type Check, failed, ok, warning } from '../check.ts'

const title = 'Clock'

/** A block is this old when it is late but may be right, and when something is wrong; in seconds. */
const late = { suspicious: 120n, wrong: 300n }

/** A block may be so far ahead of this machine; in seconds. */
const ahead = 60n

export const clock: Check = {
  code: 'RPC_UNAVAILABLE',
  name: 'clock',
  needs: ['network'],
  run: async ({ connection: { client, network } }) => {
    // A devnet makes a block when there is something for it, so its newest may be old; the next is as of now.
    const blockTag = network === 'devnet' ? 'pending' : 'latest'
    const { timestamp } = await getBlock(client, { blockTag })
    const now = BigInt(Math.floor(Date.now() / 1000))
    const difference = timestamp > now ? timestamp - now : now - timestamp
    const far = describeDuration(difference)
    if (timestamp > now + ahead)
      return [
        failed(
          title,
          `the chain is ${far} ahead of this machine.`,
          network === 'devnet'
            ? "Set this machine's clock (timedatectl set-ntp true), or start the devnet anew if its time was moved."
            : "Set this machine's clock, such as with timedatectl set-ntp true.",
        ),
      ]
    const cure =
      "Set this machine's clock, such as with timedatectl set-ntp true; if it is right, the node is behind: pass another --rpc-url."
    if (difference > late.wrong && timestamp < now)
      return [failed(title, `the chain is ${far} behind this machine.`, cure)]
    if (difference > late.suspicious && timestamp < now)
      return [warning(title, `the newest block is ${far} old.`, cure)]
    return [ok(title, `the chain's is ${far} ${timestamp > now ? 'ahead of' : 'behind'} this machine's`)]
  },
  title,
}
