import type { Address } from 'viem'
import type { Service } from './service.ts'

/** What is told about a session that is about to end. */
export type Notice = {
  /** Unix seconds, inclusive. */
  expiresAt: string
  root: Address
  sessionKeyAddress: Address
  userId: string
  /** It ends within so many seconds: seven days, one day or one hour. */
  within: number
}

/** How somebody is told. It throws if they were not. */
export type Tell = (notice: Notice, idempotencyKey: string) => Promise<void>

/** How many notices are claimed at once: they must be given within the minute that a claim lasts. */
const claimed = 5

type Due = { expires_at: string; root: Address; session_key: Address; user_id: string; within: string }

/**
 * Tells about each session that is about to end: seven days, one day and one hour before, each once for an expiry, whichever
 * instance does it. A notice that could not be given is tried again after a minute; so is one whose instance died while it was
 * given, with the same idempotency key.
 *
 * @param now - The chain's time, in Unix seconds.
 * @returns How many were given.
 */
export async function sweep({ database }: Service, tell: Tell, now: bigint): Promise<number> {
  let count = 0
  for (;;) {
    const due = await database.query<Due>(
      `with noticed as (
         select user_id, expires_at - $1::bigint as remaining,
           case when expires_at - $1::bigint <= 3600 then 3600
             when expires_at - $1::bigint <= 86400 then 86400 else 604800 end as within
         from sessions
         where expires_at >= $1::bigint and expires_at <= $1::bigint + 604800
       ), claimed as (
         select sessions.user_id, noticed.within
         from sessions join noticed on noticed.user_id = sessions.user_id
         where (sessions.telling_until is null or sessions.telling_until < now())
           and (sessions.told_for is distinct from sessions.expires_at or sessions.told > noticed.within)
         order by sessions.expires_at
         limit ${claimed}
         for update of sessions skip locked
       )
       update sessions set telling_until = now() + interval '1 minute'
       from claimed where sessions.user_id = claimed.user_id
       returning sessions.user_id, root, session_key, expires_at::text as expires_at, claimed.within::text as within`,
      [`${now}`],
    )
    if (due.length === 0) return count
    for (const { expires_at, root, session_key, user_id, within } of due) {
      const notice = {
        expiresAt: expires_at,
        root,
        sessionKeyAddress: session_key,
        userId: user_id,
        within: Number(within),
      }
      const given = await tell(notice, [session_key, expires_at, within].join(':')).then(
        () => true,
        () => false,
      )
      if (!given) continue
      await database.query(
        `update sessions set told = $2::bigint, told_for = $3::bigint, telling_until = null where user_id = $1`,
        [user_id, within, expires_at],
      )
      count++
    }
  }
}

/** Tells a server, with a `POST` that has to be answered within ten seconds. */
export const webhook =
  (url: string): Tell =>
  async (notice, idempotencyKey) => {
    const response = await fetch(url, {
      body: JSON.stringify(notice),
      headers: { 'content-type': 'application/json', 'idempotency-key': idempotencyKey },
      method: 'POST',
      signal: AbortSignal.timeout(10_000),
    })
    if (!response.ok) throw new Error(`The webhook answered ${response.status}.`)
  }
