import type { SessionStorage } from './sessionStorage.ts'

/** How long a lease lasts unless it is renewed, in milliseconds. */
const lifetime = 30_000

/**
 * How long, in milliseconds, the storage may take to show to everybody what somebody wrote; it must be longer than a write takes.
 */
const settling = 250

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds))

/**
 * Runs an action while nobody else runs one for that item.
 *
 * A storage without `lock` keeps a lease beside the item. Who finds none writes one, waits until every write that began before
 * could have been seen, and has it if it still reads its own: of several that write at once, all read the last one. A lease is
 * renewed while it is held, and over when it was not for 30 seconds, because its owner is gone.
 */
export async function exclusive<result>(
  storage: SessionStorage,
  item: string,
  action: () => Promise<result>,
): Promise<result> {
  if (storage.lock) return storage.lock(item, action)
  const place = `${item}.lease`
  const mine = crypto.randomUUID()
  const write = () => storage.setItem(place, JSON.stringify({ owner: mine, until: Date.now() + lifetime }))
  const read = async () => leaseOf(await storage.getItem(place))

  for (;;) {
    const lease = await read()
    if (lease && lease.until > Date.now()) {
      await pause(settling)
      continue
    }
    await write()
    await pause(settling)
    if ((await read())?.owner === mine) break
  }

  const renewing = setInterval(() => {
    void (async () => {
      if ((await read())?.owner === mine) await write()
    })().catch(() => {})
  }, lifetime / 3)
  try {
    return await action()
  } finally {
    clearInterval(renewing)
    if ((await read())?.owner === mine) await storage.removeItem(place)
  }
}

function leaseOf(text: string | null | undefined): { owner: string; until: number } | undefined {
  try {
    return text ? JSON.parse(text) : undefined
  } catch {
    return undefined
  }
}
