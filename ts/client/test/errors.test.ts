import { readFileSync } from 'node:fs'
import { AddPiecesError, CreateDataSetError, DeletePieceError, PullError } from '@filoz/synapse-core/errors'
import {
  type Abi,
  BaseError,
  type Chain,
  createPublicClient,
  custom,
  encodeErrorResult,
  type Hex,
  http,
  parseAbi,
  type TransactionReceipt,
  zeroAddress,
} from 'viem'
import { describe, expect, test } from 'vitest'
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
import * as nodeStorage from '../src/storage/node.ts'
import * as storage from '../src/storage.ts'
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

test('behavior: something thrown is read within bounds, whatever it is', () => {
  const data = notAuthorized(payer, signer, Permission.AddPieces)
  const circular = new Error('circular')
  circular.cause = circular
  const endless = (): Error => Object.defineProperty(new Error('endless'), 'cause', { get: endless })
  const hostile = new Proxy(new Error('hostile'), {
    get() {
      throw new Error('Do not touch.')
    },
  })
  const started = performance.now()
  for (const other of [
    circular,
    endless(),
    hostile,
    { cause: circular, message: 7 },
    new Error(`0x${'ab'.repeat(5_000_000)}`),
    new Error('0x'.repeat(5_000_000)),
    new Error('InvalidSignature('.repeat(500_000)),
    new Error('NotAuthorized: payer=0x'.repeat(500_000)),
    `0x${'00'.repeat(5_000_000)}`,
    Symbol('thrown'),
    7n,
  ])
    expect(decodeError(other)).toBe(undefined)
  // Within bounds it is still found: at the end of a circle, and in front of megabytes.
  circular.cause = new Error(`revert reason=[${data}]`, { cause: circular })
  expect(decodeError(circular)).toBeInstanceOf(NotAuthorizedError)
  expect(decodeError(`${data}${'00'.repeat(5_000_000)}`)).toBeInstanceOf(NotAuthorizedError)
  expect(performance.now() - started).toBeLessThan(2_000)
})

describe('behavior: what the Synapse SDK makes of a refusal', () => {
  /** What the service that is live says whatever is wrong with a signature, as a storage provider passes it on. */
  const live = (root: Hex, key: Hex) => {
    const data = encodeErrorResult({
      abi: parseAbi(['error InvalidSignature(address expected, address actual)']),
      args: [root, key],
    })
    return `message execution failed (exit=[33], revert reason=[${data}], vm error=[33])`
  }
  const { AddPieces, CreateDataSet, SchedulePieceRemoval } = Permission
  const kinds = [
    [AddPiecesError, [AddPieces]],
    [CreateDataSetError, [CreateDataSet, AddPieces]],
    [DeletePieceError, [SchedulePieceRemoval]],
    [PullError, [CreateDataSet, AddPieces]],
  ] as const

  test('of the service that is live, whose data it drops, by what was asked', () => {
    for (const [type, candidates] of kinds) {
      const refused = new type(live(payer, signer))
      expect(refused.message).not.toContain('revert reason')
      for (const error of [
        refused,
        new Error(`Failed: ${refused.message}`, { cause: refused }),
        refused.message,
      ])
        expect(decodeError(error)).toMatchObject({
          candidates,
          name: 'NotAuthorizedError',
          permission: candidates[0],
          root: payer,
          sessionKeyAddress: signer,
        })
    }
    expect(decodeError(live(payer, signer))).toMatchObject({ permission: undefined, root: payer })
    expect(decodeError(new AddPiecesError(live(payer, zeroAddress)))).toMatchObject({
      account: payer,
      name: 'InvalidSignatureError',
    })
  })

  test('of the devnet, in words', () => {
    const words = `payer=${payer}, signer=${signer}`
    const custom = `0x${'42'.repeat(32)}`
    expect(
      decodeError(new AddPiecesError(`revert reason=[Error(NotAuthorized: ${words}, operation=AddPieces)]`)),
    ).toMatchObject({
      name: 'NotAuthorizedError',
      permission: AddPieces,
      root: payer,
      sessionKeyAddress: signer,
    })
    expect(decodeError(`NotAuthorized: ${words}, operation=${custom}`)).toMatchObject({ permission: custom })
    expect(
      decodeError(`AuthorizationExpired: ${words}, operation=SchedulePieceRemoval, expiry=1700000000`),
    ).toMatchObject({
      expiry: 1_700_000_000n,
      name: 'AuthorizationExpiredError',
      permission: SchedulePieceRemoval,
    })
    expect(
      decodeError(`LimitExceeded: ${words}, permission=${custom}, limit=1000, used=900, asked=101`),
    ).toMatchObject({
      asked: 101n,
      limit: 1000n,
      name: 'LimitExceededError',
      permission: custom,
      root: payer,
      sessionKeyAddress: signer,
      used: 900n,
    })
    for (const operation of ['constructor', 'Nothing', '0x12']) {
      expect(decodeError(`NotAuthorized: ${words}, operation=${operation}`)).toBe(undefined)
      const terms = `operation=${operation}, dataSetId=7, provider=${payer}, limit=5`
      expect(decodeError(`PolicyNotGranted: ${words}, policy={${terms}}`)).toBe(undefined)
    }
    const refused = new Error(
      `PolicyNotGranted: ${words}, policy={operation=AddPieces, dataSetId=0, provider=${zeroAddress}, limit=1024}`,
    )
    const notGranted = decodeError(refused)
    expect(notGranted).toBeInstanceOf(SessionKey.PolicyNotGrantedError)
    expect(notGranted).toMatchObject({
      cause: refused,
      policy: { dataSetId: undefined, limit: 1024n, operation: AddPieces, provider: undefined },
      root: payer,
      sessionKeyAddress: signer,
    })
    expect(notGranted?.message).toContain('AddPieces, at most 1 KiB')
  })

  test('the registry says why the service that is live refused', async () => {
    const rootClient = devnet.rootClient(1)
    const root = rootClient.account.address
    const { address } = devnet.sessionKey({ rootIndex: 1 })
    const ask = (type: (typeof kinds)[number][0]) =>
      explainError(devnet.publicClient(), new type(live(root, address)))
    const grant = { permissions: [CreateDataSet, AddPieces], sessionKeyAddress: address } as const

    expect(await ask(AddPiecesError)).toMatchObject({ name: 'NotAuthorizedError', permission: AddPieces })
    const { timestamp } = await devnet.publicClient().getBlock()
    const expiry = timestamp + 1000n
    await loginSync(rootClient, { ...grant, expiry })
    // All that was needed holds: it was granted since, or something else was signed.
    expect(await ask(CreateDataSetError)).toMatchObject({ candidates: [CreateDataSet, AddPieces] })
    expect(await ask(DeletePieceError)).toMatchObject({
      name: 'NotAuthorizedError',
      permission: SchedulePieceRemoval,
    })
    const { receipt } = await revokeSync(rootClient, { ...grant, permissions: [AddPieces] })
    expect(await ask(CreateDataSetError)).toMatchObject({
      blockNumber: receipt.blockNumber,
      name: 'AuthorizationRevokedError',
      permission: AddPieces,
    })
    const unknown = new Error(live(root, address))
    expect(await explainError(devnet.publicClient(), unknown)).toMatchObject({ permission: undefined })

    await loginSync(rootClient, { ...grant, expiry })
    const id = await devnet.testClient().snapshot()
    await devnet.testClient().setNextBlockTimestamp({ timestamp: expiry + 1n })
    await devnet.testClient().mine({ blocks: 1 })
    expect(await ask(AddPiecesError)).toMatchObject({ expiry, name: 'AuthorizationExpiredError' })
    await devnet.testClient().revert({ id })
  })
})

describe('behavior: a policy is named in words, where it is known', () => {
  const limited = SessionKey.policy({ dataSetId: 7n, limit: 1024n ** 3n, permission: Permission.AddPieces })
  const words = 'AddPieces, at most 1 GiB, on data set 7'
  const [known, permission] = [{ policies: [limited] }, limited.hash]
  const parties = [payer, signer, permission] as const

  test.each([
    encode('AuthorizationExpired', [...parties, 1_700_000_000n]),
    encode('LimitExceeded', [...parties, 1024n ** 3n, 5n, 6n]),
    `AuthorizationExpired: payer=${payer}, signer=${signer}, operation=${permission}, expiry=1700000000`,
    `LimitExceeded: payer=${payer}, signer=${signer}, permission=${permission}, limit=1000, used=900, asked=101`,
  ])('%s', (refusal) => {
    const decoded = decodeError(refusal, known)
    expect(decoded).toMatchObject({ permission, policy: limited })
    expect(decoded?.message).toContain(words)
    expect(decoded?.message).not.toContain(permission)
    const unknown = decodeError(refusal)
    expect(unknown).toMatchObject({ permission, policy: undefined })
    expect(unknown?.message).toContain(permission)
  })

  test('by a session key that was not synced, or never granted it', async () => {
    const { address } = devnet.sessionKey()
    for (const [made, hint] of [
      [devnet.sessionKey({ permissions: [limited] }), '`await sessionKey.syncExpirations()`'],
      [devnet.sessionKey(), 'or pass that to `syncExpirations`'],
    ] as const) {
      const error = await errorOf(() => made.hasPermission(limited))
      expect(error).toMatchObject({ name: 'SessionKeyNotSyncedError', permission, policy: limited })
      expect(error.message).toContain(words)
      expect(error.message).toContain(hint)
    }
    // Asked for by its hash, the key that was made with it knows it.
    const made = devnet.sessionKey({ permissions: [limited] })
    expect((await errorOf(() => made.hasPermission(permission))).message).toContain(words)
    expect(await errorOf(() => made.hasPermission(Permission.CreateDataSet))).toMatchObject({
      policy: undefined,
    })
    const more = SessionKey.policy({ permission: Permission.CreateDataSet })
    const several = new NotAuthorizedError({
      candidates: [permission, more.hash],
      policies: [limited, more],
      root: payer,
      sessionKeyAddress: address,
    })
    expect(several).toMatchObject({ permission, policies: [limited, more] })
    expect(several.message).toContain(`${words}; or CreateDataSet`)
  })

  test('by the registry, which tells one that is over from one that was taken back', async () => {
    const rootClient = devnet.rootClient(6)
    const root = rootClient.account.address
    const { address } = devnet.sessionKey({ rootIndex: 6 })
    const data = notAuthorized(root, address, permission)
    const ask = () => explainError(devnet.publicClient(), data, known)
    expect(await ask()).toMatchObject({ name: 'NotAuthorizedError', policies: [limited] })
    expect((await ask())?.message).toContain(words)

    const { timestamp } = await devnet.publicClient().getBlock()
    await loginSync(rootClient, {
      expiry: timestamp + 1000n,
      permissions: [limited],
      sessionKeyAddress: address,
    })
    const id = await devnet.testClient().snapshot()
    await devnet.testClient().setNextBlockTimestamp({ timestamp: timestamp + 2000n })
    await devnet.testClient().mine({ blocks: 1 })
    expect(await ask()).toMatchObject({ name: 'AuthorizationExpiredError', permission, policy: limited })
    await devnet.testClient().revert({ id })
    await revokeSync(rootClient, { permissions: [limited], sessionKeyAddress: address })
    const revoked = await ask()
    expect(revoked).toMatchObject({ name: 'AuthorizationRevokedError', permission, policy: limited })
    expect(revoked?.message).toContain(words)
  })
})

test('behavior: what a session key itself refused to sign is found in what the SDK makes of it', async () => {
  const limited = SessionKey.policy({ limit: 5n, permission: Permission.AddPieces })
  const parties = { permission: limited.hash, root: payer, sessionKeyAddress: signer } as const
  for (const refused of [
    new SessionKey.LimitExceededError({ ...parties, asked: 6n, limit: 5n, policy: limited, used: 0n }),
    new SessionKey.OutsidePolicyError({
      ...parties,
      dataSetId: 7n,
      policies: [limited],
      provider: undefined,
    }),
    new AuthorizationExpiredError({ ...parties, expiry: 1n }),
  ]) {
    const wrapped = new Error('Failed to upload.', { cause: new BaseError('Failed.', { cause: refused }) })
    for (const error of [refused, wrapped]) {
      expect(decodeError(error)).toBe(refused)
      expect(await explainError(devnet.publicClient(), error)).toBe(refused)
    }
  }
  // Of one that was never granted, the registry knows more.
  const { address } = devnet.sessionKey({ rootIndex: 7 })
  const rootClient = devnet.rootClient(7)
  const missing = new NotAuthorizedError({
    candidates: [limited.hash],
    policies: [limited],
    root: rootClient.account.address,
    sessionKeyAddress: address,
  })
  const explain = () => explainError(devnet.publicClient(), new Error('Failed.', { cause: missing }))
  expect(await explain()).toBe(missing)
  await loginSync(rootClient, { permissions: [limited], sessionKeyAddress: address })
  await revokeSync(rootClient, { permissions: [limited], sessionKeyAddress: address })
  expect(await explain()).toMatchObject({ name: 'AuthorizationRevokedError', policy: limited })
})

test('behavior: a node that does not answer leaves the error as it is', async () => {
  const data = notAuthorized(payer, signer, Permission.AddPieces)
  for (const refused of [['eth_getLogs'], ['eth_call'], ['eth_blockNumber'], ['eth_getLogs', 'eth_call']]) {
    const { transport } = devnet.recorder()
    const node = transport({ chain: devnet.chain })
    const request = async (body: { method: string }) => {
      if (refused.includes(body.method)) throw new Error('lookbacks of more than 16h40m0s are disallowed')
      return node.request(body as Parameters<typeof node.request>[0])
    }
    const client = createPublicClient({
      chain: devnet.chain,
      transport: custom({ request }, { retryCount: 0 }),
    })
    expect(await explainError(client, data)).toMatchObject({ name: 'NotAuthorizedError', root: payer })
  }
  const nowhere = createPublicClient({ chain: { ...devnet.chain, contracts: {} }, transport: http() })
  expect(await explainError(nowhere, data)).toBeInstanceOf(NotAuthorizedError)
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

test('behavior: the table in docs/errors.md is the errors that there are, with the values they carry', () => {
  const table = readFileSync(new URL('../../../docs/errors.md', import.meta.url), 'utf8')
  const rows = [...table.matchAll(/^\| `(\w+)` +\| (.+) \| (.+) \| (.+) \|$/gm)]
  const documented = rows.map(([, name, values = '']) => [
    name,
    [...values.matchAll(/`(\w+)`/g)].map(([, value]) => value).sort(),
  ])
  const exported = Object.entries({ ...SessionKey, ...storage, ...nodeStorage })
    .filter(([, value]) => typeof value === 'function' && value.prototype instanceof Error)
    .map(([name]) => name)
  expect(documented.map(([name]) => name).sort()).toEqual(exported.sort())

  const own = (error: Error) =>
    Object.keys(error).filter((key) => !(key in new BaseError('')) && key !== 'cause')
  const carried = samples().map((error) => [error.name, own(error).sort()])
  expect(new Map(carried as [])).toEqual(
    new Map(documented.filter(([name]) => name !== 'SessionKeyError') as []),
  )
  for (const [name, values] of carried) expect(values?.length, `${name}`).toBeGreaterThan(0)
})

/** One error of each kind. */
function samples(): Error[] {
  const [root, sessionKeyAddress, contractAddress] = [payer, signer, signer] as const
  const permission = Permission.AddPieces
  const refusal = { permission, root, sessionKeyAddress }
  const receipt = { blockNumber: 1n, transactionHash: '0x' } as unknown as TransactionReceipt
  const chain = { id: 1, name: 'a chain' } as Chain
  const there = { chainId: 1, contractAddress }
  return [
    new SessionKey.ExplorerError({ reason: 'HTTP 404', url: 'https://explorer.example/api' }),
    new SessionKey.InvalidLinkError({ parameter: 'authorize', reason: 'missing' }),
    new SessionKey.UnnamedPermissionError({ permission }),
    new SessionKey.InvalidKeyPairError({ reason: 'extractable' }),
    new SessionKey.InvalidNumberError({ parameter: 'expiry', value: 5 }),
    new SessionKey.InvalidPolicyError({ parameter: 'provider' }),
    new SessionKey.KeyPairNotStorableError({ item: 'x' }),
    new SessionKey.LimitExceededError({ ...refusal, asked: 2n, limit: 1n, used: 0n }),
    new SessionKey.MissingAuthorizerError({ chain, feature: 'policies' }),
    new SessionKey.OutsidePolicyError({
      ...refusal,
      dataSetId: 7n,
      policies: [SessionKey.policy({ dataSetId: 8n, permission })],
      provider: undefined,
    }),
    new SessionKey.PolicyNotGrantedError({
      policy: SessionKey.policy({ dataSetId: 8n, permission }),
      root,
      sessionKeyAddress,
    }),
    new SessionKey.TypedDataOnlyError({ method: 'sign', sessionKeyAddress }),
    new SessionKey.LogsRefusedError({ blockNumber: 5n, cause: new Error('no') }),
    new SessionKey.NodeBehindError({ atLeast: 7n, blockNumber: 5n }),
    new SessionKey.SyncAllError({
      count: 2,
      failures: [
        { error: new SessionKey.NoPermissionsError(), rootAddress: payer, sessionKeyAddress: signer },
      ],
    }),
    new SessionKey.AmbiguousCallError({ action: 'login' }),
    new SessionKey.WalletNotDeployedError({ address: payer }),
    new SessionKey.AuthorizationExpiredError({ ...refusal, expiry: 1n }),
    new SessionKey.AuthorizationRevokedError({ ...refusal, blockNumber: 1n }),
    new SessionKey.ExpiryInMillisecondsError({ expiry: 1n }),
    new SessionKey.ExpiryInPastError({ expiry: 1n, now: 2n }),
    new SessionKey.FundingFailedError({ sessionKeyAddress, value: 1n }),
    new SessionKey.InvalidDurationError({ duration: 'never' }),
    new SessionKey.InvalidPermissionError({ permission: 'all' }),
    new SessionKey.InvalidPrivateKeyError(),
    new SessionKey.InvalidRootError(),
    new SessionKey.InvalidSessionKeyAddressError(),
    new SessionKey.InvalidSignatureError({ account: payer }),
    new SessionKey.InvalidSignedMessageError({ given: 1, path: 'type', wanted: 'a type' }),
    new SessionKey.MissingAccountError(),
    new SessionKey.MissingChainContractError({ chain }),
    new SessionKey.NoPermissionsError(),
    new SessionKey.NoSessionKeysError(),
    new SessionKey.NotAuthorizedError({ candidates: [permission], root, sessionKeyAddress }),
    new SessionKey.NothingUpdatedError({ contractAddress, receipt }),
    new SessionKey.RegistryFeatureError({ contractAddress, feature: 'logout' }),
    new SessionKey.SessionKeyNotSyncedError({
      permission,
      permissions: [],
      policy: undefined,
      sessionKeyAddress,
    }),
    new SessionKey.SessionKeyWithoutGasError({ sessionKeyAddress }),
    new SessionKey.SignatureExpiredError({ deadline: 1n, now: 2n }),
    new SessionKey.SignedElsewhereError({ expected: there, signed: there }),
    new SessionKey.StaleGenerationError({ currentGeneration: 2n, generation: 1n, sessionKeyAddress }),
    new SessionKey.StaleNonceError({ currentNonce: 2n, nonce: 1n }),
    new SessionKey.RegistryNotFoundError({ chainId: 1, contractAddress }),
    new SessionKey.TransactionReplacedError({ hash: '0x', reason: 'replaced', receipt }),
    new SessionKey.TransactionRevertedError({ reason: undefined, receipt }),
    new SessionKey.InvalidStoredSessionError({ item: 'an item', reason: 'it has no key' }),
    new SessionKey.SessionNotEndedError({ item: 'an item', sessionKey: devnet.sessionKey() }),
    new SessionKey.SessionNotFoundError({ root }),
    new SessionKey.SessionNotStoredError({ item: 'an item' }),
    new SessionKey.SessionTooLongError({ duration: 1n }),
    new nodeStorage.ExposedFileError({ mode: 0o644, path: 'a file' }),
    new nodeStorage.KeystorePasswordError({ path: 'a file' }),
  ]
}
