import { concat, type Hex, http, slice, toHex } from 'viem'
import { expect, test } from 'vitest'
import { calibration } from '../../src/chains.ts'
import {
  createP256KeyPair,
  fromP256,
  fromSecp256k1,
  InvalidKeyPairError,
  InvalidNumberError,
  InvalidPermissionError,
  InvalidPolicyError,
  login,
  MissingAuthorizerError,
  Permission,
  type Policy,
  permissionInWords,
  policy,
  policyFromJSON,
  remaining,
  uploadLimits,
} from '../../src/index.ts'
import { sealEnvelope } from '../../src/limits/envelope.ts'
import { rawSizeOf } from '../../src/limits/operation.ts'
import { p256Address } from '../../src/p256/fromP256.ts'
import { errorOf } from '../helpers.ts'

const repeat = (byte: string, length = 32) => `0x${byte.repeat(length)}` as Hex
const root = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'
const GiB = 1024n ** 3n

// Worked out by the contracts' own tests.
const known = policy({
  dataSetId: 7n,
  limit: 300_000n,
  permission: repeat('11'),
  provider: repeat('22', 20),
})

test('a policy is its EIP-712 hash', () => {
  const hash = '0xbd679a8a6e3d4314c4dc1f3043f07f86e69bba61293afa6c8e891e77f9631bfd'
  expect(known.hash).toBe(hash)
  expect(`${known}`).toBe(hash)
})

test('an envelope is signed for one root and one permission, and says what it presents', async () => {
  const signed: Hex[] = []
  const sign = (result: Hex) => async (hash: Hex) => {
    signed.push(hash)
    return result
  }
  const message = { digest: repeat('44'), root: repeat('33', 20) }
  const p256 = { curve: 'P-256' as const, sign: sign(repeat('aa', 128)) }
  const secp256k1 = { curve: 'secp256k1' as const, sign: sign(repeat('bb', 65)) }
  const limit = toHex(300_000n, { size: 16 })
  expect(await sealEnvelope(p256, { ...message, presented: known })).toBe(
    concat(['0x0904d172', '0x0f', limit, repeat('aa', 128)]),
  )
  expect(signed).toEqual(['0x106ada6cafc9aa87bf398d73707f09031d0ac76bd252a5a255b04f86aa1c5248'])
  expect(await sealEnvelope(secp256k1, { ...message, presented: known })).toBe(
    concat(['0x0904d172', '0x0e', limit, repeat('bb', 65)]),
  )
  const unlimited = policy({ dataSetId: 7n, permission: repeat('11') })
  expect(await sealEnvelope(secp256k1, { ...message, presented: unlimited })).toBe(
    concat(['0x0904d172', '0x06', toHex(0n, { size: 16 }), repeat('bb', 65)]),
  )
  expect(await sealEnvelope(p256, { ...message, presented: repeat('11') })).toBe(
    concat(['0x0904d172', '0x01', repeat('aa', 128)]),
  )
})

test('a P-256 key is an address', () => {
  const hash = '0xee673dead18e0bd840c75d973babf38f2a3527cf5b86621d5ed7a30b62d247c7'
  expect(p256Address(concat([repeat('55'), repeat('66')])).toLowerCase()).toBe(slice(hash, 12))
})

test('a policy goes through JSON, and one that was changed is another permission', () => {
  const text = JSON.stringify(known)
  expect(policyFromJSON(JSON.parse(text))).toEqual(known)
  const forged = policyFromJSON({ ...JSON.parse(text), limit: '300001' })
  expect(forged.hash).not.toBe(known.hash)
})

test('a policy in words', () => {
  const words = (terms: Partial<policy.Parameters>) =>
    permissionInWords(policy({ permission: Permission.AddPieces, ...terms }))
  expect(words({ limit: GiB })).toBe('AddPieces, at most 1 GiB')
  expect(words({ limit: GiB + 1n })).toBe('AddPieces, at most 1073741825 bytes')
  expect(words({ dataSetId: 7n, provider: root })).toBe(`AddPieces, on data set 7, with provider ${root}`)
  expect(words({ limit: 1n, permission: Permission.CreateDataSet })).toBe('CreateDataSet, at most once')
  expect(permissionInWords(repeat('11'))).toBe(repeat('11'))
})

test('uploadLimits: so many bytes, and a data set for each copy', () => {
  expect(uploadLimits({ bytes: GiB }).map(permissionInWords)).toEqual([
    'CreateDataSet, at most 2 times',
    'AddPieces, at most 1 GiB',
  ])
  expect(uploadLimits({ bytes: GiB, provider: root }).map(permissionInWords)).toEqual([
    `CreateDataSet, at most once, with provider ${root}`,
    `AddPieces, at most 1 GiB, with provider ${root}`,
  ])
})

test('error: zero, which stands for any on chain, is never taken for a limit', async () => {
  const permission = Permission.AddPieces
  for (const terms of [
    { limit: 0n },
    { limit: 2n ** 128n },
    { limit: 1000 as unknown as bigint },
    { dataSetId: 0n },
    { dataSetId: -1n },
  ])
    expect(() => policy({ permission, ...terms })).toThrow(InvalidNumberError)
  for (const provider of [repeat('00', 20), '0x1234' as Hex])
    expect(() => policy({ permission, provider })).toThrow(InvalidPolicyError)
  expect(() => policy({ permission: known as unknown as Hex })).toThrow(InvalidPolicyError)
  expect(() => policy({ permission: '0x12' })).toThrow(InvalidPermissionError)
  expect(() => uploadLimits({ bytes: 0n })).toThrow(InvalidNumberError)
})

test('error: where the contracts take neither, before anything is signed', async () => {
  const keyPair = await createP256KeyPair()
  const on = { chain: calibration, root, transport: http() } as const
  const made = await errorOf(() => fromP256({ ...on, keyPair }))
  expect(made).toBeInstanceOf(MissingAuthorizerError)
  expect(made).toMatchObject({ chainId: 314159, feature: 'P-256 keys' })
  expect(made.message).toContain('fromSecp256k1')
  const limited = { ...on, permissions: [known], privateKey: repeat('01') }
  expect(await errorOf(() => fromSecp256k1(limited))).toMatchObject({ feature: 'policies' })
  const client = fromSecp256k1({ ...limited, permissions: [Permission.AddPieces] }).client
  const granted = () => login.prepare(client, { permissions: [known], sessionKeyAddress: root })
  expect(await errorOf(granted)).toBeInstanceOf(MissingAuthorizerError)
  const asked = { permission: known as Policy, root, sessionKeyAddress: root } as const
  expect(await errorOf(remaining(client, asked))).toBeInstanceOf(MissingAuthorizerError)
})

test('error: key pairs that are none, or that could be taken away', async () => {
  const { publicKey } = await createP256KeyPair()
  const pairOf = async (namedCurve: string, extractable: boolean) => ({
    privateKey: (
      await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve }, extractable, ['sign', 'verify'])
    ).privateKey,
    publicKey,
  })
  const attempt = (keyPair: unknown) =>
    errorOf(() => fromP256({ chain: calibration, keyPair: keyPair as fromP256.Parameters['keyPair'], root }))
  const extractable = await attempt(await pairOf('P-256', true))
  expect(extractable).toBeInstanceOf(InvalidKeyPairError)
  expect(extractable).toMatchObject({ parameter: 'keyPair', reason: 'extractable' })
  for (const keyPair of [
    undefined,
    {},
    { privateKey: repeat('01'), publicKey },
    await pairOf('P-384', false),
  ])
    expect(await attempt(keyPair)).toMatchObject({ name: 'InvalidKeyPairError', reason: 'no key pair' })
})

test('how much data a piece holds', () => {
  // 1000 bytes in a tree of 2^5 leaves, whose room is 1016.
  const pieceCid = concat(['0x0155912022', toHex(16, { size: 1 }), toHex(5, { size: 1 }), repeat('77')])
  expect(rawSizeOf(pieceCid)).toBe(1000n)
  const twoBytes = concat(['0x0155912023', '0xc801', toHex(5, { size: 1 }), repeat('77')])
  expect(rawSizeOf(twoBytes)).toBe(816n)
  expect(rawSizeOf('0x1234')).toBe(0n)
})
