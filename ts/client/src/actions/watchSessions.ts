import type { Address } from 'viem'
import { getBlock, getContractEvents } from 'viem/actions'
import { coreAbi } from '../internal/abi.ts'
import { asError } from '../internal/asError.ts'
import type { Block } from '../internal/readSessions.ts'
import {
  type MissingChainContractError,
  type ReadClient,
  registryAddress,
  withoutAccount,
} from '../internal/registry.ts'
import { checkRoot, type InvalidRootError } from '../internal/validate.ts'

/** Searched again each time, for nodes that lag behind, and for blocks that were taken back. */
const overlap = 8n

/** After a longer gap nothing is searched: everything may have changed. Public nodes search no more blocks at a time. */
const longestGap = 2000n

/**
 * Follows all sessions of a root, those included that are granted while it is watched. What it hears is a hint: read again what
 * is shown, with `getSessions` or `getExpirations`. For one session with its key, `sessionKey.watch()` is better.
 *
 * @param client - Any client with a chain. If it has an account, that is left out of the requests.
 * @param parameters - {@link watchSessions.Parameters}
 * @returns What ends it. {@link watchSessions.ReturnType}
 * @throws {@link watchSessions.ErrorType}
 *
 * @example
 * ```ts
 * import { getSessions, watchSessions } from 'foc-session-keys'
 *
 * const unwatch = watchSessions(client, {
 *   onChange: async () => show(await getSessions(client, { root: '0x…' })),
 *   root: '0x…',
 * })
 * ```
 */
export function watchSessions(
  client: ReadClient,
  parameters: watchSessions.Parameters,
): watchSessions.ReturnType {
  const { onChange, onError, pollingInterval = client.pollingInterval } = parameters
  const identity = checkRoot(parameters.root)
  const address = registryAddress(client.chain, parameters.contractAddress)
  const reader = withoutAccount(client)
  /** The newest block that was looked at, and the events of the last blocks up to it: each with its block's number. */
  let cursor: Pick<Block, 'hash' | 'number'> | undefined
  let known = new Map<string, bigint>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let isWatched = true

  /** Whether anything changed since the last look. */
  async function look(): Promise<boolean> {
    const head = await getBlock(reader)
    if (head.hash === cursor?.hash) return false
    const isGap = cursor !== undefined && head.number > cursor.number + longestGap
    const since = cursor && !isGap && cursor.number < head.number ? cursor.number : head.number
    const fromBlock = since < overlap ? 0n : since - overlap
    const events = await getContractEvents(reader, {
      abi: coreAbi,
      address,
      args: { identity },
      eventName: 'AuthorizationsUpdated',
      fromBlock,
      toBlock: head.number,
    })
    const found = new Map(
      events.map(({ blockHash, blockNumber, logIndex }) => [`${blockHash} ${logIndex}`, blockNumber]),
    )
    const isNew = [...found.keys()].some((event) => !known.has(event))
    const isGone = [...known].some(([event, number]) => number >= fromBlock && !found.has(event))
    known = found
    cursor = head
    return isGap || isNew || isGone
  }

  async function follow() {
    try {
      const isChanged = await look()
      if (isWatched && isChanged) onChange()
    } catch (error) {
      if (isWatched) onError?.(asError(error))
    }
    if (isWatched) timer = setTimeout(follow, pollingInterval)
  }

  void follow()
  return () => {
    isWatched = false
    clearTimeout(timer)
  }
}

export declare namespace watchSessions {
  type Parameters = {
    /** Address of the registry. Default: the chain's. */
    contractAddress?: Address | undefined
    /** Something may have changed: something did, or it is not known for a while that nothing did. */
    onChange: () => void
    /** A look was in vain, or `onChange` threw. It goes on to look. */
    onError?: ((error: Error) => void) | undefined
    /** How often to look, in milliseconds. Default: the client's. */
    pollingInterval?: number | undefined
    /** The wallet that granted: its address or account. */
    root: Address | { address: Address }
  }

  type ReturnType = () => void

  type ErrorType = InvalidRootError | MissingChainContractError
}
