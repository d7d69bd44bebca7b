import type { Address, Hash } from 'viem'
import { type GetBlockNumberErrorType, getBlockNumber, type MulticallErrorType } from 'viem/actions'
import { findUpdates, type LogSource, type ScanProgress, type Update } from '../internal/logs.ts'
import type { LogsRefusedError } from '../internal/readLogs.ts'
import { readSessions, type SessionAnswer } from '../internal/readSessions.ts'
import { type MissingChainContractError, type ReadClient, registryAddress } from '../internal/registry.ts'
import { shown } from '../internal/shown.ts'
import { checkUint, type InvalidNumberError } from '../internal/uint.ts'
import { checkRoot, type InvalidRootError } from '../internal/validate.ts'
import { findPolicies } from '../limits/findPolicies.ts'
import type { Policy } from '../limits/policy.ts'
import { type Expirations, type Permission, permissionName } from '../permissions.ts'
import { rpcLogs } from '../rpcLogs.ts'

/** How a session is: `expiring` when all that holds ends soon, `revoked` when it ended before its time. */
export type SessionStatus = 'active' | 'expiring' | 'expired' | 'revoked'

/** A change of a session. */
export type SessionChange = { blockNumber: bigint; transactionHash: Hash }

/** What a root granted to a session key, and what became of it. */
export type Session = {
  /** When each permission that was ever granted ends, in Unix seconds, inclusive; 0n when it was taken back. */
  expirations: Expirations
  firstChange: SessionChange
  lastChange: SessionChange
  /** What the last grant said who asked for it. Anybody can write anything here: show `name`. */
  origin: string
  /** `origin` fit to be shown: without control and direction characters, at most 64 characters. */
  name: string
  /** What holds now: of policies, the hashes. */
  permissions: Permission[]
  /**
   * The policies among all that was ever granted, as far as it is known what they are: the grant said so on chain, they were announced
   * (`announcePolicies`) in the blocks that were searched, or they were given as `policies`.
   */
  policies: Policy[]
  /** Of all that was ever granted, what has no name and is none of `policies`: it may be a policy, or anything. */
  unknown: Permission[]
  root: Address
  sessionKeyAddress: Address
  status: SessionStatus
}

/**
 * Every session that a root ever granted, from the registry's events, and how it is now by the chain's clock.
 *
 * @param client - Any client with a chain. If it has an account, that is left out of the requests.
 * @param parameters - {@link getSessions.Parameters}
 * @returns The most recently changed first. {@link getSessions.ReturnType}
 * @throws {@link getSessions.ErrorType}
 *
 * @example
 * ```ts
 * import { getSessions } from 'foc-session-keys'
 *
 * for (const { name, sessionKeyAddress, status } of await getSessions(client, { root: '0x…' }))
 *   console.log(sessionKeyAddress, name, status)
 * ```
 */
export async function getSessions(
  client: ReadClient,
  parameters: getSessions.Parameters,
): Promise<getSessions.ReturnType> {
  const root = checkRoot(parameters.root)
  const contractAddress = registryAddress(client.chain, parameters.contractAddress)
  const search = await searchOf(client, parameters)
  const updates = await findUpdates(search.source, client, { ...search, contractAddress, root })
  return sessionsOf(client, { ...parameters, ...search, contractAddress, updates })
}

export declare namespace getSessions {
  type Parameters = SearchParameters & {
    /** The wallet that granted: its address or account. */
    root: Address | { address: Address }
  }

  type ReturnType = Session[]

  type ErrorType = SearchErrorType | InvalidRootError
}

/** What `getSessions` and `findRoots` have in common. */
export type SearchParameters = {
  /** Address of the registry. Default: the chain's. */
  contractAddress?: Address | undefined
  /** A session whose permissions end within so many seconds is `expiring`. Default: 1800n. */
  expiringWithin?: bigint | undefined
  /** First block to search. Default: the one that the chain says the registry was created in, else 0n. */
  fromBlock?: bigint | undefined
  /** Called after each part of the range: 2 000 blocks, or fewer where the node takes fewer. */
  onProgress?: ((progress: ScanProgress) => void) | undefined
  /** Ends the search, and its requests, with the signal's reason. */
  signal?: AbortSignal | undefined
  /** Policies that may have been granted, such as this app's own: known by their hashes, whoever granted them. */
  policies?: readonly Policy[] | undefined
  /** Where to search: `rpcLogs()`, `explorerLogs({ url })`, or a function of yours. Default: `rpcLogs()`. */
  source?: LogSource | undefined
  /** Last block to search. Default: the newest. */
  toBlock?: bigint | undefined
}

/** What `getSessions` and `findRoots` both may end with, apart from what a `source` of yours throws. */
export type SearchErrorType =
  | GetBlockNumberErrorType
  | InvalidNumberError
  | LogsRefusedError
  | MissingChainContractError
  | MulticallErrorType

/** Where to search, and which blocks. */
export async function searchOf(client: ReadClient, parameters: SearchParameters) {
  const { expiringWithin, fromBlock, onProgress, signal, source = rpcLogs(), toBlock } = parameters
  for (const [name, value] of Object.entries({ expiringWithin, fromBlock, toBlock })) checkUint(name, value)
  signal?.throwIfAborted()
  const contract = client.chain.contracts?.sessionKeyRegistry as { blockCreated?: number } | undefined
  return {
    fromBlock: fromBlock ?? BigInt(contract?.blockCreated ?? 0),
    onProgress,
    signal,
    source,
    toBlock: toBlock ?? (await getBlockNumber(client, { cacheTime: 0 })),
  }
}

/** The sessions that events are about, as they are now. */
export async function sessionsOf(
  client: ReadClient,
  parameters: SearchParameters &
    Awaited<ReturnType<typeof searchOf>> & { contractAddress: Address; updates: readonly Update[] },
): Promise<Session[]> {
  const { contractAddress, expiringWithin = 1800n, signal, updates } = parameters
  const bySession = new Map<string, Update[]>()
  for (const update of updates) {
    const id = `${update.args.identity}${update.args.signer}`
    const known = bySession.get(id)
    if (known) known.push(update)
    else bySession.set(id, [update])
  }
  // Anybody can give up the nothing that it holds. That is no session.
  const granted = [...bySession.values()].filter((list) => list.some(({ args }) => args.expiry > 0n))
  const sessions: Session[] = []
  const queries = granted.map((list, i) => ({
    onAnswer: (answer: SessionAnswer) => {
      sessions[i] = sessionOf(list, answer, expiringWithin)
    },
    permissions: permissionsOf(list),
    root: (list[0] as Update).args.identity,
    sessionKeyAddress: (list[0] as Update).args.signer,
  }))
  signal?.throwIfAborted()
  await readSessions(client, { contractAddress, queries })
  const policies = await findPolicies(client, parameters)
  for (const session of sessions) {
    const hashes = Object.keys(session.expirations) as Permission[]
    session.policies = hashes.flatMap((hash) => policies.get(hash) ?? [])
    session.unknown = hashes.filter((hash) => !policies.has(hash) && !permissionName(hash))
  }
  signal?.throwIfAborted()
  return sessions.sort((a, b) => Number(b.lastChange.blockNumber - a.lastChange.blockNumber))
}

function permissionsOf(updates: readonly Update[]): Permission[] {
  const granted = updates.filter(({ args }) => args.expiry > 0n).flatMap(({ args }) => args.permissions)
  return [...new Set(granted)]
}

function sessionOf(
  updates: readonly Update[],
  { expirations, timestamp }: SessionAnswer,
  expiringWithin: bigint,
): Session {
  const changes = updates.map(({ blockNumber, transactionHash }) => ({ blockNumber, transactionHash }))
  const lastGrant = updates.filter(({ args }) => args.expiry > 0n).at(-1) as Update
  const { identity, origin, signer } = lastGrant.args
  const expiries = Object.values(expirations)
  const permissions = (Object.keys(expirations) as Permission[]).filter(
    (permission) => timestamp <= (expirations[permission] as bigint),
  )
  const holding = expiries.filter((expiry) => timestamp <= expiry)
  const status =
    holding.length > 0
      ? holding.some((expiry) => expiry > timestamp + expiringWithin)
        ? 'active'
        : 'expiring'
      : expiries.some((expiry) => expiry > 0n)
        ? 'expired'
        : 'revoked'
  return {
    expirations,
    firstChange: changes[0] as SessionChange,
    lastChange: changes.at(-1) as SessionChange,
    name: shown(origin),
    origin,
    permissions,
    policies: [],
    root: identity,
    sessionKeyAddress: signer,
    status,
    unknown: [],
  }
}
