import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loginSync, revokeSync, UploadPermissions } from 'foc-session-keys'
import type { SynapseChain } from 'foc-session-keys/chains'
import { createWalletClient, getAddress, type Hex, http, toHex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { embeddedDatabase } from '../src/embeddedDatabase.ts'
import { localKms } from '../src/kms.ts'
import { createService } from '../src/service.ts'
import { startSession } from '../src/sessions.ts'
import { sweep } from '../src/sweep.ts'
import { createWatcher } from '../src/watcher.ts'

// The service that users.ts measures, in a process of its own.
const { chain, privateKey, users }: { chain: SynapseChain; privateKey: Hex; users: number } = JSON.parse(
  process.argv[2] ?? '',
)
const most = 512

let requests = 0
const { fetch } = globalThis
globalThis.fetch = (input, init) => {
  requests++
  return fetch(input, init)
}

const folder = await mkdtemp(join(tmpdir(), 'backend-users-'))
const database = await embeddedDatabase(join(folder, 'database'))
try {
  const service = await createService({
    chain,
    database,
    kms: await localKms(join(folder, 'key')),
    pollingInterval: 20,
  })
  const watcher = createWatcher(service)
  const ask = async (action: () => Promise<unknown>) => {
    requests = 0
    await action()
    return requests
  }
  const expiresAt = async (userId: string) =>
    (
      await database.query<{ expires_at: string }>(
        'select expires_at::text as expires_at from sessions where user_id = $1',
        [userId],
      )
    )[0]?.expires_at

  const account = privateKeyToAccount(privateKey)
  const wallet = createWalletClient({ account, chain, pollingInterval: 20, transport: http() })
  const { address } = await startSession(service, 'user 0', { root: account.address })
  if (!address) throw new Error('There is no session.')
  await watcher.look()
  const forOne = await ask(watcher.look)

  const began = performance.now()
  let next = 1
  const work = async () => {
    while (next < users) {
      const index = next++
      await startSession(service, `user ${index}`, { root: getAddress(toHex(index, { size: 20 })) })
    }
  }
  await Promise.all(Array.from({ length: 16 }, work))
  console.log(`${users} sessions, each with a sealed key: made in ${seconds(began)} s`)

  const forAll = await ask(watcher.look)
  await loginSync(wallet, { permissions: UploadPermissions, sessionKeyAddress: address })
  const afterGrant = await ask(watcher.look)
  const granted = await expiresAt('user 0')
  await revokeSync(wallet, { permissions: UploadPermissions, sessionKeyAddress: address })
  await watcher.look()
  const revoked = await expiresAt('user 0')
  const again = createWatcher(service)
  const beginning = performance.now()
  const atStart = await ask(again.look)
  console.log(`all of them read from the chain, as at a start: ${atStart} requests, ${seconds(beginning)} s`)
  await sweep(service, async () => {}, BigInt(Math.floor(Date.now() / 1000)))

  const memory = Math.round(process.memoryUsage().rss / 2 ** 20)
  console.log(
    `requests an interval: ${forOne} for one user, ${forAll} for ${users}; ${afterGrant} when one changed`,
  )
  console.log(
    `a grant and a revocation were in the database after one look: ${granted !== '0' && revoked === '0'}`,
  )
  console.log(`memory with PGlite in it: ${memory} MiB (at most ${most})`)
  if (forOne !== forAll || granted === '0' || revoked !== '0' || memory > most) process.exitCode = 1
} finally {
  await database.close()
  await rm(folder, { force: true, recursive: true })
}

function seconds(since: number) {
  return ((performance.now() - since) / 1000).toFixed(1)
}
