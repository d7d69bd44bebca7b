import { getBlock, getContractEvents } from 'viem/actions'
import { coreAbi } from './abi.ts'
import { type Endpoint, keyOf, makePlaceForSocket, subscribe } from './endpoint.ts'
import { type Block, readSessions, type SessionQuery } from './readSessions.ts'
import { withoutAccount } from './registry.ts'

/** After a longer gap, everything is read again: public nodes search no more blocks than this at a time. */
const longestGap = 2000n

/** After so many searches in a row that failed, members hear of it. */
const toldSearches = 3

/**
 * So many blocks are searched again, in case that a node behind the others had left something out. With two new ones they are ten,
 * which is what the most reluctant nodes search.
 */
const overlap = 8n

/** After so many answers that the chain got shorter, it is no node that lags behind. */
const patience = 3

/** How long to wait for a node that lags behind, at most, in milliseconds. */
const longestLag = 10_000

/** After so many errors, a socket is not coming back by itself. */
const reconnects = 5

/** After errors, a pause is at most so many times as long as without, so that it is soon right again when they end. */
const longestPause = 8

/** With a subscription, how many times longer the pause between two looks is. */
const subscribedPause = 5

/**
 * How long a node's word that nothing happened is enough, in milliseconds. Then so many sessions, which take one request, are read
 * without an event: one that is withheld leaves none of them wrong for long.
 */
const trust = 10_000
const sweep = 100

/** The most roots that a search names; more of them, and it asks for every event of the registry. */
const namedRoots = 100

/** One session that is watched. */
export type Member = SessionQuery & {
  /** How often it wants the chain to be looked at, in milliseconds. */
  interval: number
  /** When the newest block was made, in Unix seconds. */
  onBlock: (timestamp: bigint) => void
  onError: (error: Error) => void
}

/** What a member can do. */
export type Membership = {
  /** Ends it. */
  leave: () => void
  /**
   * Reads the session as of now; after the membership ended, nothing.
   * @returns The number of the block.
   * @throws What the look ended with.
   */
  refresh: () => Promise<bigint>
}

const watchers = new Map<string, ReturnType<typeof createWatcher>>()

/** Watches a session with the one watcher of all that have registry and transport in common. */
export function joinWatcher(endpoint: Endpoint, member: Member): Membership {
  const key = keyOf(endpoint)
  const watcher = watchers.get(key) ?? createWatcher(endpoint, () => watchers.delete(key))
  watchers.set(key, watcher)
  return watcher(member)
}

/**
 * Follows one registry for any number of sessions. A look costs the same however many there are: the newest block, and the
 * events since the last. An event only says what to read again, so neither its order nor how often it comes matters; and where
 * the node gives no events, everything is read again with every new block. Where it withholds some, {@link sweep} finds out.
 *
 * What holds after every look: a session that is not in `stale` was read as of a block of the chain that `cursor` ends, by
 * the block's hash, and no event of it is known in a later block.
 */
function createWatcher({ client, contractAddress }: Endpoint, onEmpty: () => void) {
  const reader = withoutAccount(client)
  /** Each with the number of the block that it was last read as of. */
  const members = new Map<Member, bigint>()
  /** Members that the next look reads. */
  const asked = new Set<Member>()
  /** Members to be read again. */
  const stale = new Set<Member>()
  /** The block up to which all is known. */
  let cursor: Block | undefined
  /** When sessions were read again last without an event, in milliseconds of a clock that nobody sets. */
  let swept = 0
  let failures = 0
  /** How many searches in a row failed. */
  let failedSearches = 0
  let last = Promise.resolve()
  let upcoming: Promise<void> | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let subscription: { end?: () => void } | undefined

  /** Looks once the look under way is over. Whoever asks before it begins has a part in it. */
  function lookSoon(): Promise<void> {
    if (!upcoming) {
      upcoming = last.catch(() => {}).then(look)
      last = upcoming
    }
    return upcoming
  }

  /** The same, for who does not wait for it: members hear of errors. */
  const poll = () => void lookSoon().catch(() => {})

  function pollIn(milliseconds: number) {
    clearTimeout(timer)
    timer = setTimeout(poll, milliseconds)
  }

  async function look() {
    upcoming = undefined
    clearTimeout(timer)
    if (members.size === 0) {
      subscription?.end?.()
      subscription = undefined
      return onEmpty()
    }
    for (const member of asked) stale.add(member)
    asked.clear()
    for (const member of stale) if (!members.has(member)) stale.delete(member)
    try {
      await makePlaceForSocket(client, failures > reconnects)
      const head = await nextHead()
      if (!(await isKnownSince(cursor, head))) reread()
      else if (performance.now() - swept > trust) reread(sweep)
      cursor = head
      for (const member of members.keys()) member.onBlock(head.timestamp)
      await readStale(head)
      failures = 0
      void hear()
    } catch (error) {
      failures++
      for (const member of members.keys()) member.onError(error as Error)
      throw error
    } finally {
      pollIn(pause())
    }
  }

  /** Has sessions read again, those first that were read the longest ago. */
  function reread(most?: number) {
    swept = performance.now()
    for (const member of [...members.keys()].slice(0, most)) stale.add(member)
  }

  /** The newest block. A node that lags behind the others is given time; after that, the chain got shorter. */
  async function nextHead() {
    let head = await getBlock(reader)
    for (let i = 1; cursor && head.number < cursor.number && i < patience && members.size > 0; i++) {
      await new Promise((resolve) => setTimeout(resolve, Math.min(interval(), longestLag)))
      head = await getBlock(reader)
    }
    return head
  }

  /** Whether a block is on the chain that an earlier one ended. */
  async function continues(head: Block & { parentHash: string }, { hash, number }: Block) {
    if (head.hash === hash || head.parentHash === hash) return true
    if (head.number <= number) return false
    const block = await getBlock(reader, { blockNumber: number }).catch((error) => {
      // A node that cannot find the block says so in many ways. To take it for gone is always safe.
      if (failures === 0) throw error
    })
    return block?.hash === hash
  }

  /** Whether it is known which sessions changed since a block that was the newest at an earlier look. */
  async function isKnownSince(since: Block | undefined, head: Awaited<ReturnType<typeof nextHead>>) {
    if (!since || head.number - since.number > longestGap - overlap || !(await continues(head, since)))
      return false
    try {
      await search(head, since)
      failedSearches = 0
      return true
    } catch (error) {
      if (++failedSearches === toldSearches)
        for (const member of members.keys()) member.onError(error as Error)
      return head.hash === since.hash
    }
  }

  /** Finds out whose events there are. */
  async function search(head: Block, { number }: Block) {
    const roots = [...new Set([...members.keys()].map(({ root }) => root))]
    // What is refused is not asked for again: everything is read in place of it.
    const updates = await getContractEvents(withoutAccount(client, { retryCount: 0 }), {
      abi: coreAbi,
      address: contractAddress,
      args: roots.length <= namedRoots ? { identity: roots } : {},
      eventName: 'AuthorizationsUpdated',
      fromBlock: number < overlap ? 0n : number + 1n - overlap,
      strict: true,
      toBlock: head.number,
    })
    /** The last block in which each session changed. All addresses have their checksum. */
    const changedAt = new Map<string, bigint>()
    for (const { args, blockNumber } of updates) {
      const id = args.identity + args.signer
      if (blockNumber > (changedAt.get(id) ?? -1n)) changedAt.set(id, blockNumber)
    }
    for (const [member, readAt] of members)
      if ((changedAt.get(member.root + member.sessionKeyAddress) ?? -1n) > readAt) stale.add(member)
  }

  async function readStale(block: Block) {
    await readSessions(reader, {
      block,
      contractAddress,
      queries: [...stale].map((member) => ({
        ...member,
        onAnswer: (answer) => {
          stale.delete(member)
          if (!members.delete(member)) return
          members.set(member, block.number)
          member.onAnswer(answer)
        },
      })),
    })
  }

  function interval(): number {
    let shortest = 2 ** 24
    for (const member of members.keys()) shortest = Math.min(shortest, member.interval)
    return shortest
  }

  function pause(): number {
    const times = subscription?.end ? subscribedPause : 1
    return interval() * (failures > 0 ? Math.min(2 ** failures, longestPause) : times)
  }

  /** Where the transport is a WebSocket, an event makes it look at once. */
  async function hear() {
    if (subscription) return
    const mine: { end?: () => void } = {}
    const onData = () => {
      if (subscription === mine) poll()
    }
    const onError = () => {
      if (subscription !== mine) return
      subscription = undefined
      // Neither one that was refused nor one that is cut each time makes it look oftener than without.
      if (!mine.end) return
      mine.end()
      pollIn(interval())
    }
    const subscribing = subscribe(client, { address: contractAddress, onData, onError })
    if (!subscribing) return
    subscription = mine
    try {
      const { unsubscribe } = await subscribing
      mine.end = () => void unsubscribe().catch(() => {})
      if (subscription === mine) poll()
      else mine.end()
    } catch {
      onError()
    }
  }

  /** Adds a session; `refresh` it next. */
  return (member: Member): Membership => {
    members.set(member, -1n)
    return {
      leave: () => {
        if (members.delete(member) && members.size === 0) poll()
      },
      refresh: async () => {
        if (members.has(member)) {
          asked.add(member)
          // Others may not have been read.
          await lookSoon().catch((error) => {
            if (stale.has(member)) throw error
          })
        }
        return members.get(member) ?? -1n
      },
    }
  }
}
