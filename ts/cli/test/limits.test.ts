import { readFile } from 'node:fs/promises'
import { Synapse } from '@filoz/synapse-sdk'
import { Ajv } from 'ajv'
import {
  DefaultFwssPermissions,
  fromSecp256k1,
  getExpirations,
  loginSync,
  Permission,
  type PermissionOrPolicy,
  permissionOf,
  readLink,
  revokeSync,
  UploadPermissions,
  uploadLimits,
} from 'foc-session-keys'
import { type Address, createClient, createTestClient, type Hex, http } from 'viem'
import { generatePrivateKey, privateKeyToAddress } from 'viem/accounts'
import { sendTransaction, waitForTransactionReceipt } from 'viem/actions'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { createFaultProxy } from '../../client/test/faultProxy.ts'
import { newData, useDevnet } from '../../devnet/test/e2e/helpers.ts'
import { run } from './program.ts'
import { openTerminal } from './tty.ts'
import { useFolder } from './useFolder.ts'

const devnet = useDevnet()
const folder = useFolder()
// Each runs the command several times.
vi.setConfig({ testTimeout: 120_000 })

const schema = JSON.parse(await readFile(new URL('../schema.json', import.meta.url), 'utf8'))
const isDocument = new Ajv({ strict: true, strictRequired: false }).compile(schema)

const environment = (env: Record<string, string> = {}) => ({
  HOME: folder.home,
  NETWORK: 'devnet',
  RPC_URL: devnet.devnet.rpcUrl,
  ...env,
})
const asRoot = () => environment({ PRIVATE_KEY: devnet.devnet.accounts[0].privateKey })
const root = () => devnet.rootClient().account.address

async function json(args: readonly string[], env = environment()) {
  const { code, error, out } = await run([...args, '--json'], env)
  const document = JSON.parse(out)
  expect(isDocument(document), JSON.stringify(isDocument.errors)).toBe(true)
  return { exit: code, said: error, ...document }
}

const newKey = () => privateKeyToAddress(generatePrivateKey())

/** A session file as it is stored; its lines are not told. */
const stored = async () => (await folder.sessions())['devnet.env'] ?? {}

/** A key that the root granted this, as the environment has it. */
async function granted(permissions: readonly PermissionOrPolicy[]) {
  const privateKey = generatePrivateKey()
  const address = privateKeyToAddress(privateKey)
  await loginSync(devnet.rootClient(), { permissions, sessionKeyAddress: address })
  return { address, lines: { SESSION_KEY: privateKey, WALLET_ADDRESS: root() } }
}

const expiryOf = async (sessionKeyAddress: Address, permission: PermissionOrPolicy) =>
  Object.values(
    await getExpirations(devnet.publicClient(), {
      permissions: [permission],
      root: root(),
      sessionKeyAddress,
    }),
  )[0]

const mebibyte = uploadLimits({ bytes: 1024n ** 2n })
const scopes = 'createDataSet:max=2,addPieces:max=1048576'

test('from login with a limit to the last byte, a renewal, and the end', async () => {
  const terminal = openTerminal(['login', '--no-browser', '--max-bytes', '1MiB'], environment())
  const [link] = await terminal.shows(/http:\S+&network=devnet/)
  const asked = readLink(link)
  if (asked?.action !== 'authorize') throw new Error(link)
  expect(asked.permissions.map(String)).toEqual(mebibyte.map(String))
  const address = asked.sessionKeyAddress
  expect(await stored()).toMatchObject({ SESSION_SCOPES: scopes, mode: 0o600 })

  const grant = await run(['authorize', address, '--max-bytes', '1MiB', '--yes'], asRoot())
  expect(grant.code).toBe(0)
  expect(grant.out).toContain(
    `let ${address} do CreateDataSet, at most 2 times; AddPieces, at most 1 MiB until `,
  )
  expect(await terminal.ended).toBe(0)
  expect(terminal.shown()).toMatch(/✓.* AddPieces, at most 1 MiB +ends in .*; 1 MiB of 1 MiB left/)

  const status = await run(['status'], environment())
  expect(status.code).toBe(0)
  expect(status.out).toMatch(/✓ CreateDataSet, at most 2 times +ends in .*; 2 of 2 left\n/)

  // What a program does with the file.
  const { SESSION_KEY, SESSION_SCOPES, WALLET_ADDRESS } = await stored()
  const sessionKey = fromSecp256k1({
    chain: devnet.devnet.chain,
    permissions: `${SESSION_SCOPES}`.split(',').flatMap((scope) => permissionOf(scope) ?? []),
    privateKey: SESSION_KEY as Hex,
    root: WALLET_ADDRESS as Address,
    transport: http(),
  })
  await sessionKey.syncExpirations()
  const account = {
    ...devnet.rootClient().account,
    signTypedData: () => Promise.reject(new Error('The root was asked to sign.')),
  }
  const client = createClient({ account, chain: devnet.devnet.chain, transport: http() })
  // `Synapse.create` of 0.41 takes keys with all four permissions only.
  const synapse = new Synapse({ client, sessionClient: sessionKey.client, source: null })
  const upload = (size: number) => synapse.storage.upload(newData(size), { metadata: { test: 'terminal' } })
  expect((await upload(2 ** 18)).copies).toHaveLength(2)
  expect((await run(['status'], environment())).out).toMatch(/AddPieces.*; 512 KiB of 1 MiB left\n/)
  expect((await upload(2 ** 18)).copies).toHaveLength(2)
  const used = await run(['status'], environment())
  expect(used.code).toBe(0)
  expect(used.out).toMatch(/! AddPieces, at most 1 MiB +ends in .*; 0 bytes of 1 MiB left\n/)

  const doctor = await json(['doctor'])
  const line = doctor.data.checks.find(({ title }: { title: string }) => title.startsWith('AddPieces'))
  expect(line).toMatchObject({
    cure: expect.stringContaining(`renew ${address} --network devnet --scopes addPieces:max=1048576`),
    message: expect.stringContaining('nothing is left'),
    status: 'warning',
  })
  // The cure does it.
  const cure = line.cure.split('foc-session-keys ')[1].split(' ')
  const renewed = await run([...cure, '--validity', '20d', '--yes'], asRoot())
  expect(renewed.code).toBe(0)
  expect(renewed.error).toContain('limits are counted anew')
  expect((await json(['status'])).data.grants['addPieces:max=1048576'].remaining).toBe('1048576')

  const list = await run(['list'], environment({ WALLET_ADDRESS: root() }))
  expect(list.out).toMatch(/✓ AddPieces, at most 1 MiB +ends in /)
  const kept = await json(['logout'])
  expect(kept).toMatchObject({ data: { forgotten: false }, exit: 2 })
  expect(kept.error.message).toContain(
    'still grants CreateDataSet, at most 2 times; AddPieces, at most 1 MiB',
  )
  expect((await run(['revoke', address, '--yes'], asRoot())).code).toBe(0)
  expect(await json(['status'])).toMatchObject({ data: { status: 'revoked' }, exit: 2 })
  expect(await json(['logout'])).toMatchObject({ data: { forgotten: true }, exit: 0 })
})

describe('what is asked for', () => {
  const provider = '0x8d5c9c0df9d0d5c9c0df9d0d5c9c0df9d0d5c9c0'
  test.each([
    [
      ['--max-bytes', '1.5GiB'],
      ['createDataSet:max=2', 'addPieces:max=1610612736'],
    ],
    [
      ['--max-bytes', '500MB', '--max-data-sets', '5'],
      ['createDataSet:max=5', 'addPieces:max=500000000'],
    ],
    [
      ['--max-bytes', '7', '--provider', provider],
      [`createDataSet:max=1:provider=${provider}`, `addPieces:max=7:provider=${provider}`],
    ],
    [
      ['--max-data-sets', '1'],
      ['createDataSet:max=1', 'addPieces'],
    ],
    [['--data-set', '7'], ['addPieces:dataSet=7']],
    [
      ['--data-set', '7', '--scopes', 'schedulePieceRemovals,addPieces', '--max-bytes', '1kB'],
      ['addPieces:max=1000:dataSet=7', 'schedulePieceRemovals:dataSet=7'],
    ],
    [
      ['--scopes', 'terminateService,addPieces', '--max-bytes', '2TiB'],
      ['addPieces:max=2199023255552', 'terminateService'],
    ],
    [['--scopes', 'addPieces:max=5:dataSet=7'], ['addPieces:max=5:dataSet=7']],
  ])('default: %j', async (args, expected) => {
    const asked = await json(['login', ...args])
    expect(asked).toMatchObject({ data: { scopes: expected }, exit: 2 })
    expect(new URL(asked.data.link).searchParams.get('scopes')).toBe(expected.join(','))
    const { data } = await json(['authorize', newKey(), ...args, '--dry-run', '--wallet-address', root()])
    expect(data.steps[0].scopes).toEqual(expected)
    expect(BigInt(data.steps[0].gas)).toBeGreaterThan(21_000n)
  })

  test.each([
    ['--max-bytes', '0', 'whole number of bytes above zero'],
    ['--max-bytes', '0.1KiB', 'whole number of bytes above zero'],
    ['--max-bytes', '-1', 'whole number of bytes above zero'],
    ['--max-bytes', '1e9', 'whole number of bytes above zero'],
    ['--max-bytes', '10', 'units are B, KB', 'Gb'],
    ['--max-bytes', `${2n ** 128n}`, 'whole number of bytes above zero'],
    [
      '--max-bytes',
      '1',
      'limits addPieces, which --scopes does not ask for',
      '',
      '--scopes',
      'createDataSet',
    ],
    ['--max-data-sets', '0', 'whole number above zero'],
    ['--max-data-sets', '2', 'limits createDataSet, which', '', '--scopes', 'addPieces'],
    ['--data-set', '0', 'id of a data set'],
    ['--data-set', '7', 'createDataSet makes another one', '', '--scopes', 'createDataSet,addPieces'],
    ['--data-set', '7', 'createDataSet makes another one', '', '--max-data-sets', '1'],
    ['--provider', '1', 'provider is no address'],
    ['--provider', '0x8D5c9c0df9d0d5c9c0df9d0d5c9c0df9d0d5c9c0', 'wrong checksum'],
    ['--max-bytes', '1', 'in --scopes and beside it', '', '--scopes', 'addPieces:max=1'],
    ['--scopes', 'addPieces,addPieces:max=1', 'with limits and without'],
    ['--scopes', 'addPieces:max=01', 'not written as they have to be'],
    ['--scopes', 'addPieces:dataSet=1:max=5', 'not written as they have to be'],
    ['--scopes', 'addPiece:max=5', 'They are createDataSet'],
  ])('error: %s %s: %s', async (option, value, message, unit = '', ...more) => {
    const refusal = {
      code: 'INVALID_ARGUMENT',
      error: { message: expect.stringContaining(message) },
      exit: 1,
    }
    const args = [option, `${value}${unit}`, ...more]
    expect(await json(['login', ...args])).toMatchObject(refusal)
    expect(await json(['authorize', newKey(), ...args, '--yes'], asRoot())).toMatchObject(refusal)
    expect(await folder.sessions()).toEqual({})
  })

  test.each(['mainnet', 'calibration'])(
    'error: %s takes no limits, which is said before anything else',
    async (network) => {
      // Nobody answers there.
      const env = environment({ NETWORK: network, RPC_URL: 'http://127.0.0.1:9' })
      for (const args of [
        ['login', '--max-bytes', '1MiB'],
        ['login', '--provider', provider],
        ['authorize', newKey(), '--data-set', '7', '--calldata'],
      ]) {
        const refused = await json(args, env)
        expect(refused).toMatchObject({
          code: 'INVALID_ARGUMENT',
          error: { details: { name: 'MissingAuthorizerError' } },
          exit: 1,
        })
        expect(refused.error.message).toMatch(/does not take policies.*Leave out --max-bytes/)
      }
      expect(await folder.sessions()).toEqual({})
    },
  )

  test('behavior: it goes on with its limits, though they are not typed again', async () => {
    const first = await json(['login', '--max-bytes', '1MiB'])
    const again = await json(['login'])
    expect(again.data).toEqual(first.data)
    const args = first.actions[1].command.split(' ').slice(1)
    expect(args).toContain(scopes)
    expect((await json(args)).data).toEqual(first.data)
    // A new key is asked for what is typed.
    expect((await json(['login', '--fresh'])).data.scopes).toEqual(['createDataSet', 'addPieces'])
  })

  test('behavior: --calldata says on chain what it grants', async () => {
    const key = newKey()
    const { data } = await json(['authorize', key, '--max-bytes', '1MiB', '--calldata'])
    const [call] = data.calls
    expect(call).toMatchObject({
      permissions: ['CreateDataSet, at most 2 times', 'AddPieces, at most 1 MiB'],
      policies: [
        { limit: '2', operation: 'createDataSet' },
        { dataSetId: null, limit: '1048576', provider: null },
      ],
    })
    const wallet = devnet.rootClient()
    const hash = await sendTransaction(wallet, { data: call.data as Hex, to: call.to as Address })
    await waitForTransactionReceipt(wallet, { hash })
    const { data: found } = await json(['who', key])
    expect(found.sessions[0]).toMatchObject({
      grants: { 'addPieces:max=1048576': { policy: { limit: '1048576' }, status: 'active' } },
      unknown: [],
    })
  })
})

describe('what is granted', () => {
  test('behavior: narrower limits than were asked for are an answer, though not all of it', async () => {
    const terminal = openTerminal(['login', '--no-browser', '--max-bytes', '1MiB'], environment())
    const [link] = await terminal.shows(/http:\S+&network=devnet/)
    const asked = readLink(link)
    if (asked?.action !== 'authorize') throw new Error(link)
    const { sessionKeyAddress } = asked
    await loginSync(devnet.rootClient(), { permissions: uploadLimits({ bytes: 1000n }), sessionKeyAddress })
    expect(await terminal.ended).toBe(2)
    const { code, error, out } = await run(['status'], environment())
    expect(code).toBe(2)
    expect(out).toMatch(/✓ AddPieces, at most 1000 bytes +ends in .*; 1000 bytes of 1000 bytes left\n/)
    expect(out).toMatch(/✗ AddPieces, at most 1 MiB +not granted\n/)
    expect(error).toContain('Not granted, or not for long enough: AddPieces, at most 1 MiB.')
    expect(await stored()).toMatchObject({
      SESSION_KNOWN_SCOPES: 'addPieces:max=1000',
      SESSION_SCOPES: scopes,
      WALLET_ADDRESS: root(),
    })
    // Who needs no more than that asks for no more.
    for (const enough of ['addPieces', 'addPieces:max=1000'])
      expect(await json(['status', '--scopes', enough])).toMatchObject({ code: 'OK', exit: 0 })
  })

  test('behavior: the whole beside it is told, as nothing is limited then', async () => {
    const { address } = await granted([...mebibyte, Permission.AddPieces])
    const { out: roots } = await run(['who', address], environment())
    for (const one of ['AddPieces, at most 1 MiB', 'addPieces ']) expect(roots).toContain(`✓ ${one}`)

    // A wallet that knows no limits.
    const { address: wide, lines } = await granted([Permission.AddPieces])
    const env = environment({ ...lines, SESSION_SCOPES: scopes })
    const { data, exit } = await json(['status'], env)
    expect({ exit, missing: data.missing, unlimited: data.unlimited }).toEqual({
      exit: 2,
      missing: ['createDataSet:max=2', 'addPieces:max=1048576'],
      unlimited: ['addPieces'],
    })
    expect((await run(['status'], env)).out).toContain(`revoke ${wide} --scopes addPieces`)
    const { data: doctor } = await json(['doctor'], env)
    expect(JSON.stringify(doctor.checks)).toContain('granted as a whole, too')
  })

  test('behavior: a key from elsewhere, with its limits said or not', async () => {
    const { address, lines } = await granted(mebibyte)
    const limited = { data: { missing: [], sessionKeyAddress: address }, exit: 0 }
    const grants = { 'addPieces:max=1048576': { remaining: '1048576', status: 'active' } }
    for (const env of [lines, { ...lines, SESSION_SCOPES: scopes }]) {
      const status = await json(['status'], environment(env))
      expect(status).toMatchObject(limited)
      expect(status.data.grants).toMatchObject(grants)
      const { data } = await json(['doctor'], environment(env))
      expect(data.checks).toContainEqual(
        expect.objectContaining({
          message: expect.stringMatching(/granted, ends .*, 1 MiB of 1 MiB left$/),
          title: 'AddPieces, at most 1 MiB',
        }),
      )
    }
    // The permission that the SDK asks for is answered by its limited part.
    const args = ['status', '--scopes', 'createDataSet,addPieces']
    expect(await json(args, environment(lines))).toMatchObject({ exit: 0 })
  })

  test('behavior: a hash that nobody explained is shown as what it is', async () => {
    const hash = `0x${'11'.repeat(32)}` as const
    const { address } = await granted([Permission.AddPieces, hash])
    const { out } = await run(['who', address], environment())
    expect(out).toContain(`✓ ${hash} (unknown: limits that nobody told, or anything else) ends in`)
    expect((await json(['who', address])).data.sessions[0].unknown).toEqual([hash])
    const renewed = await run(['renew', address, '--validity', '20d', '--yes'], asRoot())
    expect(renewed).toMatchObject({ code: 0, error: expect.stringContaining(`${hash}: unknown`) })
    expect(renewed.out).toContain('do addPieces until')
  })

  test('behavior: renewed are the limits of a key, and no more', async () => {
    const { address } = await granted(mebibyte)
    const [create, add] = mebibyte
    const [before, other] = [await expiryOf(address, add), await expiryOf(address, create)]
    const args = ['renew', address, '--scopes', 'addPieces', '--validity', '20d']
    expect((await json([...args, '--yes'], asRoot())).data.steps[0].scopes).toEqual(['addPieces:max=1048576'])
    expect(await expiryOf(address, add)).toBeGreaterThan(before ?? 0n)
    expect(await expiryOf(address, create)).toBe(other)
    expect(await expiryOf(address, Permission.AddPieces)).toBe(0n)
    const again = await json(['renew', address, '--scopes', 'addPieces', '--yes'], asRoot())
    expect(again).toMatchObject({ data: { steps: [] }, exit: 0 })
    const more = await json(['renew', address, '--scopes', 'addPieces:max=9', '--yes'], asRoot())
    expect(more).toMatchObject({ code: 'INVALID_ARGUMENT', exit: 1 })
  })

  test('behavior: revoked is a scope with all its limits', async () => {
    const { address } = await granted([...mebibyte, Permission.AddPieces])
    const [create, add] = mebibyte
    const { data } = await json(['revoke', address, '--scopes', 'addPieces', '--yes'], asRoot())
    expect(data.steps).toHaveLength(1)
    for (const gone of [add, Permission.AddPieces]) expect(await expiryOf(address, gone)).toBe(0n)
    expect(await expiryOf(address, create)).toBeGreaterThan(0n)
    await run(['revoke', address, '--scopes', 'createDataSet:max=2', '--yes'], asRoot())
    expect(await expiryOf(address, create)).toBe(0n)
  })
})

test('behavior: where the node gives no events, it is said that limits could not be looked up', async () => {
  const { address, lines } = await granted([...mebibyte, Permission.AddPieces])
  const node = await createFaultProxy(devnet.devnet.rpcUrl)
  onTestFinished(() => node.stop())
  node.setFault(({ method }) =>
    method === 'eth_getLogs' ? { error: { code: -32_000, message: 'too old' } } : undefined,
  )
  const env = { RPC_URL: node.url }
  const status = await json(['status'], environment({ ...lines, ...env }))
  expect(status).toMatchObject({ exit: 0, said: expect.stringContaining('set SESSION_SCOPES') })
  const told = await json(['status'], environment({ ...lines, ...env, SESSION_SCOPES: scopes }))
  expect(told).toMatchObject({ data: { missing: [] }, exit: 0, said: '' })
  const { data } = await json(['doctor'], environment({ ...lines, ...env }))
  expect(data.checks).toContainEqual(
    expect.objectContaining({ cure: expect.stringContaining('SESSION_SCOPES'), status: 'warning' }),
  )
  const args = ['revoke', address, '--scopes', 'addPieces', '--yes']
  const revoked = await json(args, { ...asRoot(), ...env })
  expect(revoked).toMatchObject({ exit: 0, said: expect.stringContaining('and stays') })
  expect(await expiryOf(address, Permission.AddPieces)).toBe(0n)
})

describe('the file', () => {
  test('behavior: one without limits is read as before', async () => {
    const { address, lines } = await granted([Permission.AddPieces])
    const state = JSON.stringify({ address, since: '0', wanted: [Permission.AddPieces] })
    await folder.store({ ...lines, NETWORK: 'devnet', SESSION_STATE: `'${state}'` })
    expect(await json(['status'])).toMatchObject({ data: { missing: [], state: 'granted' }, exit: 0 })
    expect(await json(['login'])).toMatchObject({ data: { sessionKeyAddress: address }, exit: 0 })
    expect(await stored()).toMatchObject({ SESSION_SCOPES: 'addPieces' })
  })

  test.each([
    ['SESSION_SCOPES', 'addPieces:max=0'],
    ['SESSION_SCOPES', 'addPieces:most=5'],
    ['SESSION_SCOPES', 'addPieces,,createDataSet'],
    ['SESSION_SCOPES', 'everything'],
    ['SESSION_SCOPES', `addPieces:max=${2n ** 128n}`],
    ['SESSION_KNOWN_SCOPES', 'addPieces:max=5:provider=0x00'],
  ])('error: %s=%s is no wider key', async (name, value) => {
    const { lines } = await granted(UploadPermissions)
    await folder.store({ ...lines, [name]: `'${value}'` })
    for (const command of ['status', 'login', 'logout', 'renew']) {
      const refused = await json([command], asRoot())
      expect(refused).toMatchObject({ code: 'INVALID_ARGUMENT', error: { details: { name } }, exit: 1 })
      expect(refused.error.message).not.toContain(value)
    }
    const doctor = await json(['doctor'])
    expect(doctor.error.details.failed).toContain('Session key')
  })

  test('error: nor in the environment, where it may be a key', async () => {
    const { lines } = await granted(UploadPermissions)
    const secret = generatePrivateKey()
    const refused = await json(['status'], environment({ ...lines, SESSION_SCOPES: secret }))
    expect(refused).toMatchObject({ code: 'INVALID_ARGUMENT', exit: 1 })
    expect(JSON.stringify(refused)).not.toContain(secret.slice(2, 20))
  })

  test('behavior: limits that were asked for before are not forgotten while they hold', async () => {
    const { data } = await json(['login', '--max-bytes', '1MiB'])
    const sessionKeyAddress = data.sessionKeyAddress as Address
    await json(['login', '--max-bytes', '1KiB', '--max-data-sets', '3'])
    expect(await stored()).toMatchObject({
      SESSION_KNOWN_SCOPES: scopes,
      SESSION_SCOPES: 'createDataSet:max=3,addPieces:max=1024',
    })
    // The first link was out, and somebody used it.
    await loginSync(devnet.rootClient(), { permissions: mebibyte, sessionKeyAddress })
    expect(await json(['logout'])).toMatchObject({ data: { forgotten: false }, exit: 2 })
    expect(await json(['login', '--timeout', '1'])).toMatchObject({
      data: { scopes: ['createDataSet:max=3', 'addPieces:max=1024'] },
    })
    await revokeSync(devnet.rootClient(), { sessionKeyAddress })
    expect(await json(['logout'])).toMatchObject({ data: { forgotten: true }, exit: 0 })
  })

  test('behavior: logout --revoke takes back what is limited', async () => {
    const { address, lines } = await granted(mebibyte)
    await folder.store({ ...lines, SESSION_SCOPES: `'${scopes}'` })
    expect(await json(['logout', '--revoke'], asRoot())).toMatchObject({ data: { forgotten: true }, exit: 0 })
    for (const one of [...mebibyte, ...DefaultFwssPermissions]) expect(await expiryOf(address, one)).toBe(0n)
  })
})

test('error: a doctor without the contract that counts', async () => {
  const { chain } = devnet.devnet
  const client = devnet.publicClient()
  const address = chain.contracts.sessionKeyAuthorizer?.address ?? '0x'
  const anvil = createTestClient({ chain, mode: 'anvil', transport: http() })
  const bytecode = (await client.getCode({ address })) ?? '0x'
  const { data: before } = await json(['doctor'])
  expect(before.checks).toContainEqual(expect.objectContaining({ check: 'limits', status: 'ok' }))
  await anvil.setCode({ address, bytecode: '0x' })
  try {
    const { data, exit } = await json(['doctor'])
    expect(exit).toBe(1)
    expect(data.checks).toContainEqual(
      expect.objectContaining({
        check: 'limits',
        cure: expect.stringContaining('foc-session-keys-devnet'),
        message: expect.stringContaining(address),
        status: 'failed',
      }),
    )
  } finally {
    await anvil.setCode({ address, bytecode })
  }
})
