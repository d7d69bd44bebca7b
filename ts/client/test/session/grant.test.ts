import {
  createPublicClient,
  createWalletClient,
  custom,
  http,
  WaitForTransactionReceiptTimeoutError,
} from 'viem'
import { generatePrivateKey, privateKeyToAddress, toAccount } from 'viem/accounts'
import { expect, onTestFinished, test, vi } from 'vitest'
import {
  DefaultFwssPermissions,
  loadSession,
  login,
  NothingUpdatedError,
  Permission,
  policy,
  prepareSession,
  RegistryNotFoundError,
  renewSession,
  SessionNotStoredError,
  startSession,
  statusOf,
  TransactionReplacedError,
  TransactionRevertedError,
  UploadPermissions,
} from '../../src/index.ts'
import { memoryStorage, type SessionStorage } from '../../src/storage.ts'
import { errorOf, useDevnet } from '../helpers.ts'
import { mineByHand, replaceCode } from './hand.ts'
import { openStorage } from './storages.ts'
import { itemOf, openWallet } from './wallets.ts'

// What a root is asked for, and what is stored before, meanwhile and after, whatever it answers.
const devnet = useDevnet()
const { AddPieces, SchedulePieceRemoval } = Permission
const registry = () => devnet.chain.contracts.sessionKeyRegistry.address
const wallet = (index: number, answer?: () => unknown) => openWallet(devnet, index, answer)
const lose = () => {
  throw new Error('The connection was lost.')
}

/** A storage with one session in it, at most. */
function oneItem() {
  const { items, storage } = openStorage()
  const text = () => [...items.values()].join()
  return { items, storage, stored: () => JSON.parse(text()), text }
}

const storages = { pairs: memoryStorage, text: () => openStorage().storage }

test.each([
  ['a browser', 'a chain that takes it', 'pairs', 'P-256'],
  ['a browser', 'a chain that takes it', 'text', undefined],
  ['a browser', 'a chain without', 'pairs', undefined],
  ['no browser', 'a chain that takes it', 'pairs', undefined],
] as const)('default: in %s, on %s, in a storage of %s, a key is %s', async (where, on, keeps, curve) => {
  // What a page has and a process does not.
  if (where === 'a browser') vi.stubGlobal('indexedDB', {})
  onTestFinished(() => void vi.unstubAllGlobals())
  const { contracts } = devnet.chain
  const sessionKeyAuthorizer = on === 'a chain without' ? undefined : contracts.sessionKeyAuthorizer
  const chain = { ...devnet.chain, contracts: { ...contracts, sessionKeyAuthorizer } }
  const client = createPublicClient({ chain, transport: http() })
  const root = devnet.account(1).address
  const { session } = await prepareSession(client, { root, storage: storages[keeps]() })
  expect(session.sessionKey.account.curve).toBe(curve)
})

test('behavior: a key alone, as another program stored it, is asked for just what is asked for', async () => {
  const { items, storage, stored } = oneItem()
  const root = devnet.account(1).address
  const privateKey = generatePrivateKey()
  const address = privateKeyToAddress(privateKey)
  items.set(itemOf(devnet, root), JSON.stringify({ address, privateKey }))
  const load = () => loadSession(devnet.publicClient(), { root, storage })
  const found = await load()
  expect(found).toMatchObject({
    expiry: 0n,
    permissions: DefaultFwssPermissions,
    policies: [],
    state: 'pending',
  })

  const reluctant = wallet(1, () => {
    throw { code: 4001, message: 'No.' }
  })
  await errorOf(startSession(reluctant.client, { permissions: UploadPermissions, storage }))
  expect(await load()).toMatchObject({ permissions: DefaultFwssPermissions, state: 'pending' })
  expect(stored()).toMatchObject({ address, asked: false })

  const user = wallet(1)
  const session = await startSession(user.client, { permissions: UploadPermissions, storage })
  expect([session.sessionKey.address, user.prompts]).toEqual([address, 1])
  expect([session.permissions, statusOf(session)]).toEqual([UploadPermissions, 'active'])
})

test('behavior: what was asked for before may still come: it stays what is stored, with the later expiry', async () => {
  const { storage, stored } = oneItem()
  const { client } = wallet(2, lose)
  await errorOf(startSession(client, { duration: 'backend', permissions: UploadPermissions, storage }))
  const { address, expiry } = stored()
  await errorOf(startSession(client, { permissions: [SchedulePieceRemoval, AddPieces], storage }))
  const permissions = [...UploadPermissions, SchedulePieceRemoval]
  expect(stored()).toMatchObject({ address, asked: true, expiry, permissions, state: 'pending' })
})

test('behavior: what is asked for beside is stored as asked before the wallet is, and with the rest', async () => {
  const { storage, stored } = oneItem()
  const said: unknown[] = []
  const { client } = wallet(2, () => said.push(stored()))
  const { sessionKey } = await startSession(client, { permissions: UploadPermissions, storage })
  const session = await startSession(client, { permissions: [SchedulePieceRemoval], storage })
  const permissions = [...UploadPermissions, SchedulePieceRemoval]
  expect(said).toMatchObject([
    { asked: true, permissions: UploadPermissions, state: 'pending' },
    { asked: true, permissions, state: 'granted' },
  ])
  expect(session.sessionKey.address).toBe(sessionKey.address)
  expect([session.permissions, session.state]).toEqual([permissions, 'granted'])
  expect(stored()).toMatchObject({ asked: false, permissions, state: 'granted' })
})

test('behavior: policies that are asked for one after the other are all there, each once', async () => {
  const storage = memoryStorage()
  const { client } = wallet(2)
  const [first, second] = [
    policy({ limit: 7n, permission: AddPieces }),
    policy({ limit: 8n, permission: AddPieces }),
  ]
  await startSession(client, { permissions: [first], storage })
  const session = await startSession(client, { permissions: [second, first], storage })
  expect(session.policies).toEqual([first, second])
  expect(session.permissions).toEqual([first.hash, second.hash])
  expect(session.sessionKey.hasPermissions([first, second])).toBe(true)
})

test('behavior: everybody can read who asked', async () => {
  const { storage, stored } = oneItem()
  const originOf = async () => {
    const { logs } = await devnet.publicClient().getTransactionReceipt({ hash: stored().hash })
    return login.extractEvent(logs)?.args.origin
  }
  await startSession(devnet.rootClient(2), { origin: 'My app', storage })
  expect(await originOf()).toBe('My app')
  await renewSession(devnet.rootClient(2), { duration: 'mobile', storage })
  expect(await originOf()).toBe('foc-session-keys')
})

/** A client of a root whose node does something in place of an answer. */
function answering(index: number, method: string, answer: (params: unknown) => unknown) {
  const { request } = http(devnet.rpcUrl)({ chain: devnet.chain })
  const transport = custom(
    { request: async (body) => (body.method === method && answer(body.params)) || request(body) },
    { retryCount: 0 },
  )
  const account = devnet.account(index).address
  return createWalletClient({ account, chain: devnet.chain, pollingInterval: 20, transport })
}

const refusals = {
  'a node that knows no such contract': {
    client: () => answering(3, 'eth_getCode', () => '0x'),
    name: RegistryNotFoundError.name,
  },
  'an account that asks its user elsewhere': {
    client: () => {
      const refuse = async () => {
        throw Object.assign(new Error('No.'), { code: 4001 })
      }
      const { address } = devnet.account(3)
      const account = toAccount({
        address,
        signMessage: refuse,
        signTransaction: refuse,
        signTypedData: refuse,
      })
      return createWalletClient({ account, chain: devnet.chain, transport: http(devnet.rpcUrl) })
    },
    name: 'ContractFunctionExecutionError',
  },
  'an account that cannot pay': {
    client: async () => {
      const { address } = devnet.account(3)
      const value = await devnet.publicClient().getBalance({ address })
      onTestFinished(() => devnet.testClient().setBalance({ address, value }))
      await devnet.testClient().setBalance({ address, value: 0n })
      return devnet.rootClient(3)
    },
    name: 'ContractFunctionExecutionError',
  },
  'the contract': {
    client: () =>
      answering(3, 'eth_call', (params) => {
        const [{ from }] = params as [{ from?: string }]
        if (from) throw { code: 3, data: '0x', message: 'execution reverted' }
      }),
    name: 'ContractFunctionExecutionError',
  },
  'the user': {
    client: () =>
      wallet(3, () => {
        throw { code: 4001, message: 'No.' }
      }).client,
    name: 'ContractFunctionExecutionError',
  },
}

test.each(Object.entries(refusals))(
  'error: refused by %s, all is stored as it was before',
  async (_, { client, name }) => {
    const granted = oneItem()
    const started = await startSession(devnet.rootClient(3), { storage: granted.storage })
    const before = granted.text()
    const refused = await client()
    const again = await errorOf(renewSession(refused, { duration: 'mobile', storage: granted.storage }))
    expect([again.name, granted.text()]).toEqual([name, before])
    const none = oneItem()
    const anew = await errorOf(startSession(refused, { storage: none.storage }))
    expect([anew.name, none.items.size]).toEqual([name, 0])
    expect(statusOf(started)).toBe('active')
  },
)

const failures = {
  'that changed nothing': {
    error: NothingUpdatedError,
    meanwhile: () => replaceCode(devnet, registry(), '0x00'),
  },
  'that reverted': {
    error: TransactionRevertedError,
    meanwhile: () => replaceCode(devnet, registry(), '0x5f5ffd'),
  },
  'that was cancelled in the wallet': {
    error: TransactionReplacedError,
    meanwhile: async (hash: `0x${string}`) => {
      const client = devnet.rootClient(4)
      const { maxFeePerGas = 0n, nonce } = await devnet.publicClient().getTransaction({ hash })
      const fees = { maxFeePerGas: maxFeePerGas * 3n, maxPriorityFeePerGas: maxFeePerGas * 2n }
      await client.sendTransaction({ ...fees, nonce, to: client.account.address })
    },
  },
}

test.each(Object.entries(failures))('error: of a login %s, no key stays', async (_, { error, meanwhile }) => {
  const { items, storage } = oneItem()
  const mine = await mineByHand(devnet)
  let became = Promise.resolve()
  const onHash = (hash: `0x${string}`) => {
    became = meanwhile(hash).then(mine)
  }
  expect(await errorOf(startSession(devnet.rootClient(4), { onHash, storage }))).toBeInstanceOf(error)
  await became
  expect(items.size).toBe(0)
})

test('behavior: a login that is not mined in time is known, waited for, and not asked for again', async () => {
  const { storage, stored } = oneItem()
  const user = wallet(5)
  const mine = await mineByHand(devnet)
  const error = await errorOf(startSession(user.client, { storage, timeout: 200 }))
  expect(error).toBeInstanceOf(WaitForTransactionReceiptTimeoutError)
  const { address, asked, hash, state } = stored()
  expect([asked, state]).toEqual([true, 'pending'])
  const sent = await devnet.publicClient().getTransaction({ hash })
  expect([sent.from, sent.to]).toEqual([user.client.account.address.toLowerCase(), registry().toLowerCase()])

  // It is mined once somebody looks for it, and not before.
  const impatient = answering(5, 'eth_getTransactionByHash', () => void mine())
  const session = await startSession(impatient, { storage })
  expect([session.sessionKey.address, statusOf(session)]).toEqual([address, 'active'])
  expect(stored().hash).toBe(hash)
  expect(user.prompts).toBe(1)
})

test('behavior: a login that no node knows is asked for again, with the same key', async () => {
  const { items, storage, stored } = oneItem()
  await errorOf(startSession(wallet(5, lose).client, { storage }))
  const { address } = stored()
  items.set(
    itemOf(devnet, devnet.account(5).address),
    JSON.stringify({ ...stored(), hash: `0x${'42'.repeat(32)}` }),
  )
  const user = wallet(5)
  const session = await startSession(user.client, { storage })
  expect([session.sessionKey.address, user.prompts]).toEqual([address, 1])
})

test('behavior: only of a login that is out, and known, the transaction is looked for', async () => {
  const { storage } = oneItem()
  const lookedFor = async ({ client, sent }: ReturnType<typeof wallet>) => {
    await startSession(client, { storage }).catch(() => {})
    return sent.filter(({ method }) => method === 'eth_getTransactionByHash').length
  }
  // Nothing is stored; a login is out, but nobody knows which; what was granted is found again.
  expect(await lookedFor(wallet(5, lose))).toBe(0)
  expect(await lookedFor(wallet(5, lose))).toBe(0)
  await startSession(devnet.rootClient(5), { storage })
  expect(await lookedFor(wallet(5, lose))).toBe(0)
})

test('behavior: where the storage fails once the login is sent, the key stays, and is granted', async () => {
  const { items, storage, stored } = oneItem()
  const { address: root } = devnet.account(6)
  let writes = 0
  const failing: SessionStorage = {
    ...storage,
    setItem: (key, value) => {
      if (writes++ === 0) items.set(key, value)
    },
  }
  const error = await errorOf(startSession(devnet.rootClient(6), { storage: failing }))
  expect(error).toBeInstanceOf(SessionNotStoredError)
  expect(error).toMatchObject({ item: itemOf(devnet, root) })
  expect(stored()).toMatchObject({ asked: true, state: 'pending' })
  expect(stored()).not.toHaveProperty('hash')
  const loaded = await loadSession(devnet.publicClient(), { root, storage })
  expect([loaded?.sessionKey.address, statusOf(loaded)]).toEqual([stored().address, 'active'])
})
