import type { Address, Transport, WebSocketTransport } from 'viem'
import { getBlock, getContractEvents } from 'viem/actions'
import type { coreAbi } from './abi.ts'
import type { readSessions, SessionAnswer, SessionQuery } from './readSessions.ts'
import type { ReadClient } from './registry.ts'
import { asError, transportKey } from './transportKey.ts'

/** After a longer gap, everything is read again: public nodes search no more blocks than this at a time. */
const longestGap = 2000n

/** So many blocks are searched again, in case that a node behind the others had left something out. */
const overlap = 10n

/** After so many looks at a chain that got shorter, it is no node that lags behind. */
const patience = 3

/** After errors, a pause is at most so many times as long as without, so that it is soon right again when they end. */
const longestPause = 8

/** With a subscription, how many times longer the pause between two looks is. */
const subscribedPause = 5

/** The most roots that a search names; more of them, and it asks for every event of the registry. */
const namedRoots = 100

/** `WebSocket.OPEN`, which is not everywhere; higher is closing and closed. */
const openState = 1

/**
 * What it has in common with the code that loads it, which hands it in: if both imported it, a bundler would make it a third
 * file for apps to fetch.
 */
export type WatcherTools = {
  coreAbi: typeof coreAbi
  readSessions: typeof readSessions
  /** The same client without its account. */
  reader: ReadClient
}

/** One session that is watched. */
export type Member = {
  query: () => SessionQuery
  /** What the chain says now. */
  onAnswer: (answer: SessionAnswer) => void
  onBlock: (block: { number: bigint; timestamp: bigint }) => void
  onError: (error: Error) => void
  /** Blocks were taken back: what is known may not be true any more. */
  onRollback: () => void
}

/** What a member can do. */
export type Membership = {
  /** Ends it. */
  leave: () => void
  /**
   * Reads the session as of now.
   * @returns Whether it was read; `false` when the membership ended instead.
   * @throws What the look ended with.
   */
  refresh: () => Promise<boolean>
}

const watchers = new Map<string, ReturnType<typeof createWatcher>>()

/** What all session keys have in common that one watcher, or one batch of reads, can serve. */
export async function endpointOf(
  client: ReadClient,
  { contractAddress, transport }: { contractAddress: Address; transport: Transport },
): Promise<string> {
  try {
    return `${client.chain.id} ${contractAddress.toLowerCase()} ${await transportKey(client, transport)}`
  } catch (cause) {
    throw asError(cause)
  }
}

/** Watches a session with the one watcher of all that have registry and transport in common. */
export async function joinWatcher(
  client: ReadClient,
  parameters: { contractAddress: Address; interval: number; tools: WatcherTools; transport: Transport },
  member: Member,
): Promise<Membership> {
  const key = await endpointOf(client, parameters)
  const { contractAddress, interval, tools } = parameters
  const watcher =
    watchers.get(key) ?? createWatcher(client, contractAddress, tools, () => watchers.delete(key))
  watchers.set(key, watcher)
  return { leave: watcher.join(member, interval), refresh: () => watcher.refresh(member) }
}

/**
 * Follows one registry for any number of sessions. A look costs the same however many there are: the newest block, and the
 * events since the last. An event only says what to read again, so neither its order nor how often it comes matters, and
 * what has to be read again is remembered until it was.
 */
function createWatcher(
  client: ReadClient,
  contractAddress: Address,
  { coreAbi, reader, readSessions }: WatcherTools,
  onEmpty: () => void,
) {
  const socket =
    client.transport.type === 'webSocket'
      ? (client.transport as typeof client.transport & SocketTransport)
      : undefined
  const members = new Map<Member, { interval: number; root: string; session: string }>()
  const sessions = new Map<string, Set<Member>>()
  /** Members to be read again. */
  const dirty = new Set<Member>()
  /** Members to be read by a look that begins from now on, and who waits for it. */
  let asked = new Map<Member, Waiter[]>()
  /** Events of the last blocks that were heard already, with their blocks. */
  const heard = new Map<string, bigint>()
  /** The block up to which all is known. */
  let cursor: { hash: string; number: bigint } | undefined
  /** The block after which events count. */
  let start = 0n
  let behind = 0
  let failures = 0
  let looking = false
  let lookAgain = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let subscription: { end: () => void } | undefined

  async function look() {
    const waiting = asked
    asked = new Map()
    const settle = (member: Member, how: (waiter: Waiter) => void) => {
      waiting.get(member)?.forEach(how)
      waiting.delete(member)
    }
    try {
      const head = await getBlock(reader)
      if (!(await follow(head))) {
        for (const [member, waiters] of asked)
          waiting.set(member, [...(waiting.get(member) ?? []), ...waiters])
        asked = waiting
        return
      }
      for (const member of [...members.keys()]) member.onBlock(head)
      for (const member of waiting.keys()) dirty.add(member)
      await readDirty(head.number, (member) => settle(member, ({ resolve }) => resolve(true)))
      for (const member of [...waiting.keys()]) settle(member, ({ resolve }) => resolve(false))
    } catch (error) {
      for (const member of [...waiting.keys()]) settle(member, ({ reject }) => reject(error))
      throw error
    }
  }

  /** Learns what happened up to a block. @returns Whether that block is of use: a node may lag behind the others. */
  async function follow(head: Head): Promise<boolean> {
    if (!cursor) start = head.number
    else {
      if (head.number < cursor.number && ++behind < patience) return false
      behind = 0
      const continued = await continues(head, cursor)
      if (continued && head.number - cursor.number <= longestGap - overlap) await search(head, cursor)
      else {
        if (!continued) for (const member of members.keys()) member.onRollback()
        for (const member of members.keys()) dirty.add(member)
        heard.clear()
        start = head.number
      }
    }
    cursor = head
    return true
  }

  /** Whether a block is on the chain of an earlier one. */
  async function continues(head: Head, earlier: Head): Promise<boolean> {
    if (head.number === earlier.number) return head.hash === earlier.hash
    if (head.number === earlier.number + 1n) return head.parentHash === earlier.hash
    if (head.number < earlier.number) return false
    const block = await getBlock(reader, { blockNumber: earlier.number }).catch((error) => {
      // A node that cannot find the block says so in many ways. To take it for gone is always safe.
      if (failures === 0) throw error
    })
    return block?.hash === earlier.hash
  }

  async function search(head: Head, { number }: Head) {
    const first = number + 1n - overlap
    const fromBlock = first > start ? first : start + 1n
    if (fromBlock > head.number) return
    const roots = new Set<Address>()
    for (const { root } of members.values()) if (roots.size <= namedRoots) roots.add(root as Address)
    const updates = await getContractEvents(reader, {
      abi: coreAbi,
      address: contractAddress,
      ...(roots.size <= namedRoots && { args: { identity: [...roots] } }),
      eventName: 'AuthorizationsUpdated',
      fromBlock,
      strict: true,
      toBlock: head.number,
    })
    for (const [id, block] of heard) if (block < fromBlock) heard.delete(id)
    for (const { args, blockHash, blockNumber, logIndex } of updates) {
      const id = `${blockHash} ${logIndex}`
      if (heard.has(id)) continue
      heard.set(id, blockNumber)
      for (const member of sessions.get(sessionId(args.identity, args.signer)) ?? []) dirty.add(member)
    }
  }

  async function readDirty(blockNumber: bigint, onRead: (member: Member) => void) {
    const queries = new Map<SessionQuery, Member>()
    for (const member of dirty)
      if (members.has(member)) queries.set(member.query(), member)
      else dirty.delete(member)
    await readSessions(reader, {
      blockNumber,
      contractAddress,
      onAnswer: (query, answer) => {
        const member = queries.get(query) as Member
        dirty.delete(member)
        if (!members.has(member)) return
        member.onAnswer(answer)
        onRead(member)
      },
      queries: [...queries.keys()],
    })
  }

  /** Looks now, and again if asked to meanwhile, and then after a pause. */
  async function run() {
    clearTimeout(timer)
    lookAgain = true
    if (looking) return
    looking = true
    while (lookAgain && members.size > 0) {
      lookAgain = false
      try {
        await reopen()
        await look()
        failures = 0
        void subscribe()
      } catch (cause) {
        failures++
        const error = asError(cause)
        for (const member of [...members.keys()]) member.onError(error)
      }
    }
    looking = false
    if (members.size === 0) return close()
    timer = setTimeout(run, pause())
  }

  function pause(): number {
    let interval = Number.POSITIVE_INFINITY
    for (const member of members.values()) interval = Math.min(interval, member.interval)
    if (failures > 0) return interval * Math.min(2 ** failures, longestPause)
    return subscription ? interval * subscribedPause : interval
  }

  /** A socket that closed, and that its transport does not open again, makes place for a new one. */
  async function reopen() {
    const rpc = await socket?.getRpcClient()
    if (rpc && rpc.socket.readyState > openState) rpc.close()
  }

  /** Where the transport is a WebSocket, an event makes it look at once. */
  async function subscribe() {
    if (!socket || subscription) return
    let active: { unsubscribe: () => Promise<unknown> } | undefined
    const mine = {
      end: () => {
        if (subscription === mine) subscription = undefined
        active?.unsubscribe().catch(() => {})
      },
    }
    subscription = mine
    const onError = () => {
      if (subscription !== mine) return
      mine.end()
      void run()
    }
    try {
      active = await socket.subscribe({
        onData: () => void run(),
        onError,
        params: ['logs', { address: contractAddress }],
      })
      if (subscription === mine) void run()
      else mine.end()
    } catch {
      mine.end()
    }
  }

  function close() {
    clearTimeout(timer)
    subscription?.end()
    onEmpty()
  }

  /** Adds a session; `refresh` it next. @returns What takes it out again. */
  function join(member: Member, interval: number): () => void {
    const { root, sessionKeyAddress } = member.query()
    const session = sessionId(root, sessionKeyAddress)
    const same = sessions.get(session) ?? new Set()
    sessions.set(session, same.add(member))
    members.set(member, { interval, root, session })
    return () => {
      if (!members.delete(member)) return
      same.delete(member)
      if (same.size === 0) sessions.delete(session)
      asked.get(member)?.forEach(({ resolve }) => void resolve(false))
      asked.delete(member)
      if (members.size === 0 && !looking) close()
    }
  }

  function refresh(member: Member): Promise<boolean> {
    return new Promise((resolve, reject) => {
      asked.set(member, [...(asked.get(member) ?? []), { reject, resolve }])
      void run()
    })
  }

  return { join, refresh }
}

type Head = { hash: string; number: bigint; parentHash?: string }

type SocketTransport = ReturnType<WebSocketTransport>['value'] & {}

type Waiter = { reject: (error: unknown) => void; resolve: (done: boolean) => void }

const sessionId = (root: Address, sessionKeyAddress: Address) => `${root}${sessionKeyAddress}`.toLowerCase()
