import {
  type Account,
  BaseError,
  type Chain,
  ChainMismatchError,
  type Client,
  ExecutionRevertedError,
  type Hash,
  InsufficientFundsError,
  type Transport,
  UserRejectedRequestError,
} from 'viem'
import { generatePrivateKey } from 'viem/accounts'
import { getTransaction, waitForTransactionReceipt } from 'viem/actions'
import { type login, loginSync } from '../actions/login.ts'
import { withoutAccount } from '../internal/registry.ts'
import { revertOf } from '../internal/revert.ts'
import { checkPermissions, isPolicy, type PermissionOrPolicy } from '../internal/validate.ts'
import {
  NothingUpdatedError,
  TransactionReplacedError,
  TransactionRevertedError,
  type WaitParameters,
} from '../internal/writeRegistrySync.ts'
import { findAuthorizer } from '../limits/authorizer.ts'
import { createP256KeyPair } from '../p256/createP256KeyPair.ts'
import { SessionKeyError } from '../sessionKeyError.ts'
import { expiryAfter, type SessionDuration } from './sessionDuration.ts'
import { forget, granted, inForce, type Pair, settle } from './settle.ts'
import {
  type Entry,
  type Grants,
  newEntry,
  type Opened,
  open,
  type Place,
  timeOf,
  writeEntry,
} from './storedSession.ts'

/** What a root is asked for. */
export type Asked = WaitParameters & {
  duration: SessionDuration
  key: KeyKind | undefined
  origin?: string | undefined
  permissions: readonly PermissionOrPolicy[]
}

/** Which kind of key a session has. */
export type KeyKind = 'P-256' | 'secp256k1'

/** A key that nobody knows yet, stored nowhere. */
export async function newKey<chain extends Chain>(
  place: Place<chain>,
  item: string,
  { key = defaultKind(place), permissions }: Asked,
) {
  const made = key === 'P-256' ? await createP256KeyPair() : generatePrivateKey()
  return open(
    place,
    item,
    newEntry(() => made, grantsIn(permissions)),
  )
}

/** In a browser, a key that no script can take away, where the chain's contracts take it and the storage keeps it. */
const defaultKind = ({ client, storage }: Place): KeyKind =>
  'indexedDB' in globalThis && storage.keyPairs && findAuthorizer(client.chain) ? 'P-256' : 'secp256k1'

/**
 * Stores a key as one that the root is asked about.
 *
 * @returns It as it was stored, and what to ask for.
 */
export async function prepare<chain extends Chain>(
  place: Place<chain>,
  opened: Opened<chain>,
  { duration, origin, permissions }: Asked,
): Promise<{ grant: login.PrepareParameters & { expiry: bigint }; prepared: Opened<chain> }> {
  const { entry: before, item, sessionKey, timestamp } = opened
  const expiry = expiryAfter(timestamp, duration)
  const isNew = before.state === 'pending' && !before.asked
  const asked = grantsIn(permissions)
  const entry: Entry = {
    ...before,
    asked: true,
    expiry: expiry > before.expiry ? expiry : before.expiry,
    ...(isNew ? asked : together(before, asked)),
    state: before.state === 'granted' ? 'granted' : 'pending',
  }
  await writeEntry(place, item, entry)
  return {
    grant: {
      contractAddress: place.contractAddress,
      expiry,
      origin,
      permissions,
      sessionKeyAddress: sessionKey.address,
    },
    prepared: { ...opened, entry },
  }
}

const grantsIn = (permissions: readonly PermissionOrPolicy[]): Grants => ({
  permissions: checkPermissions(permissions),
  policies: permissions.filter(isPolicy),
})

/** Everything that either of them has, once. */
const together = (a: Grants, b: Grants): Grants => ({
  permissions: [...new Set([...a.permissions, ...b.permissions])],
  policies: [...new Map([...a.policies, ...b.policies].map((one) => [one.hash, one])).values()],
})

/**
 * Asks the root, and ends when the grant is on chain and known. When it is refused, what is stored is what was stored before.
 *
 * @param before - What was stored as that item; `undefined` for a new key.
 */
export async function ask<chain extends Chain>(
  client: Client<Transport, chain, Account>,
  place: Place<chain>,
  opened: Opened<chain>,
  asked: Asked,
  before: Entry | undefined,
): Promise<Opened<chain>> {
  const { grant, prepared } = await prepare(place, opened, asked)
  const { confirmations, pollingInterval, timeout } = asked
  const wait = { confirmations, pollingInterval, timeout }
  const { entry, item } = prepared
  let hash: Hash | undefined
  let noting: Promise<unknown> = Promise.resolve()
  const onHash = (sent: Hash) => {
    hash = sent
    noting = writeEntry(place, item, { ...entry, hash }).catch(() => {})
    asked.onHash?.(sent)
  }
  try {
    const { receipt } = await loginSync(client, { ...wait, ...grant, onHash })
    await noting
    const seen = granted({ ...entry, hash: receipt.transactionHash }, await timeOf(place, receipt.blockHash))
    await writeEntry(place, item, seen)
    return await open(place, item, seen)
  } catch (error) {
    await noting
    if (!isRefusal(error, hash)) throw error
    if (before) await writeEntry(place, item, before)
    else await forget(place, prepared)
    throw error
  }
}

/** Like `settle`, and waits for a login that was sent before, if the node knows it. */
export async function settleSent<chain extends Chain>(place: Place<chain>): Promise<Pair<chain>> {
  const pair = await settle(place)
  const { asked, hash } = inForce(pair)?.entry ?? {}
  if (!asked || !hash) return pair
  const reader = withoutAccount(place.client)
  const known = await getTransaction(reader, { hash }).catch(() => undefined)
  if (!known) return pair
  await waitForTransactionReceipt(reader, { hash, pollingInterval: place.client.pollingInterval })
  return settle(place)
}

/** Whether it is sure that nothing was granted and nothing will be. */
function isRefusal(error: unknown, hash: Hash | undefined): boolean {
  const ends = [NothingUpdatedError, TransactionReplacedError, TransactionRevertedError]
  if (ends.some((kind) => error instanceof kind)) return true
  if (hash) return false
  if (error instanceof SessionKeyError || revertOf(error)) return true
  return (
    error instanceof BaseError &&
    error.walk(
      (cause) =>
        cause instanceof ChainMismatchError ||
        cause instanceof ExecutionRevertedError ||
        cause instanceof InsufficientFundsError ||
        cause instanceof UserRejectedRequestError ||
        (cause as { code?: unknown }).code === 4001,
    ) !== null
  )
}
