import { inspect } from 'node:util'
import { type Chain, createWalletClient, custom, maxUint256, zeroAddress } from 'viem'
import { filecoinCalibration } from 'viem/chains'
import { describe, expect, test } from 'vitest'
import * as Chains from '../../src/chains.ts'
import * as SessionKey from '../../src/index.ts'
import { errorOf, now } from '../helpers.ts'

const sessionKeyAddress = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'
const root = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'
const privateKey = `0x${'11'.repeat(32)}` as const

/** A client that must not be asked anything. */
function client(chain: Chain | null = Chains.local) {
  const request = async () => {
    throw new Error('A request was sent.')
  }
  const transport = custom({ request }, { retryCount: 0 })
  return createWalletClient({ account: root, chain: (chain ?? undefined) as Chain, transport })
}

async function expectError(
  action: () => unknown,
  type: new (...args: never[]) => Error,
  ...contains: string[]
) {
  const error = await errorOf(action)
  expect(error).toBeInstanceOf(type)
  expect(error.name).toBe(type.name)
  for (const text of contains) expect(error.message).toContain(text)
}

describe('error: caught before any request', () => {
  const grant = { sessionKeyAddress } as const

  test('an empty list of permissions', async () => {
    const permissions: SessionKey.Permission[] = []
    const error = SessionKey.NoPermissionsError
    await expectError(() => SessionKey.login(client(), { ...grant, permissions }), error)
    await expectError(() => SessionKey.loginSync(client(), { ...grant, permissions }), error)
    await expectError(() => SessionKey.loginAndFund(client(), { ...grant, permissions, value: 1n }), error)
    await expectError(() => SessionKey.revoke(client(), { ...grant, permissions }), error)
    await expectError(() => SessionKey.getExpirations(client(), { ...grant, permissions, root }), error)
    await expectError(
      () => SessionKey.fromSecp256k1({ chain: Chains.local, permissions, privateKey, root }),
      error,
    )
  })

  test('an expiry in the past, or zero', async () => {
    const expiry = now() - 100n
    await expectError(
      () => SessionKey.login(client(), { ...grant, expiry }),
      SessionKey.ExpiryInPastError,
      `${expiry}`,
      '100 seconds ago',
    )
    await expectError(
      () => SessionKey.login(client(), { ...grant, expiry: 0n }),
      SessionKey.ExpiryInPastError,
    )
  })

  test('an expiry in milliseconds, or for ever', async () => {
    const expiry = BigInt(Date.now() + 3_600_000)
    for (const value of [expiry, maxUint256])
      await expectError(
        () => SessionKey.login(client(), { ...grant, expiry: value }),
        SessionKey.ExpiryInMillisecondsError,
        `${value}`,
        "expiresIn('1h'",
      )
  })

  test('a permission that is none', async () => {
    for (const permission of ['0x1234', 'AddPieces'] as `0x${string}`[])
      await expectError(
        () => SessionKey.login(client(), { ...grant, permissions: [permission] }),
        SessionKey.InvalidPermissionError,
        permission,
      )
  })

  test('an address that is none, or zero', async () => {
    for (const address of ['0x1234', zeroAddress, undefined] as `0x${string}`[]) {
      const error = SessionKey.InvalidSessionKeyAddressError
      await expectError(() => SessionKey.login(client(), { sessionKeyAddress: address }), error)
      await expectError(() => SessionKey.revoke(client(), { sessionKeyAddress: address }), error)
      await expectError(() => SessionKey.revokeAll(client(), { sessionKeyAddresses: [address] }), error)
    }
    await expectError(
      () => SessionKey.revokeAll(client(), { sessionKeyAddresses: [] }),
      SessionKey.NoSessionKeysError,
    )
  })

  test('a root that is missing, or no address', async () => {
    for (const missing of [undefined, null, '0x1234', {}, zeroAddress] as `0x${string}`[]) {
      const error = SessionKey.InvalidRootError
      await expectError(
        () => SessionKey.fromSecp256k1({ chain: Chains.local, privateKey, root: missing }),
        error,
      )
      await expectError(() => SessionKey.logout(client(), { root: missing }), error)
      await expectError(() => SessionKey.getExpirations(client(), { ...grant, root: missing }), error)
    }
  })

  test('a private key in the place of an address is not in the error', async () => {
    for (const mistake of [
      () => SessionKey.login(client(), { ...grant, sessionKeyAddress: privateKey }),
      () => SessionKey.fromSecp256k1({ chain: Chains.local, privateKey, root: privateKey }),
      () => SessionKey.logout(client(), { root: { address: privateKey } }),
    ])
      expect(inspect(await errorOf(mistake), { showHidden: true })).not.toContain(privateKey.slice(2))
  })

  test('expirations of what is no permission', async () => {
    const expirations = { '0x1234': 5n }
    await expectError(
      () => SessionKey.fromSecp256k1({ chain: Chains.local, expirations, privateKey, root }),
      SessionKey.InvalidPermissionError,
      '0x1234',
    )
  })

  test('a private key that is none, and it is not in the error', async () => {
    const tooShort = `0x${'ab'.repeat(31)}` as const
    const tooLarge = `0x${'ff'.repeat(32)}` as const
    const zero = `0x${'00'.repeat(32)}` as const
    for (const secret of [tooShort, tooLarge, zero, 'secret' as `0x${string}`]) {
      const error = await errorOf(() =>
        SessionKey.fromSecp256k1({ chain: Chains.local, privateKey: secret, root }),
      )
      expect(error).toBeInstanceOf(SessionKey.InvalidPrivateKeyError)
      expect(`${error.stack}${JSON.stringify(error)}${error.cause}`).not.toContain(secret.slice(2))
    }
  })

  test('a chain without a registry', async () => {
    const error = SessionKey.MissingChainContractError
    const chain = { ...filecoinCalibration, id: 314_160, name: 'Somewhere else' }
    await expectError(() => SessionKey.login(client(chain), grant), error, 'Somewhere else', '314160')
    await expectError(() => SessionKey.fromSecp256k1({ chain, privateKey, root }), error)
    await expectError(() => SessionKey.login(client(null), grant), error, 'Use a chain')
  })

  test('a function that the live registries do not have', async () => {
    for (const chain of [Chains.mainnet, Chains.calibration]) {
      await expectError(
        () => SessionKey.revokeAll(client(chain), { sessionKeyAddresses: [sessionKeyAddress] }),
        SessionKey.RegistryFeatureError,
        'revokeAll',
        chain.contracts.sessionKeyRegistry.address,
      )
      await expectError(() => SessionKey.logout(client(chain), { root }), SessionKey.RegistryFeatureError)
    }
  })
})
