import { createPublicClient, createTestClient, createWalletClient, http, isHex } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { createDevnet } from '../../devnet/src/createDevnet.ts'
import {
  DefaultFwssPermissions,
  fromSecp256k1,
  getExpirations,
  login,
  type Permission,
  revoke,
  revokeAll,
  type SessionKey,
} from '../src/index.ts'
import { createFaultProxy, type Fault, type RpcRequest } from './faultProxy.ts'

/** Each has its seed. More of them, or others: `LIVES=500 SEED=21 npx vitest run ts/client/test/randomLife.test.ts`. */
const lives = Number(process.env.LIVES ?? 20)
const firstSeed = Number(process.env.SEED ?? 1)
const operations = 200
const quietEvery = 50
const roots = 3
const signers = 3

/** Looks of a watcher that may pass before it knows for sure: it gives a node that lags behind three. */
const looks = [
  'eth_getBlockByNumber',
  8,
  ({ params }: RpcRequest) => Array.isArray(params) && params[0] === 'latest',
] as const

const custom = `0x${'c5'.repeat(32)}` as const
const permissions: Permission[] = [...DefaultFwssPermissions, custom]

const stops: (() => Promise<unknown>)[] = []
afterAll(() => Promise.all(stops.map((stop) => stop())))

/** The same numbers for the same seed. */
function randomOf(seed: number) {
  let state = seed * 2_654_435_761 + 1
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
  return {
    chance: (probability: number) => next() < probability,
    pick: <item>(items: readonly item[]) => items[Math.floor(next() * items.length)] as item,
    below: (limit: number) => Math.floor(next() * limit),
  }
}

describe.concurrent('behavior: a random life', () => {
  for (let seed = firstSeed; seed < firstSeed + lives; seed++)
    test(`seed ${seed}: every quiet second ends with what the chain says`, { timeout: 120_000 }, () =>
      live(seed),
    )
})

async function live(seed: number) {
  const random = randomOf(seed)
  /** Apart, since it is drawn from as often as requests happen to come. */
  const fate = randomOf(seed + 1_000_000)
  const devnet = await createDevnet()
  stops.push(devnet.stop)
  const proxy = await createFaultProxy(devnet.rpcUrl)
  stops.push(proxy.stop)
  const { chain } = devnet
  const direct = http(devnet.rpcUrl)
  const publicClient = createPublicClient({ chain, pollingInterval: 5, transport: direct })
  const testClient = createTestClient({ chain, mode: 'anvil', transport: direct })
  const rootClients = devnet.accounts
    .slice(0, roots)
    .map(({ privateKey }) =>
      createWalletClient({ account: privateKeyToAccount(privateKey), chain, transport: direct }),
    )
  const transport = http(proxy.url, { retryCount: 0 })
  const secrets = Array.from({ length: signers }, generatePrivateKey)
  const keys = rootClients.flatMap((rootClient) =>
    secrets.map((privateKey) =>
      fromSecp256k1({
        chain,
        permissions,
        pollingInterval: 50,
        privateKey,
        root: rootClient.account.address,
        transport,
      }),
    ),
  )
  let heard = 0
  let errors = 0
  for (const key of keys) {
    key.addEventListener('expirationsUpdated', () => heard++)
    key.addEventListener('error', () => errors++)
  }
  await Promise.all(keys.map((key) => key.watch()))

  /** Some nodes refuse to search for a while, most of the time. */
  let reluctant = false
  function fault({ method }: RpcRequest): Fault {
    if (method === 'eth_getLogs' && reluctant && fate.chance(0.9))
      return fate.pick<Fault>([{ error: { code: -32005, message: 'limit exceeded' } }, { status: 403 }])
    if (!fate.chance(0.15)) return undefined
    return fate.pick<Fault>(['drop', { status: 500 }, { status: 429 }])
  }
  proxy.setFault(fault)
  // What a node finds comes in any order, and some of it twice; in quiet seconds, too.
  proxy.setRewrite(({ method }, response) => {
    if (method !== 'eth_getLogs' || !Array.isArray(response.result)) return response
    const twice = response.result.flatMap((log) => (fate.chance(0.3) ? [log, log] : [log]))
    return { ...response, result: fate.chance(0.5) ? twice.reverse() : twice }
  })

  let snapshot = await testClient.snapshot()
  const send = { chain, gas: 300_000n } as const
  const act: Record<string, () => Promise<unknown>> = {
    login: async () => {
      const rootClient = random.pick(rootClients)
      const { timestamp } = await publicClient.getBlock()
      const granted = permissions.filter(() => random.chance(0.6))
      return rootClient.writeContract({
        ...login.prepare(rootClient, {
          expiry: timestamp + BigInt(10_000 + random.below(100_000)),
          permissions: granted.length > 0 ? granted : permissions,
          sessionKeyAddress: random.pick(keys).address,
        }),
        ...send,
      })
    },
    revoke: async () => {
      const rootClient = random.pick(rootClients)
      return rootClient.writeContract({
        ...revoke.prepare(rootClient, {
          permissions: [random.pick(permissions)],
          sessionKeyAddress: random.pick(keys).address,
        }),
        ...send,
      })
    },
    revokeAll: async () => {
      const rootClient = random.pick(rootClients)
      const sessionKeyAddresses = [random.pick(keys).address, random.pick(keys).address]
      return rootClient.writeContract({ ...revokeAll.prepare(rootClient, { sessionKeyAddresses }), ...send })
    },
    batch: async () => {
      await testClient.setAutomine(false)
      await act.login?.()
      await act.revoke?.()
      await testClient.mine({ blocks: 1 })
      await testClient.setAutomine(true)
    },
    mine: () => testClient.mine({ blocks: 1 + random.below(3) }),
    sync: () =>
      random
        .pick(keys)
        .syncExpirations()
        .catch(() => {}),
    snapshot: async () => {
      snapshot = await testClient.snapshot()
    },
    reorg: async () => {
      await testClient.revert({ id: snapshot })
      snapshot = await testClient.snapshot()
    },
    refuse: async () => {
      reluctant = !reluctant
    },
    restart: () => proxy.restart(),
    rewatch: async () => {
      const key = random.pick(keys)
      key.unwatch()
      await key.watch()
    },
  }
  // As often as they are named.
  const onChain = 'login login login login revoke revoke revoke revokeAll batch mine snapshot reorg'.split(
    ' ',
  )
  const names = [...onChain, 'sync', 'refuse', 'restart', 'rewatch']
  const done = new Set<string>()

  for (let i = 1; i <= operations; i++) {
    const name = random.pick(names)
    const action = act[name] as () => Promise<unknown>
    if (onChain.includes(name))
      await proxy.meanwhile(async () => {
        const hash = await action()
        // Anvil tells the hash before it mines, and the block before its receipts. viem then waits for the next block, which never comes.
        if (isHex(hash))
          await vi.waitFor(() => publicClient.getTransactionReceipt({ hash }), {
            interval: 5,
            timeout: 60_000,
          })
      })
    else await action()
    done.add(name)
    if (i % quietEvery !== 0) continue
    // A node that refuses to search does so in a quiet second, too.
    proxy.setFault((request) => (reluctant && request.method === 'eth_getLogs' ? fault(request) : undefined))
    // The quiet second of the promise itself: nothing is asked of the watcher in it. On a machine that is too busy for it to
    // look often enough in a second, the second is longer.
    await Promise.all([new Promise((resolve) => setTimeout(resolve, 1000)), proxy.arrivals(...looks)])
    for (const key of keys) expect(key.expirations, `seed ${seed}, operation ${i}`).toEqual(await truth(key))
    proxy.setFault(fault)
  }

  async function truth(key: SessionKey) {
    return getExpirations(publicClient, {
      permissions,
      root: key.rootAddress,
      sessionKeyAddress: key.address,
    })
  }

  for (const key of keys) key.unwatch()
  expect(heard).toBeGreaterThan(20)
  expect(errors).toBeGreaterThan(0)
  expect(done).toEqual(new Set(names))
  await Promise.all([devnet.stop(), proxy.stop()])
}
