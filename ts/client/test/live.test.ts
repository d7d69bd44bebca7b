import { readFileSync } from 'node:fs'
import {
  type Abi,
  createPublicClient,
  createTestClient,
  createWalletClient,
  decodeFunctionData,
  encodeErrorResult,
  type Hex,
  http,
  multicall3Abi,
  toFunctionSelector,
} from 'viem'
import { generatePrivateKey, mnemonicToAccount } from 'viem/accounts'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startAnvil } from '../../../script/test/startAnvil.ts'
import { calibration, mainnet } from '../src/chains.ts'
import {
  announcePolicies,
  announcePoliciesSync,
  authorizationExpiry,
  explainError,
  type FoundLog,
  findRoots,
  fromSecp256k1,
  getExpirations,
  getSessions,
  isAuthorized,
  type LogSource,
  login,
  loginAndFund,
  loginSync,
  logout,
  MissingAuthorizerError,
  NoPermissionsError,
  Permission,
  type PermissionOrPolicy,
  policy,
  RegistryFeatureError,
  revoke,
  revokeAll,
  revokeSync,
  rpcLogs,
  scopeToDataSet,
  signLogin,
  syncAll,
  uploadLimits,
} from '../src/index.ts'
import { errorsAbi } from '../src/internal/abi.ts'
import { createFaultProxy } from './faultProxy.ts'
import { errorOf, nextEvent, now } from './helpers.ts'

const mnemonic = 'test test test test test test test test test test test junk'
const liveContracts = {
  314: '0x74FD50525A958aF5d484601E252271f9625231aB',
  314159: '0x518411c2062E119Aaf7A8B12A2eDf9a939347655',
} as const

const artifact = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../../out/${name}.sol/${name}.json`, import.meta.url), 'utf8')) as {
    abi: Abi
    bytecode: { object: Hex }
    deployedBytecode: { object: Hex }
  }

const code = (name: string) => artifact(name).deployedBytecode.object

/** What the registries on Filecoin have, from the ABI that is published for them. */
const fourFunctions = new Set(
  [
    'function login(address signer, uint256 expiry, bytes32[] permissions, string origin)',
    'function loginAndFund(address signer, uint256 expiry, bytes32[] permissions, string origin) payable',
    'function revoke(address signer, bytes32[] permissions, string origin)',
    'function authorizationExpiry(address user, address signer, bytes32 permission) view returns (uint256)',
  ].map((signature) => toFunctionSelector(signature)),
)

const multicall = '0xcA11bde05977b3631167028862bE2a173976CA11'

/** The calls that a request makes, through Multicall3 or without. */
function callsOf(to: string, data: Hex): readonly { data: Hex; to: string }[] {
  if (to.toLowerCase() !== multicall.toLowerCase()) return [{ data, to }]
  const { args } = decodeFunctionData({ abi: multicall3Abi, data })
  const [calls] = args as readonly [readonly { callData: Hex; target: string }[]]
  return calls.map(({ callData, target }) => ({ data: callData, to: target }))
}

for (const live of [mainnet, calibration])
  describe(`behavior: a registry like the one on ${live.name}`, () => {
    const registry = liveContracts[live.id as keyof typeof liveContracts]
    let stop: () => Promise<void>
    let proxy: Awaited<ReturnType<typeof createFaultProxy>>
    const chain = () => ({ ...live, rpcUrls: { default: { http: [proxy.url] } } })
    const account = mnemonicToAccount(mnemonic)
    const rootClient = () =>
      createWalletClient({ account, chain: chain(), pollingInterval: 20, transport: http() })
    const reader = () => createPublicClient({ chain: chain(), pollingInterval: 20, transport: http() })
    const sessionKey = () =>
      fromSecp256k1({ chain: chain(), pollingInterval: 20, privateKey: generatePrivateKey(), root: account })

    beforeAll(async () => {
      const anvil = await startAnvil({ chainId: live.id })
      proxy = await createFaultProxy(`http://127.0.0.1:${anvil.port}`)
      stop = () => Promise.all([proxy.stop(), anvil.stop()]).then(() => {})
      const testClient = createTestClient({ chain: chain(), mode: 'anvil', transport: http() })
      // As the live ones keep their state: four functions, and no index by signer.
      await testClient.setCode({ address: registry, bytecode: code('LiveRegistry') })
      await testClient.setCode({
        address: live.contracts.multicall3.address,
        bytecode: code('Multicall3'),
      })
    })
    beforeEach(() => {
      proxy.requests.length = 0
    })
    afterAll(() => stop())

    test('has the address that is live', () => {
      expect(live.contracts.sessionKeyRegistry.address).toBe(registry)
    })

    test('login, sync, watch, revoke and discovery work, with the four functions only and without `from` in reads', async () => {
      const keys = [sessionKey(), sessionKey()] as const
      const [key] = keys
      const expiry = now() + 5000n
      await key.watch()
      const granted = nextEvent(key, 'expirationsUpdated')
      const hash = await login(rootClient(), { expiry, origin: 'live', sessionKeyAddress: key.address })
      await reader().waitForTransactionReceipt({ hash })
      await granted
      await syncAll(keys)
      const grant = { root: account, sessionKeyAddress: key.address }
      const permission = Permission.AddPieces
      expect(key.hasPermission(permission)).toBe(true)
      expect(keys[1].hasPermission(permission)).toBe(false)
      expect(await authorizationExpiry(key.client, { ...grant, permission })).toBe(expiry)
      expect((await getExpirations(key.client, grant))[permission]).toBe(expiry)
      expect(await isAuthorized(rootClient(), { ...grant, permission })).toBe(true)

      const search = { fromBlock: 0n }
      const [bySigner] = await findRoots(rootClient(), { ...search, sessionKeyAddress: key.address })
      expect(bySigner).toMatchObject({
        root: account.address,
        sessionKeyAddress: key.address,
        status: 'active',
      })
      expect(await findRoots(rootClient(), { ...search, sessionKeyAddress: keys[1].address })).toEqual([])
      const [byRoot] = await getSessions(key.client, { ...search, root: account })
      expect(byRoot).toEqual(bySigner)

      const revoked = nextEvent(key, 'expirationsUpdated')
      await revokeSync(rootClient(), { sessionKeyAddress: key.address })
      await revoked
      expect(key.hasPermission(permission)).toBe(false)
      expect((await getSessions(key.client, { ...search, root: account }))[0]?.status).toBe('revoked')
      key.unwatch()

      let seen = 0
      for (const { method, params } of proxy.requests) {
        if (method === 'eth_getLogs') {
          const [filter] = params as [{ address: string; topics: string[] }]
          expect(filter.address.toLowerCase()).toBe(registry.toLowerCase())
        }
        if (method !== 'eth_call' && method !== 'eth_estimateGas' && method !== 'eth_fillTransaction')
          continue
        const [call] = params as [{ data: Hex; from?: string; to: string }]
        if (method === 'eth_call') expect(call).not.toHaveProperty('from')
        for (const { data, to } of callsOf(call.to, call.data)) {
          if (to === multicall) continue
          seen++
          expect(to.toLowerCase()).toBe(registry.toLowerCase())
          expect(fourFunctions).toContain(data.slice(0, 10))
        }
      }
      expect(seen).toBeGreaterThan(20)
    })

    test('error: what it does not have is refused before any request', async () => {
      const key = sessionKey()
      for (const action of [
        () => revokeAll(rootClient(), { sessionKeyAddresses: [key.address] }),
        () => logout(key.client, { root: account }),
        () => key.logout(),
      ]) {
        const error = await errorOf(action)
        expect(error).toBeInstanceOf(RegistryFeatureError)
        expect(error.message).toContain('Use `revoke` there')
      }
      expect(proxy.requests).toEqual([])
    })

    test('calls for a batch are those four, too', () => {
      const parameters = { sessionKeyAddress: sessionKey().address }
      for (const call of [
        login.prepare(rootClient(), parameters),
        loginAndFund.prepare(rootClient(), { ...parameters, value: 1n }),
        revoke.prepare(rootClient(), parameters),
      ]) {
        expect(call.address).toBe(registry)
        expect(['login', 'loginAndFund', 'revoke']).toContain(call.functionName)
      }
    })

    test('explainError finds a revoked grant there', async () => {
      const key = sessionKey()
      const parameters = { permissions: [Permission.AddPieces], sessionKeyAddress: key.address }
      await reader().waitForTransactionReceipt({ hash: await login(rootClient(), parameters) })
      await reader().waitForTransactionReceipt({ hash: await revoke(rootClient(), parameters) })
      const data = encodeErrorResult({
        abi: errorsAbi,
        args: [account.address, key.address, Permission.AddPieces],
        errorName: 'NotAuthorized',
      })
      expect((await explainError(reader(), data))?.name).toBe('AuthorizationRevokedError')
    })

    describe('with a session key authorizer beside it', () => {
      const limits = uploadLimits({ bytes: 1024n ** 3n })
      let authorizer: Hex
      const limited = () => {
        const { contracts } = chain()
        return { ...chain(), contracts: { ...contracts, sessionKeyAuthorizer: { address: authorizer } } }
      }
      const walletClient = (index = 0) =>
        createWalletClient({
          account: mnemonicToAccount(mnemonic, { addressIndex: index }),
          chain: limited(),
          pollingInterval: 20,
          transport: http(),
        })
      /** Grants to a key of a root that nobody else here has. */
      async function granted(index: number, permissions: readonly PermissionOrPolicy[]) {
        const client = walletClient(index)
        const { address } = sessionKey()
        const { receipt } = await loginSync(client, { permissions, sessionKeyAddress: address })
        const list = async (search: Partial<getSessions.Parameters> = {}) =>
          (await getSessions(limitedReader(), { fromBlock: 0n, root: client.account, ...search }))[0]
        return { list, receipt }
      }
      const limitedReader = () =>
        createPublicClient({ chain: limited(), pollingInterval: 20, transport: http() })

      beforeAll(async () => {
        const { abi, bytecode } = artifact('SessionKeyAuthorizer')
        const client = createWalletClient({ account, chain: chain(), transport: http() })
        const hash = await client.deployContract({ abi, args: [registry], bytecode: bytecode.object })
        const { contractAddress } = await reader().waitForTransactionReceipt({ hash })
        if (!contractAddress) throw new Error('Nothing was deployed.')
        authorizer = contractAddress
      })

      test('what is granted is unknown until anybody says what it is', async () => {
        const scoped = scopeToDataSet(Permission.AddPieces, 7n)
        const { list } = await granted(1, [...limits, scoped, Permission.TerminateDataSet])
        const hashes = limits.map(({ hash }) => hash)
        expect(await list()).toMatchObject({ policies: [], unknown: [...hashes, scoped] })
        await announcePoliciesSync(walletClient(2), { policies: limits })
        expect(await list()).toMatchObject({
          permissions: [...hashes, scoped, Permission.TerminateDataSet],
          policies: limits,
          unknown: [scoped],
        })
      })

      test('what was announced before, for whomever, is known', async () => {
        const one = policy({ limit: 5n, permission: Permission.SchedulePieceRemoval })
        const { receipt } = await announcePoliciesSync(walletClient(2), { policies: [one] })
        const { list, receipt: login } = await granted(3, [one])
        expect(await list()).toMatchObject({ policies: [one], unknown: [] })
        // Blocks that are not to be searched are not.
        expect(login.blockNumber).toBeGreaterThan(receipt.blockNumber)
        expect(await list({ fromBlock: login.blockNumber })).toMatchObject({
          policies: [],
          unknown: [one.hash],
        })
        const known = { fromBlock: login.blockNumber, policies: [one] }
        expect(await list(known)).toMatchObject({ policies: [one], unknown: [] })
      })

      test('nothing more is asked of the node than before, unless something is not known', async () => {
        const filters = () =>
          proxy.requests.flatMap(({ method, params }) =>
            method === 'eth_getLogs' ? [(params as [{ address: string; topics: unknown[] }])[0]] : [],
          )
        const one = policy({ limit: 6n, permission: Permission.AddPieces })
        const { list } = await granted(4, [one, Permission.CreateDataSet])
        proxy.requests.length = 0
        await list({ policies: [one] })
        expect(filters().map(({ address }) => address.toLowerCase())).toEqual([registry.toLowerCase()])
        proxy.requests.length = 0
        await list()
        expect(filters().map(({ address }) => address.toLowerCase())).toEqual(
          [registry, authorizer].map((address) => address.toLowerCase()),
        )
        expect(filters()[1]?.topics[1]).toEqual([one.hash])
      })

      test('a node that makes up what a hash stands for is not believed', async () => {
        const [one, more] = [1n, 2n ** 60n].map((limit) =>
          policy({ limit, permission: Permission.AddPieces }),
        )
        if (!one || !more) throw new Error('There are two.')
        await announcePoliciesSync(walletClient(2), { policies: [more] })
        const { list } = await granted(5, [one])
        const forged =
          (change: (log: FoundLog) => FoundLog): LogSource =>
          async (client, request) => {
            if (request.address !== authorizer) return rpcLogs()(client, request)
            const topics = [request.topics[0] ?? null]
            const logs = await rpcLogs()(client, { ...request, topics })
            return logs.map(change)
          }
        const asOne = (log: FoundLog): FoundLog => ({ ...log, topics: [log.topics[0] as Hex, one.hash] })
        expect(await list({ source: forged(asOne) })).toMatchObject({ policies: [], unknown: [one.hash] })
        for (const data of ['0x', '0x1234', `0x${'ff'.repeat(128)}`] as const)
          expect(await list({ source: forged((log) => ({ ...asOne(log), data })) })).toMatchObject({
            policies: [],
            unknown: [one.hash],
          })
      })

      test('error: what cannot be announced, before any request', async () => {
        const none = await errorOf(announcePolicies(walletClient(), { policies: [] }))
        expect(none).toBeInstanceOf(NoPermissionsError)
        const without = await errorOf(announcePolicies(rootClient(), { policies: limits }))
        expect(without).toBeInstanceOf(MissingAuthorizerError)
        const signed = await errorOf(
          signLogin(walletClient(), { permissions: limits, sessionKeyAddress: sessionKey().address }),
        )
        expect(signed).toBeInstanceOf(RegistryFeatureError)
        expect(proxy.requests).toEqual([])
      })
    })
  })
