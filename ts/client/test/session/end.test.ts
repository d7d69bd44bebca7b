import { readFileSync } from 'node:fs'
import { UserRejectedRequestError } from 'viem'
import { expect, test } from 'vitest'
import {
  endSession,
  getExpirations,
  InvalidRootError,
  loadSession,
  login,
  loginSync,
  Permission,
  prepareSession,
  revokeAllSync,
  SessionKeyWithoutGasError,
  SessionNotEndedError,
  startSession,
  statusOf,
  TransactionRevertedError,
  UploadPermissions,
} from '../../src/index.ts'
import type { SessionStorage } from '../../src/storage.ts'
import { errorOf, useDevnet } from '../helpers.ts'
import { mineByHand, replaceCode } from './hand.ts'
import { openStorage } from './storages.ts'
import { itemOf, openWallet } from './wallets.ts'

// How a session ends: by whom it is revoked, and that its key stays stored for as long as anything is granted to it.
const devnet = useDevnet()
const custom = `0x${'cd'.repeat(32)}` as const
const relayer = () => devnet.rootClient(9)

/** A session of a root that is asked, for which it answers as it likes from then on. */
async function started(index: number, parameters: Partial<startSession.Parameters> = {}) {
  const { items, storage } = openStorage()
  let answer = () => {}
  const user = openWallet(devnet, index, () => answer())
  const root = user.client.account.address
  const session = await startSession(user.client, { storage, ...parameters })
  const sessionKeyAddress = session.sessionKey.address
  return {
    /** How many permissions are granted to the key, the custom one included. */
    held: async () => {
      const expirations = await getExpirations(devnet.publicClient(), {
        contractAddress: parameters.contractAddress,
        permissions: [...session.permissions, custom],
        root,
        sessionKeyAddress,
      })
      return Object.values(expirations).filter((expiry) => expiry > 0n).length
    },
    items,
    refuse: () => {
      answer = () => {
        throw new UserRejectedRequestError(new Error('No.'))
      }
    },
    root,
    sessionKeyAddress,
    stateOf: () => JSON.parse(items.get(itemOf(devnet, root)) ?? '{}').state,
    storage,
    user,
  }
}

/** Who a transaction is from, and in whose name the registry says that it changed something. */
async function senderOf(hash: `0x${string}` | undefined) {
  if (!hash) throw new Error('No transaction was told.')
  const { from, logs } = await devnet.publicClient().waitForTransactionReceipt({ hash })
  return [from, login.extractEvent(logs)?.args.origin]
}

test('behavior: what is over, or was revoked by others, is forgotten, and nobody is asked', async () => {
  const { items, root, sessionKeyAddress, storage, user } = await started(1)
  await revokeAllSync(devnet.rootClient(1), { sessionKeyAddresses: [sessionKeyAddress] })
  expect(await endSession(user.client, { storage })).toBe(undefined)
  expect([items.size, user.prompts]).toEqual([0, 1])

  const brief = await started(1, { duration: 60 })
  const { expiry } = (await loadSession(user.client, { root, storage: brief.storage })) ?? {}
  await devnet.testClient().setNextBlockTimestamp({ timestamp: (expiry ?? 0n) + 1n })
  await devnet.testClient().mine({ blocks: 1 })
  expect(await endSession(brief.user.client, { storage: brief.storage })).toBe(undefined)
  expect([brief.items.size, brief.user.prompts]).toEqual([0, 1])
})

test('behavior: what the root granted beside is taken back, too', async () => {
  const { held, sessionKeyAddress, storage, user } = await started(1, {
    permissions: UploadPermissions,
  })
  await loginSync(devnet.rootClient(1), { permissions: [custom], sessionKeyAddress })
  expect(await held()).toBe(3)
  await endSession(user.client, { origin: 'My app', storage })
  expect(await held()).toBe(0)
})

test.each([
  ['that is known to be live', '0x518411c2062E119Aaf7A8B12A2eDf9a939347655'],
  ['that turns out to have four functions', `0x${'c4'.repeat(20)}`],
] as const)(
  'behavior: in a registry %s, what was asked for is taken back by name',
  async (_, contractAddress) => {
    const artifact = new URL('../../../../out/LiveRegistry.sol/LiveRegistry.json', import.meta.url)
    const bytecode = JSON.parse(readFileSync(artifact, 'utf8')).deployedBytecode.object
    await devnet.testClient().setCode({ address: contractAddress, bytecode })
    const permissions = [Permission.AddPieces, custom]
    const { held, items, storage, user } = await started(1, { contractAddress, permissions })
    const hashes: `0x${string}`[] = []
    await endSession(user.client, {
      contractAddress,
      onHash: (hash) => hashes.push(hash),
      origin: 'My app',
      storage,
    })
    expect(await held()).toBe(0)
    expect([items.size, user.prompts]).toEqual([0, 2])
    expect(await senderOf(hashes[0])).toEqual([user.client.account.address.toLowerCase(), 'My app'])
  },
)

test('behavior: the root revokes, in a transaction that is told', async () => {
  const { items, storage, user } = await started(2)
  const hashes: `0x${string}`[] = []
  await endSession(user.client, { onHash: (hash) => hashes.push(hash), origin: 'My app', storage })
  expect([items.size, hashes.length]).toEqual([0, 1])
  expect(await senderOf(hashes[0])).toEqual([user.client.account.address.toLowerCase(), 'My app'])
})

test('behavior: where the root refuses, the key gives itself up, and a relayer pays', async () => {
  const { held, items, refuse, root, storage, user } = await started(2)
  refuse()
  const hashes: `0x${string}`[] = []
  const ending = { onHash: (hash: `0x${string}`) => hashes.push(hash), origin: 'My app', relayer: relayer() }
  expect(await endSession(user.client, { ...ending, storage })).toBe(undefined)
  expect([items.size, user.prompts]).toEqual([0, 2])
  expect(await held()).toBe(0)
  expect(await senderOf(hashes[0])).toEqual([relayer().account.address.toLowerCase(), 'My app'])
  expect(await loadSession(devnet.publicClient(), { root, storage })).toBe(undefined)
})

test('behavior: a relayer finds a registry that the chain does not name', async () => {
  const contractAddress = `0x${'c6'.repeat(20)}` as const
  const { sessionKeyRegistry } = devnet.chain.contracts
  const bytecode = await devnet.publicClient().getCode(sessionKeyRegistry)
  await devnet.testClient().setCode({ address: contractAddress, bytecode: bytecode ?? '0x' })
  const { held, items, root, storage } = await started(2, { contractAddress })
  await endSession(devnet.publicClient(), { contractAddress, relayer: relayer(), root, storage })
  expect(await held()).toBe(0)
  expect(items.size).toBe(0)
})

test('behavior: a key with FIL of its own gives itself up without anybody', async () => {
  const { held, items, root, sessionKeyAddress: address, storage } = await started(3)
  await devnet.testClient().setBalance({ address, value: 10n ** 18n })
  const hashes: `0x${string}`[] = []
  const ending = { onHash: (hash: `0x${string}`) => hashes.push(hash), origin: 'My app' }
  expect(await endSession(devnet.publicClient(), { ...ending, root, storage })).toBe(undefined)
  expect(await held()).toBe(0)
  expect(items.size).toBe(0)
  expect(await senderOf(hashes[0])).toEqual([address.toLowerCase(), 'My app'])
})

test('error: a key whose own transaction reverts stays, to be revoked', async () => {
  const { root, sessionKeyAddress: address, stateOf, storage } = await started(3)
  await devnet.testClient().setBalance({ address, value: 10n ** 18n })
  const mine = await mineByHand(devnet)
  let hash: `0x${string}` | undefined
  const onHash = (sent: `0x${string}`) => {
    hash = sent
    void replaceCode(devnet, devnet.chain.contracts.sessionKeyRegistry.address, '0x5f5ffd').then(mine)
  }
  const error = await errorOf(endSession(devnet.publicClient(), { onHash, root, storage }))
  expect(error).toBeInstanceOf(SessionNotEndedError)
  expect(error.cause).toBeInstanceOf(TransactionRevertedError)
  expect(error.cause).toMatchObject({
    reason: undefined,
    receipt: { status: 'reverted', transactionHash: hash },
  })
  expect(stateOf()).toBe('ending')
})

test('error: where neither can, it says what the root said, or else the key', async () => {
  const { items, refuse, root, sessionKeyAddress, stateOf, storage, user } = await started(4)
  const item = itemOf(devnet, root)
  refuse()
  const refused = await errorOf(endSession(user.client, { storage }))
  expect(refused).toBeInstanceOf(SessionNotEndedError)
  expect(refused).toMatchObject({ item, root, sessionKeyAddress })
  expect((refused.cause as Error).message).toContain('rejected')
  // It was asked once: to name permissions would be to ask again.
  expect([user.prompts, items.size, stateOf()]).toEqual([2, 1, 'ending'])

  const alone = await errorOf(endSession(devnet.publicClient(), { root, storage }))
  expect(alone).toBeInstanceOf(SessionNotEndedError)
  expect(alone.cause).toBeInstanceOf(SessionKeyWithoutGasError)
  expect([items.size, stateOf()]).toEqual([1, 'ending'])
})

test('error: a client of another account cannot revoke, and sends nothing', async () => {
  const { held, items, root, storage } = await started(4)
  const other = openWallet(devnet, 5)
  const error = await errorOf(endSession(other.client, { root, storage }))
  expect(error).toBeInstanceOf(SessionNotEndedError)
  expect([other.prompts, items.size]).toEqual([0, 1])
  expect(await held()).toBe(4)
})

test('error: whose session is to end has to be said', async () => {
  const { storage } = openStorage()
  expect(await errorOf(endSession(devnet.publicClient(), { storage }))).toBeInstanceOf(InvalidRootError)
})

test('behavior: what is stored as to be revoked is revoked also where nothing more can be stored', async () => {
  const { held, items, root, storage, user } = await started(5)
  await errorOf(endSession(devnet.publicClient(), { root, storage }))
  const full: SessionStorage = {
    ...storage,
    setItem: () => {
      throw new Error('The quota has been exceeded.')
    },
  }
  expect(await endSession(user.client, { storage: full })).toBe(undefined)
  expect(await held()).toBe(0)
  expect(items.size).toBe(0)
})

test('error: no other session is prepared before one is ended', async () => {
  const { root, sessionKeyAddress, stateOf, storage } = await started(6)
  await errorOf(endSession(devnet.publicClient(), { root, storage }))
  const error = await errorOf(prepareSession(devnet.publicClient(), { root, storage }))
  expect(error).toBeInstanceOf(SessionNotEndedError)
  expect(error).toMatchObject({ item: itemOf(devnet, root), root, sessionKeyAddress })
  expect(stateOf()).toBe('ending')
})

test('behavior: what was never granted is asked for again with the same key, though it was to end', async () => {
  const { storage } = openStorage()
  const { address: root } = devnet.account(6)
  const { session } = await prepareSession(devnet.publicClient(), { root, storage })
  expect((await endSession(devnet.publicClient(), { root, storage }))?.state).toBe('ending')
  const again = await prepareSession(devnet.publicClient(), { root, storage })
  expect(again.session.sessionKey.address).toBe(session.sessionKey.address)
  expect([again.session.state, statusOf(again.session)]).toEqual(['pending', 'pending'])
  expect(again.grant?.sessionKeyAddress).toBe(session.sessionKey.address)
})
