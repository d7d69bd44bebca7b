import { type Expirations, findRoots, loadSession, type StoredSession } from 'foc-session-keys'
import type { SynapseChain } from 'foc-session-keys/chains'
import type { Address, Hex } from 'viem'
import { getBlockNumber } from 'viem/actions'
import { CliError } from '../errors/cliError.ts'
import { plainText } from '../output/plainText.ts'
import type { Connection } from '../settings/network.ts'
import type { SessionFile, SessionLines } from '../storage/sessionFile.ts'

/** What became of a key that somebody was asked to grant to. */
export type Granted =
  | { state: 'granted'; root: Address; session: StoredSession<SynapseChain> }
  /** Somebody granted, and took it back. */
  | { state: 'revoked'; root: Address }

type Waiting = {
  connection: Connection
  file: SessionFile
  /** What was granted before and is not waited for. */
  known?: Expirations | undefined
  lines: SessionLines
  /** Who is to grant, if that is known. */
  root: Address | undefined
  signal: AbortSignal
}

/** How many blocks are looked at again: some may have been replaced. */
const overlap = 20n

/** What is granted by now; `undefined` for nothing. */
export async function lookForGrant(waiting: Waiting): Promise<Granted | undefined> {
  const { root } = waiting
  return root ? ((await granted(waiting, root)) ?? searchGrant(waiting)) : searchGrant(waiting)
}

/**
 * Waits for a grant: with the client's watch where the root is known, and by the events of the registry, which alone say who it
 * was where it is not.
 *
 * @param onTrouble - Told what keeps it from looking, each time that this changes.
 */
export async function waitForGrant(waiting: Waiting, onTrouble: (what: string) => void): Promise<Granted> {
  const ended = new AbortController()
  const signal = AbortSignal.any([waiting.signal, ended.signal])
  let trouble = ''
  const tell = (error: unknown) => {
    const what = plainText((error as { shortMessage?: string }).shortMessage ?? String(error))
    if (what !== trouble) onTrouble(what)
    trouble = what
  }
  const ways = [followEvents({ ...waiting, signal }, tell)]
  if (waiting.root) ways.push(followKey({ ...waiting, signal }, waiting.root, tell))
  try {
    return await Promise.race(ways)
  } finally {
    ended.abort()
    for (const way of ways) way.catch(() => {})
  }
}

/** The session of a root as it is stored and granted; `undefined` while nothing is, or nothing that was not known. */
async function granted({ connection, file, known }: Waiting, root: Address): Promise<Granted | undefined> {
  const session = await loadSession(connection.client, { root, storage: file.storage })
  if (session?.state !== 'granted') return
  await session.sessionKey.syncExpirations()
  const expiries = Object.entries(session.sessionKey.expirations)
  if (!expiries.some(([, expiry]) => expiry > 0n)) return { root, state: 'revoked' }
  const isNews =
    !known || expiries.some(([permission, expiry]) => expiry !== (known[permission as Hex] ?? 0n))
  return isNews ? { root, session, state: 'granted' } : undefined
}

/** Who granted, by the events since the key was made. */
async function searchGrant(waiting: Waiting, fromBlock = waiting.lines.since): Promise<Granted | undefined> {
  const { connection, file, lines, signal } = waiting
  const found = await findRoots(connection.client, { fromBlock, sessionKeyAddress: lines.address, signal })
  const sessions = found.filter(({ root }) => !waiting.root || root === waiting.root)
  const [first, ...others] = sessions.filter(({ status }) => status !== 'revoked')
  if (first && others.length > 0)
    throw new CliError(
      'INTERACTION_REQUIRED',
      `Several wallets granted to ${lines.address}: ${[first, ...others].map(({ root }) => root).join(', ')}.`,
      'Run it again with --wallet-address and the one that is yours.',
      { details: { roots: [first, ...others].map(({ root }) => root) } },
    )
  if (first) {
    // A wallet may grant narrower limits than it was asked for.
    await file.learn(first.policies)
    return granted(waiting, first.root)
  }
  const [revoked] = sessions
  return revoked && { root: revoked.root, state: 'revoked' }
}

async function followEvents(waiting: Waiting, onTrouble: (error: unknown) => void): Promise<Granted> {
  const { connection, lines, signal } = waiting
  let from = lines.since
  for (;;) {
    try {
      const head = await getBlockNumber(connection.client, { cacheTime: 0 })
      const found = await searchGrant(waiting, from)
      if (found) return found
      if (head > (from ?? 0n) + overlap) from = head - overlap
    } catch (error) {
      if (error instanceof CliError) throw error
      signal.throwIfAborted()
      onTrouble(error)
    }
    await pause(connection.client.pollingInterval, signal)
  }
}

async function followKey(
  waiting: Waiting,
  root: Address,
  onTrouble: (error: unknown) => void,
): Promise<Granted> {
  const { connection, file, signal } = waiting
  const session = await loadSession(connection.client, { root, storage: file.storage })
  if (!session) return new Promise(() => {})
  const { sessionKey } = session
  try {
    return await new Promise<Granted>((resolve, reject) => {
      const look = () =>
        granted(waiting, root).then((found) => {
          if (found) resolve(found)
        }, onTrouble)
      sessionKey.addEventListener('connected', look)
      sessionKey.addEventListener('expirationsUpdated', look)
      sessionKey.addEventListener('error', onTrouble)
      signal.addEventListener('abort', () => reject(signal.reason), { once: true })
      void sessionKey.watch()
    })
  } finally {
    sessionKey.unwatch()
  }
}

const pause = (milliseconds: number, signal: AbortSignal) =>
  new Promise<void>((resolve, reject) => {
    signal.throwIfAborted()
    const timer = setTimeout(resolve, milliseconds)
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer)
        reject(signal.reason)
      },
      { once: true },
    )
  })
