import { type Chain, TransactionReceiptNotFoundError } from 'viem'
import { getTransactionReceipt } from 'viem/actions'
import { withoutAccount } from '../internal/registry.ts'
import {
  type Entry,
  holds,
  type Opened,
  open,
  type Place,
  readEntry,
  timeOf,
  wasGranted,
  writeEntry,
} from './storedSession.ts'

/** What is stored: the session, and, only beside it, the one that is to take its place while its key is being replaced. */
export type Pair<chain extends Chain = Chain> = {
  current?: Opened<chain> | undefined
  next?: Opened<chain> | undefined
}

/** What is stored as an item, and what it has to become by what the chain says. */
type Finding<chain extends Chain> = {
  opened?: Opened<chain> | undefined
  change?: 'forget' | 'write' | undefined
}

/** The one that acts: once granted, the one that takes the other's place. */
export const inForce = <chain extends Chain>({ current, next }: Pair<chain>) =>
  next?.entry.state === 'granted' ? next : current

/** Whether nothing is granted to it, and nothing can come. */
export const isOver = (opened: Opened) => {
  const { entry, timestamp } = opened
  return timestamp >= entry.asOf && !holds(opened) && (!entry.asked || timestamp > entry.expiry)
}

/** Whether the root took back what was granted: the key is not to be used again, even where a renewal was asked for. */
export const isRevoked = (opened: Opened) => {
  const { entry, timestamp } = opened
  return entry.state === 'granted' && timestamp >= entry.asOf && !wasGranted(opened)
}

/**
 * What is stored, as the chain says that it is, and nothing changed; `undefined` if something has to be, for which it takes
 * {@link settle}.
 */
export async function look<chain extends Chain>(place: Place<chain>): Promise<Pair<chain> | undefined> {
  const [one, other] = place.items
  const [current, next] = await Promise.all([find(place, one), find(place, other)])
  if (current.change || next.change || (next.opened && takesPlace(current.opened, next.opened))) return
  return { current: current.opened, next: next.opened }
}

/** Brings what is stored in line with what the chain says. Takes the lock. */
export async function settle<chain extends Chain>(place: Place<chain>): Promise<Pair<chain>> {
  const current = await apply(place, await find(place, place.items[0]))
  const next = await apply(place, await find(place, place.items[1]))
  if (!next || !takesPlace(current, next)) return { current, next }
  await writeEntry(place, place.items[0], next.entry)
  await forget(place, next)
  return { current: { ...next, item: place.items[0] } }
}

/** Whether the session in its place is gone for good, or, when that was interrupted, replaced already. */
const takesPlace = (current: Opened | undefined, next: Opened) =>
  !current || current.sessionKey.address === next.sessionKey.address || isOver(current)

export const forget = async ({ storage }: Place, { item }: { item: string }) => storage.removeItem(item)

async function apply<chain extends Chain>(place: Place<chain>, { change, opened }: Finding<chain>) {
  if (!opened || change === 'forget') {
    if (opened) await forget(place, opened)
    return
  }
  if (change === 'write') await writeEntry(place, opened.item, opened.entry)
  return opened
}

async function find<chain extends Chain>(place: Place<chain>, item: string): Promise<Finding<chain>> {
  const entry = await readEntry(place, item)
  if (!entry) return {}
  const opened = await open(place, item, entry)
  // From a node that is behind: nothing is concluded from what it does not know.
  if (opened.timestamp < entry.asOf) return { opened }
  if (entry.state === 'ending') return { change: isOver(opened) ? 'forget' : undefined, opened }
  if (entry.state === 'granted') {
    // Taken back with its block, not revoked: it may be mined again. Of a renewal that was sent, the receipt says nothing of that.
    const isLost = !wasGranted(opened) && !entry.asked && entry.hash && !(await receiptOf(place, entry.hash))
    return isLost
      ? { change: 'write', opened: { ...opened, entry: { ...entry, asked: true, state: 'pending' } } }
      : { opened }
  }
  if (wasGranted(opened))
    return { change: 'write', opened: { ...opened, entry: granted(entry, opened.timestamp) } }
  const receipt = entry.hash && (await receiptOf(place, entry.hash))
  if (receipt?.status === 'reverted') return { change: 'forget', opened }
  if (receipt) {
    // Granted, and by now revoked, unless that node did not know the block yet.
    const seen = granted(entry, await timeOf(place, receipt.blockHash))
    return { change: 'write', opened: await open(place, item, seen) }
  }
  return { change: entry.asked && isOver(opened) ? 'forget' : undefined, opened }
}

/** An entry once its grant was seen in a block of that second. */
export const granted = (entry: Entry, asOf: bigint): Entry => ({
  ...entry,
  asked: false,
  asOf,
  state: 'granted',
})

async function receiptOf({ client }: Place, hash: `0x${string}`) {
  try {
    return await getTransactionReceipt(withoutAccount(client), { hash })
  } catch (error) {
    if (error instanceof TransactionReceiptNotFoundError) return
    throw error
  }
}
