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
import { checkPermissions, checkRoot, type PermissionOrPolicy } from '../internal/validate.ts'
import { type Policy, type PolicyJSON, policyFromJSON } from '../limits/policy.ts'
import type { P256KeyPair } from '../p256/createP256KeyPair.ts'
import { checkKeyPair, fromP256, isPair, p256Address } from '../p256/fromP256.ts'
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
  /** What the root was asked for: of policies, the hashes. */
  permissions: readonly Permission[]
  /** The policies among `permissions`. */
  policies: readonly Policy[]
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
  /** Those of the permissions that are policies. */
  policies: readonly Policy[]
  /** What it signs with: a private key, or a pair of which nobody can export it. No property of anything. */
  secret: () => Hex | P256KeyPair
  state: SessionState
}

/** What a session may do. */
export type Grants = Pick<Entry, 'permissions' | 'policies'>

/** The same as `login` and a session key take it. */
export const grantsOf = ({ permissions, policies }: Grants): PermissionOrPolicy[] =>
  permissions.map((hash) => policies.find((one) => one.hash === hash) ?? hash)

/** A key that no root was asked about. */
export const newEntry = (secret: Entry['secret'], grants: Grants): Entry => ({
  asOf: 0n,
  asked: false,
  expiry: 0n,
  ...grants,
  secret,
  state: 'pending',
})

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
  }: SessionPlace & { root: Address | { address: Address } | undefined },
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

/** Thrown when a storage cannot keep the handle of a key that nobody can export. The root was not asked. */
export class KeyPairNotStorableError extends SessionKeyError {
  declare readonly item: string

  constructor(values: { item: string }) {
    super(
      'KeyPairNotStorableError',
      `The storage of ${values.item} keeps text, and a P-256 key cannot be written down.`,
      "Use `indexedDbStorage()` or `memoryStorage()`, or start the session with `key: 'secp256k1'`.",
      values,
    )
  }
}

export async function readEntry({ contractAddress, client, root, storage }: Place, item: string) {
  const { keyPairs } = storage
  const found = keyPairs ? await keyPairs.get(item) : { value: await storage.getItem(item) }
  if (found?.value === null || found?.value === undefined) return
  const place = { chainId: client.chain.id, contractAddress, root }
  return parseEntry(item, { ...found, value: found.value }, place)
}

/** Stores an entry, and makes sure that it is stored. */
export async function writeEntry(place: Place, item: string, entry: Entry): Promise<void> {
  const { keyPairs } = place.storage
  const value = serialize(place, entry)
  const secret = entry.secret()
  if (typeof secret === 'string') await place.storage.setItem(item, value)
  else if (keyPairs) await keyPairs.set(item, { keyPair: secret, value })
  else throw new KeyPairNotStorableError({ item })
  const stored = await readEntry(place, item)
  if (!stored || serialize(place, stored) !== value) throw new SessionNotStoredError({ item })
}

function serialize({ client, contractAddress, root }: Place, entry: Entry): string {
  const { asOf, asked, expiry, hash, permissions, policies, state } = entry
  const secret = entry.secret()
  return JSON.stringify({
    address: addressOf(secret),
    asOf: `${asOf}`,
    asked,
    chainId: client.chain.id,
    contractAddress,
    expiry: `${expiry}`,
    hash,
    permissions,
    ...(policies.length > 0 && { policies }),
    ...(typeof secret === 'string' ? { privateKey: secret } : { publicKey: secret.publicKey }),
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
  const secret = entry.secret()
  const options = {
    chain,
    contractAddress: place.contractAddress,
    expiringWithin: place.expiringWithin,
    permissions: grantsOf(entry),
    pollingInterval,
    root: place.root,
    transport: place.transport,
  }
  const sessionKey =
    typeof secret === 'string'
      ? fromSecp256k1<chain>({ ...options, privateKey: secret })
      : fromP256<chain>({ ...options, keyPair: secret })
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
  entry: { expiry, permissions, policies, state },
  sessionKey,
}: Opened<chain>): StoredSession<chain> => ({ expiry, permissions, policies, sessionKey, state })

/** Whether anything is granted to it right now. */
export const holds = ({ entry, sessionKey }: Opened) =>
  entry.permissions.some((permission) => sessionKey.hasPermission(permission))

/** Whether anything was granted to it and not taken back, be it over or not. */
export const wasGranted = ({ sessionKey }: Opened) =>
  Object.values(sessionKey.expirations).some((expiry) => expiry > 0n)

/** What is stored, if it is for that place. A key alone, as another program may have stored it, is a session to be. */
async function parseEntry(
  item: string,
  { keyPair, value }: { keyPair?: P256KeyPair | undefined; value: string },
  place: { chainId: number; contractAddress: Address; root: Address },
): Promise<Entry> {
  const fields = fieldsOf(item, value)
  const { address, state } = fields
  const refuse = (reason: string) => new InvalidStoredSessionError({ item, reason })
  const given = await secretOf(fields, keyPair).catch(() => undefined)
  if (!given) throw refuse('it has no key')
  if (addressOf(given).toLowerCase() !== String(address).toLowerCase())
    throw refuse('its address is not that of its key')
  const secret = () => given
  if (state === undefined) return newEntry(secret, { permissions: DefaultFwssPermissions, policies: [] })
  for (const [name, expected] of Object.entries(place))
    if (String(fields[name]).toLowerCase() !== String(expected).toLowerCase())
      throw refuse(`it is for another ${name}`)
  if (state !== 'pending' && state !== 'granted' && state !== 'ending') throw refuse('its state is unknown')
  try {
    const { asOf, asked, expiry, hash, permissions, policies = [] } = fields
    return {
      asOf: BigInt(asOf as string),
      asked: asked !== false,
      expiry: BigInt(expiry as string),
      ...(hash ? { hash: hash as Hash } : {}),
      permissions: checkPermissions(permissions as Permission[]),
      // What was changed has another hash, which is none of the permissions.
      policies: (policies as PolicyJSON[]).map(policyFromJSON),
      secret,
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

/** The key of what is stored, if it is one: of a pair, both halves belong together. */
async function secretOf(
  { privateKey }: Record<string, unknown>,
  keyPair: P256KeyPair | undefined,
): Promise<Hex | P256KeyPair | undefined> {
  if (keyPair) return (await isPair(checkKeyPair(keyPair))) ? keyPair : undefined
  if (typeof privateKey !== 'string' || !isHash(privateKey)) return
  // Throws for what is no key.
  privateKeyToAddress(privateKey)
  return privateKey
}

const addressOf = (secret: Hex | P256KeyPair): Address =>
  typeof secret === 'string' ? privateKeyToAddress(secret) : p256Address(secret.publicKey)
