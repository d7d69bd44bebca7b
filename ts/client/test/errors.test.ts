import { readFileSync } from 'node:fs'
import { type Abi, BaseError, encodeErrorResult, type Hex } from 'viem'
import { expect, test } from 'vitest'
import * as SessionKey from '../src/index.ts'
import {
  AuthorizationExpiredError,
  AuthorizationRevokedError,
  decodeError,
  explainError,
  loginSync,
  NotAuthorizedError,
  Permission,
  revokeAllSync,
  revokeSync,
  sessionKeyRegistryAbi,
} from '../src/index.ts'
import * as slices from '../src/internal/abi.ts'
import { errorOf, useDevnet } from './helpers.ts'

const devnet = useDevnet()
const payer = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'
const signer = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'

const encode = (errorName: string, args: readonly unknown[]) =>
  encodeErrorResult({ abi: slices.errorsAbi as Abi, args, errorName })

const notAuthorized = (root: Hex, key: Hex, permission: Hex) =>
  encode('NotAuthorized', [root, key, permission])

test('default: every error of the registry has a type, and says what to do', () => {
  const values: Record<string, [new (...args: never[]) => Error, unknown[]]> = {
    ExpiryInPast: [SessionKey.ExpiryInPastError, [5n, 10n]],
    ExpiryTooFar: [SessionKey.ExpiryInMillisecondsError, [1_700_000_000_000n]],
    FundingFailed: [SessionKey.FundingFailedError, [signer, 7n]],
    InvalidSignature: [SessionKey.InvalidSignatureError, [payer]],
    NoPermissions: [SessionKey.NoPermissionsError, []],
    NoSigners: [SessionKey.NoSessionKeysError, []],
    SignatureExpired: [SessionKey.SignatureExpiredError, [5n, 10n]],
    StaleGeneration: [SessionKey.StaleGenerationError, [signer, 1n, 2n]],
    StaleNonce: [SessionKey.StaleNonceError, [1n, 2n]],
    ZeroSigner: [SessionKey.InvalidSessionKeyAddressError, []],
  }
  const names = sessionKeyRegistryAbi
    .filter(({ type }) => type === 'error')
    .map((item) => (item as { name: string }).name)
  expect(Object.keys(values).sort()).toEqual(names.sort())
  for (const [name, [type, args]] of Object.entries(values)) {
    const error = decodeError(encode(name, args)) as BaseError
    expect(error, name).toBeInstanceOf(type)
    expect(error.name).toBe(type.name)
    expect(error.metaMessages?.join('').length).toBeGreaterThan(10)
    for (const arg of args.slice(0, 1)) expect(error.message).toContain(String(arg))
  }
})

test('behavior: not authorized, apart from expired, by name and with values', () => {
  const missing = decodeError(notAuthorized(payer, signer, Permission.AddPieces))
  expect(missing).toBeInstanceOf(NotAuthorizedError)
  expect(missing).toMatchObject({ permission: Permission.AddPieces, root: payer, sessionKeyAddress: signer })
  expect(missing?.message).toContain(`not authorized by ${payer} for AddPieces`)

  const expired = decodeError(
    encode('AuthorizationExpired', [payer, signer, Permission.TerminateDataSet, 1_700_000_000n]),
  )
  expect(expired).toBeInstanceOf(AuthorizationExpiredError)
  expect(expired).toMatchObject({ expiry: 1_700_000_000n, permission: Permission.TerminateDataSet })
  expect(expired?.message).toContain('TerminateDataSet')
  expect(expired?.message).toContain('expired at 2023-11-14T22:13:20.000Z (1700000000)')
})

test('behavior: a revert is found in what viem throws, and in the text of a storage provider', async () => {
  const data = notAuthorized(payer, signer, Permission.AddPieces)
  // A contract that reverts with whatever it is called with.
  const echo = '0x00000000000000000000000000000000000000e0'
  await devnet.testClient().setCode({ address: echo, bytecode: '0x3660006000373660006000fd' })
  const thrown = [
    await errorOf(devnet.publicClient().call({ data, to: echo })),
    await errorOf(devnet.rootClient().sendTransaction({ data, to: echo })),
    new Error(`provider said 500: message execution failed: exit 33, revert reason: ${data}, vm error`),
    new BaseError('Upload failed.', { cause: new Error(`retcode=33 ${data}`) }),
  ]
  for (const error of thrown) {
    const decoded = decodeError(error)
    expect(decoded).toBeInstanceOf(NotAuthorizedError)
    expect(decoded?.cause).toBe(error)
  }
  for (const other of [
    undefined,
    null,
    'text',
    '0x',
    '0x1234',
    new Error('no'),
    new Error(`0x${'ab'.repeat(36)}`),
  ])
    expect(decodeError(other)).toBe(undefined)
})

test('behavior: never granted, apart from revoked, apart from dropped with all', async () => {
  const client = devnet.publicClient()
  const rootClient = devnet.rootClient()
  const root = rootClient.account.address
  const custom = `0x${'42'.repeat(32)}` as const
  const ask = async (sessionKeyAddress: Hex, permission: Hex) =>
    explainError(client, notAuthorized(root, sessionKeyAddress, permission))

  const revoked = devnet.sessionKey().address
  await loginSync(rootClient, { permissions: [Permission.AddPieces], sessionKeyAddress: revoked })
  const { receipt } = await revokeSync(rootClient, {
    permissions: [Permission.AddPieces],
    sessionKeyAddress: revoked,
  })
  await revokeSync(rootClient, { permissions: [Permission.CreateDataSet], sessionKeyAddress: revoked })
  const error = await ask(revoked, Permission.AddPieces)
  expect(error).toBeInstanceOf(AuthorizationRevokedError)
  expect(error).toMatchObject({ blockNumber: receipt.blockNumber, permission: Permission.AddPieces })
  expect(error?.message).toContain('AddPieces')
  expect(error?.cause).toBeInstanceOf(NotAuthorizedError)
  expect(await ask(revoked, Permission.CreateDataSet)).toBeInstanceOf(NotAuthorizedError)

  const dropped = devnet.sessionKey().address
  await loginSync(rootClient, { permissions: [custom], sessionKeyAddress: dropped })
  await revokeAllSync(rootClient, { sessionKeyAddresses: [dropped] })
  expect(await ask(dropped, custom)).toBeInstanceOf(AuthorizationRevokedError)
  expect(await ask(devnet.sessionKey().address, custom)).toBeInstanceOf(NotAuthorizedError)
  expect(await explainError(client, new Error('something else'))).toBe(undefined)
})

test('behavior: the table in docs/errors.md is the errors that there are', () => {
  const table = readFileSync(new URL('../../../docs/errors.md', import.meta.url), 'utf8')
  const rows = [...table.matchAll(/^\| `(\w+)` +\| (.+) \| (.+) \|$/gm)]
  const exported = Object.entries(SessionKey)
    .filter(([, value]) => typeof value === 'function' && value.prototype instanceof Error)
    .map(([name]) => name)
  expect(rows.map(([, name]) => name).sort()).toEqual(exported.sort())
})
