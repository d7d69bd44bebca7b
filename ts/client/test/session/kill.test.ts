import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createWalletClient, type Hex, http, parseEther } from 'viem'
import { generatePrivateKey, privateKeyToAccount, privateKeyToAddress } from 'viem/accounts'
import { afterAll, expect, test } from 'vitest'
import {
  endSession,
  getSessions,
  loadSession,
  renewSession,
  startSession,
  statusOf,
} from '../../src/index.ts'
import { useDevnet } from '../helpers.ts'
import { type Task, useWorkers } from './processes.ts'
import { storages } from './storages.ts'

const devnet = useDevnet()
const run = useWorkers()

const folders: string[] = []
afterAll(async () => {
  for (const folder of folders) await rm(folder, { force: true, recursive: true })
})

/** A new root with FIL, and a folder of its own. */
async function newRoot(kind: Task['storage']) {
  const privateKey = generatePrivateKey()
  const account = privateKeyToAccount(privateKey)
  await devnet.testClient().setBalance({ address: account.address, value: parseEther('10') })
  const folder = await mkdtemp(join(tmpdir(), 'foc-sessions-'))
  folders.push(folder)
  const { chain, rpcUrl } = devnet
  const client = createWalletClient({ account, chain, pollingInterval: 20, transport: http(rpcUrl) })
  const storage = storages[kind](folder)
  const registry = chain.contracts.sessionKeyRegistry.address
  const item = `foc-session-keys.${chain.id}.${registry}.${account.address}`.toLowerCase()

  return {
    client,
    root: account.address,
    storage,
    task: { chain, folder, privateKey, rpcUrl, storage: kind },
    /** Addresses of the keys that anything is granted to. */
    granted: async (): Promise<Hex[]> =>
      (await getSessions(devnet.publicClient(), { root: account.address }))
        .filter(({ status }) => status === 'active' || status === 'expiring')
        .map(({ sessionKeyAddress }) => sessionKeyAddress),
    /** Addresses of the keys that are stored. */
    stored: async (): Promise<Hex[]> => {
      const texts = await Promise.all([item, `${item}.next`].map((key) => storage.getItem(key)))
      return texts.flatMap((text) => (text ? [privateKeyToAddress(JSON.parse(text).privateKey)] : []))
    },
  }
}

/** What was there before, what is done again after, and how many keys are granted then. */
const actions = {
  end: { after: 0, begin: startSession, finish: endSession },
  renew: { after: 1, begin: startSession, finish: renewSession },
  replace: {
    after: 1,
    begin: startSession,
    finish: (...[client, parameters]: Parameters<typeof renewSession>) =>
      renewSession(client, { ...parameters, newKey: true }),
  },
  start: { after: 1, begin: undefined, finish: startSession },
} as const

// Every storage goes through the same steps of the four functions; each adds its own to how it writes and forgets. All with all
// takes some minutes: `KILLS=all npx vitest run ts/client/test/session/kill.test.ts`.
const every = ['start', 'renew', 'replace', 'end'] as const
const some = process.env.KILLS === 'all' ? every : (['start', 'end'] as const)
const cases: (readonly [action: Task['action'], storage: Task['storage']])[] = [
  ...every.map((action) => [action, 'file'] as const),
  ...(['keystore', 'sealed'] as const).flatMap((storage) => some.map((action) => [action, storage] as const)),
]

test.each(cases)(
  'behavior: killed at each step of %s (%s), no key is lost that was granted',
  async (action, kind) => {
    const { after, begin, finish } = actions[action]
    let killAt = 0
    for (let killed = true; killed; ) {
      killAt++
      const { client, granted, root, storage, stored, task } = await newRoot(kind)
      await begin?.(client, { storage })
      killed = (await run({ ...task, action, killAt })).killed

      const known = await stored()
      for (const address of await granted()) expect(known, `step ${killAt}`).toContain(address)
      const found = await loadSession(client, { root, storage })
      if (found && statusOf(found) === 'active') expect(await granted()).toContain(found.sessionKey.address)

      const session = await finish(client, { storage }).catch((error) => {
        // Whatever was to be renewed or ended is there; only what never was granted may be gone.
        throw new Error(`After step ${killAt}: ${error}`)
      })
      expect(await granted(), `step ${killAt}`).toHaveLength(after)
      expect(await granted()).toEqual(session ? [session.sessionKey.address] : [])
      expect(await stored(), `step ${killAt}`).toEqual(await granted())
    }
    expect(killAt).toBeGreaterThan(8)
  },
  120_000,
)

test.each(['file', 'keystore', 'sealed', 'lease'] as const)(
  'behavior: two processes start, renew and end at once: one session, asked for once (%s)',
  async (kind) => {
    const { granted, root, task } = await newRoot(kind)
    const both = (action: Task['action']) =>
      Promise.all([run({ ...task, action }), run({ ...task, action })]).then((ends) =>
        ends.map(({ address }) => address),
      )
    const nonce = () => devnet.publicClient().getTransactionCount({ address: root })

    const started = await both('start')
    expect(started[0]).toBe(started[1])
    expect(await granted()).toEqual([started[0]])
    expect(await nonce()).toBe(1)
    await both('end')
    expect(await granted()).toEqual([])
    expect(await nonce()).toBe(2)
  },
  60_000,
)
