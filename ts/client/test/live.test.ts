import { readFileSync } from 'node:fs'
import {
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
  authorizationExpiry,
  explainError,
  findRoots,
  fromSecp256k1,
  getExpirations,
  getSessions,
  isAuthorized,
  login,
  loginAndFund,
  logout,
  Permission,
  RegistryFeatureError,
  revoke,
  revokeAll,
  revokeSync,
  syncAll,
} from '../src/index.ts'
import { errorsAbi } from '../src/internal/abi.ts'
import { createFaultProxy } from './faultProxy.ts'
import { errorOf, nextEvent, now } from './helpers.ts'

const mnemonic = 'test test test test test test test test test test test junk'
const liveContracts = {
  314: '0x74FD50525A958aF5d484601E252271f9625231aB',
  314159: '0x518411c2062E119Aaf7A8B12A2eDf9a939347655',
} as const

const code = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../../out/${name}.sol/${name}.json`, import.meta.url), 'utf8'))
    .deployedBytecode.object as Hex

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
      await testClient.setCode({ address: registry, bytecode: code('ReferenceRegistry') })
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
  })
