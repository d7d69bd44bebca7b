import { calibration as synapseCalibration } from '@filoz/synapse-core/chains'
import type { SessionKey as SynapseSessionKey } from '@filoz/synapse-core/session-key'
import { Synapse } from '@filoz/synapse-sdk'
import { type Chain, createPublicClient, createWalletClient, type Hash, http } from 'viem'
import { expectTypeOf, test } from 'vitest'
import { calibration, mainnet } from '../src/chains.ts'
import {
  type AuthorizationsUpdated,
  type authorizationExpiry,
  type authorizeLink,
  type ConsoleLink,
  createP256KeyPair,
  type Expirations,
  fromP256,
  fromSecp256k1,
  type getExpirations,
  type isAuthorized,
  login,
  loginSync,
  Permission,
  type PermissionOrPolicy,
  type Policy,
  permissionName,
  permissionOf,
  type prepareSession,
  type renewSession,
  type revoke,
  revokeAllSync,
  type SessionKey,
  type SignedLogin,
  type SignedLoginWithPolicies,
  sessionKeyActions,
  signLogin,
  type startSession,
  uploadLimits,
} from '../src/index.ts'

const root = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'
const key = () => fromSecp256k1({ chain: synapseCalibration, privateKey: '0x', root })
const wallet = () => createWalletClient({ account: root, chain: calibration, transport: http() })

test('a session key goes into the published Synapse SDK without a cast', () => {
  expectTypeOf(key).returns.toExtend<SynapseSessionKey<'Secp256k1'>>()
  expectTypeOf<ReturnType<typeof key>>().toExtend<
    NonNullable<Parameters<typeof Synapse.create>[0]['sessionKey']>
  >()
})

test('a P-256 key goes into it as well, and a policy goes wherever a permission does', () => {
  expectTypeOf(fromP256).returns.toExtend<SessionKey>()
  expectTypeOf(fromP256<typeof synapseCalibration>).returns.toExtend<SynapseSessionKey<'Secp256k1'>>()
  expectTypeOf<Policy>().toExtend<PermissionOrPolicy>()
  expectTypeOf<Policy[]>().toExtend<NonNullable<login.Parameters['permissions']>>()
  expectTypeOf<Policy>().toExtend<Parameters<SessionKey['hasPermission']>[0]>()
  const create = async () => {
    const keyPair = await createP256KeyPair()
    const permissions = uploadLimits({ bytes: 1n })
    const sessionKey = fromP256({ chain: calibration, keyPair, permissions, root })
    return Synapse.create({ account: root, chain: calibration, sessionKey, source: null, transport: http() })
  }
  expectTypeOf(create).returns.resolves.toEqualTypeOf<Synapse>()
  const limited = () =>
    fromSecp256k1({
      chain: synapseCalibration,
      permissions: uploadLimits({ bytes: 1n }),
      privateKey: '0x',
      root,
    })
  expectTypeOf(limited).returns.toExtend<SynapseSessionKey<'Secp256k1'>>()
  expectTypeOf<readonly Policy[]>().toExtend<NonNullable<revoke.Parameters['permissions']>>()
  expectTypeOf<readonly Policy[]>().toExtend<NonNullable<getExpirations.Parameters['permissions']>>()
  expectTypeOf<readonly Policy[]>().toExtend<NonNullable<startSession.Parameters['permissions']>>()
  expectTypeOf<readonly Policy[]>().toExtend<NonNullable<renewSession.Parameters['permissions']>>()
  expectTypeOf<readonly Policy[]>().toExtend<NonNullable<prepareSession.Parameters['permissions']>>()
  expectTypeOf<readonly Policy[]>().toExtend<NonNullable<signLogin.Parameters['permissions']>>()
  expectTypeOf<readonly Policy[]>().toExtend<authorizeLink.Parameters['permissions']>()
  expectTypeOf<readonly Policy[]>().toExtend<Parameters<SessionKey['syncExpirations']>[0]>()
  expectTypeOf<Policy>().toExtend<isAuthorized.Parameters['permission']>()
  expectTypeOf<Policy>().toExtend<authorizationExpiry.Parameters['permission']>()
  // Where a permission is written down, a policy's hash is.
  expectTypeOf<Policy>().not.toExtend<Permission>()
})

test('the chains go into Synapse.create without a cast, and so does a session key on them', () => {
  const create = () => {
    const sessionKey = fromSecp256k1({ chain: calibration, privateKey: '0x', root })
    return Synapse.create({ account: root, chain: calibration, sessionKey, source: null, transport: http() })
  }
  expectTypeOf(create).returns.toEqualTypeOf<Synapse>()
  expectTypeOf(mainnet).toExtend<Chain>()
})

test('the chain of a session key is the one it was made with', () => {
  expectTypeOf<ReturnType<typeof key>['client']['chain']>().toEqualTypeOf<typeof synapseCalibration>()
  expectTypeOf<ReturnType<typeof key>>().toExtend<SessionKey>()
})

test('a write returns the hash, its twin the receipt and the event', () => {
  expectTypeOf(login).returns.resolves.toEqualTypeOf<Hash>()
  expectTypeOf(loginSync).returns.resolves.toHaveProperty('event').toEqualTypeOf<AuthorizationsUpdated>()
  expectTypeOf(revokeAllSync)
    .returns.resolves.toHaveProperty('events')
    .toEqualTypeOf<AuthorizationsUpdated[]>()
  expectTypeOf<AuthorizationsUpdated['args']['expiry']>().toEqualTypeOf<bigint>()
})

test('a write takes a client with chain and account, and nothing less', () => {
  expectTypeOf(wallet).returns.toExtend<Parameters<typeof login>[0]>()
  const without = () => createPublicClient({ chain: calibration, transport: http() })
  expectTypeOf(without).returns.not.toExtend<Parameters<typeof login>[0]>()
})

test('a call is built by prepare, on a function and on a client, and call is neither', () => {
  const extended = () => wallet().extend(sessionKeyActions())
  type Client = ReturnType<typeof extended>
  expectTypeOf<Client['login']['prepare']>().returns.toEqualTypeOf<ReturnType<typeof login.prepare>>()
  expectTypeOf<Client['login']['call']>().toBeNever()
  expectTypeOf<Client['login']>().parameter(0).toEqualTypeOf<login.Parameters>()
})

test('what is granted or signed without policies is as it was, and a link may ask for them', () => {
  const plain = () => signLogin(wallet(), { permissions: [Permission.AddPieces], sessionKeyAddress: root })
  expectTypeOf(plain).returns.resolves.toEqualTypeOf<SignedLogin>()
  const limited = () =>
    signLogin(wallet(), { permissions: uploadLimits({ bytes: 1n }), sessionKeyAddress: root })
  expectTypeOf(limited).returns.resolves.toEqualTypeOf<SignedLogin | SignedLoginWithPolicies>()
  expectTypeOf<Extract<ConsoleLink, { action: 'authorize' }>['permissions']>().toEqualTypeOf<
    PermissionOrPolicy[]
  >()
  expectTypeOf(permissionOf('addPieces')).toEqualTypeOf<Permission>()
  expectTypeOf(permissionOf('addPieces:max=1' as string)).toEqualTypeOf<PermissionOrPolicy | undefined>()
})

test("a write takes viem's own parameters, and what is prepared and signed does not", () => {
  expectTypeOf<login.Parameters['nonce']>().toEqualTypeOf<number | undefined>()
  expectTypeOf<login.PrepareParameters>().not.toHaveProperty('gas')
  expectTypeOf<signLogin.Parameters['nonce']>().toEqualTypeOf<bigint | undefined>()
})

test('seconds are bigints, permissions are hex', () => {
  expectTypeOf<login.Parameters['expiry']>().toEqualTypeOf<bigint | undefined>()
  expectTypeOf<Expirations[`0x${string}`]>().toEqualTypeOf<bigint>()
  expectTypeOf(Permission.AddPieces).toExtend<`0x${string}`>()
  expectTypeOf(permissionName(Permission.AddPieces)).toExtend<string | undefined>()
})

test('listeners are given what their event carries', () => {
  const sessionKey = {} as SessionKey<Chain>
  sessionKey.addEventListener('connected', (expirations) => {
    expectTypeOf(expirations).toEqualTypeOf<Expirations>()
  })
  sessionKey.addEventListener('error', (error) => {
    expectTypeOf(error).toEqualTypeOf<Error>()
  })
})
