import {
  type Address,
  type Chain,
  type Client,
  custom,
  type Hash,
  type Hex,
  isHash,
  type Transport,
} from 'viem'
import { privateKeyToAddress } from 'viem/accounts'
import { getBlock } from 'viem/actions'
import { fromSecp256k1 } from '../fromSecp256k1.ts'
import { readSession } from '../internal/readSessions.ts'
import { type ReadClient, registryAddress, withoutAccount } from '../internal/registry.ts'
import { checkPermissions, checkRoot } from '../internal/validate.ts'
import { DefaultFwssPermissions, type Permission } from '../permissions.ts'
import { handleOf, type SessionKey } from '../sessionKey.ts'
import { SessionKeyError } from '../sessionKeyError.ts'
import { InvalidStoredSessionError } from '../storage/invalidStoredSessionError.ts'
import type { SessionStorage } from '../storage/sessionStorage.ts'

/**
 * Where a session is in its life, as it is stored: `pending` from before the root is asked until the grant is seen on chain,
 * `granted` from then on, and `ending` when it is to be revoked and may not have been.
 */
export type SessionState = 'ending' | 'granted' | 'pending'

/** A session that is stored, with its key. Plain data: it does not change; load it again to see what became of it. */
export type StoredSession<chain extends Chain = Chain> = {
  /** The last expiry that the root was asked for, in Unix seconds, inclusive. What was granted is in `sessionKey.expirations`. */
  expiry: bigint
  /** What the root was asked for. */
  permissions: readonly Permission[]
  /** Synced. */
  sessionKey: SessionKey<chain>
  state: SessionState
}

/** Which session, and where it is stored. */
export type SessionPlace = {
  /** Address of the registry. Default: the chain's. */
  contractAddress?: Address | undefined
  /** How long before the end of a permission the session key tells `expiring`, in seconds. Default: 1800n. */
  expiringWithin?: bigint | undefined
  /** Where the session is kept; see `foc-session-keys/storage`. */
  storage: SessionStorage
  /** What the session key reads through. Default: the client. Keys with the same transport share one watcher. */
  transport?: Transport | undefined
}

/** Thrown when a storage does not give back what it was just given. The root was not asked. */
export class SessionNotStoredError extends SessionKeyError {
  declare readonly item: string

  constructor(values: { item: string }) {
    super(
      'SessionNotStoredError',
      `The storage did not keep ${values.item}.`,
      'Its `setItem` must end when the value is kept, and `getItem` give it back; nobody else may write that item.',
      values,
    )
  }
}

/** A place with everything that is needed to open what is stored there. */
export type Place<chain extends Chain = Chain> = {
  client: Client<Transport, chain>
  contractAddress: Address
  expiringWithin: bigint | undefined
  /** Where the session lies, and where the one lies that is to take its place. */
  items: readonly [current: string, next: string]
  root: Address
  storage: SessionStorage
  transport: Transport
}

/** What is stored of a session. */
export type Entry = {
  /** When the block was made that the grant was last seen in; nothing that is older is believed. Unix seconds. */
  asOf: bigint
  /** The root was asked, and what became of that is not known: the grant may come as long as `expiry` is not over. */
  asked: boolean
  expiry: bigint
  /** The transaction of the last login, if that is known. */
  hash?: Hash | undefined
  permissions: readonly Permission[]
  /** The secret, which is no property of anything. */
  privateKey: () => Hex
  state: SessionState
}

/** Something that is stored, with its key as of now. */
export type Opened<chain extends Chain = Chain> = {
  entry: Entry
  item: string
  sessionKey: SessionKey<chain>
  /** The chain's time of the answer, in Unix seconds. */
  timestamp: bigint
}

export function placeOf<chain extends Chain>(
  client: Client<Transport, chain>,
  {
    contractAddress,
    expiringWithin,
    root,
    storage,
    transport,
  }: SessionPlace & { root: Address | { address: Address } },
): Place<chain> {
  const registry = registryAddress(client.chain, contractAddress)
  const address = checkRoot(root)
  const item = `foc-session-keys.${client.chain.id}.${registry}.${address}`.toLowerCase()
  return {
    client,
    contractAddress: registry,
    expiringWithin,
    items: [item, `${item}.next`],
    root: address,
    storage,
    transport: transport ?? transportOf(client),
  }
}

const transports = new WeakMap<object, Transport>()

/** A client as a transport: always the same one, so that all its session keys share a watcher. */
function transportOf(client: ReadClient): Transport {
  const known = transports.get(client)
  if (known) return known
  const transport = custom({ request: (body) => client.request(body) }, { retryCount: 0 })
  transports.set(client, transport)
  return transport
}

export async function readEntry({ contractAddress, client, root, storage }: Place, item: string) {
  const text = await storage.getItem(item)
  return text === null || text === undefined
    ? undefined
    : parseEntry(item, text, { chainId: client.chain.id, contractAddress, root })
}

/** Stores an entry, and makes sure that it is stored. */
export async function writeEntry(place: Place, item: string, entry: Entry): Promise<void> {
  const text = serialize(place, entry)
  await place.storage.setItem(item, text)
  const stored = await readEntry(place, item)
  if (!stored || serialize(place, stored) !== text) throw new SessionNotStoredError({ item })
}

function serialize({ client, contractAddress, root }: Place, entry: Entry): string {
  const { asOf, asked, expiry, hash, permissions, privateKey, state } = entry
  const secret = privateKey()
  return JSON.stringify({
    address: privateKeyToAddress(secret),
    asOf: `${asOf}`,
    asked,
    chainId: client.chain.id,
    contractAddress,
    expiry: `${expiry}`,
    hash,
    permissions,
    privateKey: secret,
    root,
    state,
    version: 1,
  })
}

/** The session key of an entry, synced to a block no older than the entry. */
export async function open<chain extends Chain>(
  place: Place<chain>,
  item: string,
  entry: Entry,
): Promise<Opened<chain>> {
  const { chain, pollingInterval } = place.client
  const sessionKey = fromSecp256k1<chain>({
    chain,
    contractAddress: place.contractAddress,
    expiringWithin: place.expiringWithin,
    permissions: entry.permissions,
    pollingInterval,
    privateKey: entry.privateKey(),
    root: place.root,
    transport: place.transport,
  })
  return { entry, item, sessionKey, timestamp: await syncSince(place, sessionKey, entry.asOf) }
}

/** Syncs with a block that is no older than that second; a node may lag behind the one that was asked before. */
async function syncSince(place: Place, sessionKey: SessionKey, second: bigint): Promise<bigint> {
  const { client, contractAddress } = place
  let timestamp = 0n
  await handleOf(sessionKey)?.sync(async (query) => {
    const deadline = Date.now() + 60_000
    for (;;) {
      const answer = await readSession(client, { contractAddress, ...query })
      timestamp = answer.timestamp
      if (timestamp >= second || Date.now() > deadline) return answer
      await new Promise((resolve) => setTimeout(resolve, client.pollingInterval))
    }
  })
  return timestamp
}

/** When a block was made, in Unix seconds. */
export async function timeOf(place: Place, blockHash: Hash): Promise<bigint> {
  return (await getBlock(withoutAccount(place.client), { blockHash })).timestamp
}

export const sessionOf = <chain extends Chain>({
  entry: { expiry, permissions, state },
  sessionKey,
}: Opened<chain>): StoredSession<chain> => ({ expiry, permissions, sessionKey, state })

/** Whether anything is granted to it right now. */
export const holds = ({ entry, sessionKey }: Opened) =>
  entry.permissions.some((permission) => sessionKey.hasPermission(permission))

/** Whether anything was granted to it and not taken back, be it over or not. */
export const wasGranted = ({ sessionKey }: Opened) =>
  Object.values(sessionKey.expirations).some((expiry) => expiry > 0n)

/** What is stored, if it is for that place. A key alone, as another program may have stored it, is a session to be. */
function parseEntry(
  item: string,
  text: string,
  place: { chainId: number; contractAddress: Address; root: Address },
): Entry {
  const fields = fieldsOf(item, text)
  const { address, privateKey, state } = fields
  const refuse = (reason: string) => new InvalidStoredSessionError({ item, reason })
  if (typeof privateKey !== 'string' || !isHash(privateKey)) throw refuse('it has no key')
  if (addressOf(item, privateKey as Hex).toLowerCase() !== String(address).toLowerCase())
    throw refuse('its address is not that of its key')
  const secret = () => privateKey as Hex
  if (state === undefined)
    return {
      asOf: 0n,
      asked: false,
      expiry: 0n,
      permissions: DefaultFwssPermissions,
      privateKey: secret,
      state: 'pending',
    }
  for (const [name, expected] of Object.entries(place))
    if (String(fields[name]).toLowerCase() !== String(expected).toLowerCase())
      throw refuse(`it is for another ${name}`)
  if (state !== 'pending' && state !== 'granted' && state !== 'ending') throw refuse('its state is unknown')
  try {
    const { asOf, asked, expiry, hash, permissions } = fields
    return {
      asOf: BigInt(asOf as string),
      asked: asked !== false,
      expiry: BigInt(expiry as string),
      ...(hash ? { hash: hash as Hash } : {}),
      permissions: checkPermissions(permissions as Permission[]),
      privateKey: secret,
      state,
    }
  } catch {
    throw refuse('it is not complete')
  }
}

function fieldsOf(item: string, text: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(text))
  } catch {
    // What it says could quote the key.
    throw new InvalidStoredSessionError({ item, reason: 'it is no session' })
  }
}

function addressOf(item: string, privateKey: Hex): Address {
  try {
    return privateKeyToAddress(privateKey)
  } catch {
    throw new InvalidStoredSessionError({ item, reason: 'it has no key' })
  }
}
