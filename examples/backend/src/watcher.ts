import { sessionKeyRegistryAbi, UploadPermissions } from 'foc-session-keys'
import type { Address } from 'viem'
import { getBlock, getContractEvents, multicall } from 'viem/actions'
import type { Service } from './service.ts'

/** How many blocks are read again each time, for those that another block took the place of. */
const overlap = 10n

/** How many blocks nodes let one look back. After more than that, all sessions are read. */
const lookback = 2000n

/** How many sessions are read in a request. */
const pageSize = 500

type Known = { root: Address; session_key: Address; user_id: string }

/**
 * Follows all sessions at once, by the registry's events: two requests a look, for one user and for ten thousand, and one more
 * for up to 500 whose sessions changed. No key is opened for it. Each instance may have one.
 */
export function createWatcher(service: Service) {
  const { chain, client, database } = service
  const address = chain.contracts.sessionKeyRegistry.address
  let seen: bigint | undefined
  /** The events of the last look: whose they are, by where they are. */
  let heard = new Map<string, { block: bigint; signer: string }>()

  /**
   * Brings the database in line with the chain.
   *
   * @returns The chain's time, in Unix seconds.
   */
  async function look(): Promise<bigint> {
    const { number, timestamp } = await getBlock(client)
    if (seen === undefined || number > seen + lookback) await readAll()
    else {
      const from = (seen < number ? seen : number) - overlap
      const events = await getContractEvents(client, {
        abi: sessionKeyRegistryAbi,
        address,
        eventName: 'AuthorizationsUpdated',
        fromBlock: from > 0n ? from : 0n,
        strict: true,
        toBlock: number,
      })
      const now = new Map(
        events.map(({ args, blockHash, blockNumber, logIndex }) => [
          `${blockHash} ${logIndex}`,
          { block: blockNumber, signer: args.signer.toLowerCase() },
        ]),
      )
      // Those that are new, and those that went with their block.
      const fresh = [...now].filter(([place]) => !heard.has(place))
      const gone = [...heard].filter(([place, { block }]) => block >= from && !now.has(place))
      const changed = [...new Set([...fresh, ...gone].map(([, { signer }]) => signer))]
      for (let first = 0; first < changed.length; first += pageSize)
        await read(
          await database.query<Known>(
            'select user_id, root, session_key from sessions where lower(session_key) = any($1)',
            [changed.slice(first, first + pageSize)],
          ),
        )
      heard = now
    }
    seen = number
    return timestamp
  }

  async function readAll() {
    let last = ''
    for (;;) {
      const page = await database.query<Known>(
        'select user_id, root, session_key from sessions where user_id > $1 order by user_id limit $2',
        [last, pageSize],
      )
      await read(page)
      const end = page.at(-1)
      if (!end || page.length < pageSize) return
      last = end.user_id
    }
  }

  async function read(sessions: readonly Known[]) {
    if (sessions.length === 0) return
    const expiries = await multicall(client, {
      allowFailure: false,
      batchSize: 0,
      contracts: sessions.flatMap(({ root, session_key }) =>
        UploadPermissions.map((permission) => ({
          abi: sessionKeyRegistryAbi,
          address,
          args: [root, session_key, permission] as const,
          functionName: 'authorizationExpiry' as const,
        })),
      ),
      deployless: !chain.contracts.multicall3,
    })
    const width = UploadPermissions.length
    const least = sessions.map((_, index) =>
      expiries
        .slice(index * width, (index + 1) * width)
        .reduce((first, expiry) => (expiry < first ? expiry : first)),
    )
    await database.query(
      `update sessions set expires_at = read.expires_at
       from unnest($1::text[], $2::text[], $3::text[]) as told (user_id, session_key, expiry),
         lateral (select told.expiry::bigint as expires_at) as read
       where sessions.user_id = told.user_id and sessions.session_key = told.session_key
         and sessions.expires_at <> read.expires_at`,
      [
        sessions.map(({ user_id }) => user_id),
        sessions.map(({ session_key }) => session_key),
        least.map((expiry) => `${expiry > largest ? largest : expiry}`),
      ],
    )
  }

  return { look }
}

/** The largest number that PostgreSQL's `bigint` holds: as good as never. */
const largest = 2n ** 63n - 1n
