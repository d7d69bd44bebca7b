import { keccak256, toHex } from 'viem'
import { generatePrivateKey, privateKeyToAddress } from 'viem/accounts'
import { expect, test } from 'vitest'
import {
  authorizeLink,
  DefaultFwssPermissions,
  DestructivePermissions,
  InvalidLinkError,
  InvalidSessionKeyAddressError,
  LegacyPermission,
  type Network,
  Permission,
  type PermissionOrPolicy,
  type Policy,
  pairingCode,
  permissionOf,
  policy,
  readLink,
  revokeLink,
  scopeOf,
  scopeToDataSet,
  UnnamedPermissionError,
  UploadPermissions,
} from '../src/index.ts'
import { errorOf } from './helpers.ts'

const consoleUrl = 'https://pay.filecoin.cloud'
const network = 'calibration'
const sessionKeyAddress = privateKeyToAddress(generatePrivateKey())
const lowerCase = sessionKeyAddress.toLowerCase()
const request = { network, permissions: UploadPermissions, sessionKeyAddress } as const

test('default: a link as consoles on Filecoin take it', () => {
  expect(authorizeLink({ ...request, consoleUrl })).toBe(
    `${consoleUrl}/console/session-keys?authorize=${lowerCase}&scopes=createDataSet,addPieces&network=calibration`,
  )
  expect(revokeLink({ consoleUrl, network, sessionKeyAddress })).toBe(
    `${consoleUrl}/console/session-keys?revoke=${lowerCase}&network=calibration`,
  )
})

test('behavior: a console that is not at the top of its host', () => {
  for (const url of ['http://localhost:8788/foc/', new URL('http://localhost:8788/foc?x=1#y')])
    expect(revokeLink({ consoleUrl: url, network: 'devnet', sessionKeyAddress })).toBe(
      `http://localhost:8788/foc/console/session-keys?revoke=${lowerCase}&network=devnet`,
    )
})

test('behavior: what is written is read', () => {
  for (const permissions of [UploadPermissions, DefaultFwssPermissions, [Permission.TerminateDataSet]])
    for (const one of ['mainnet', 'calibration', 'devnet'] satisfies Network[]) {
      const link = authorizeLink({ ...request, consoleUrl, name: 'My app & co', network: one, permissions })
      expect(readLink(link)).toEqual({
        action: 'authorize',
        name: 'My app & co',
        network: one,
        permissions,
        sessionKeyAddress,
        unknownScopes: [],
      })
    }
  expect(readLink(revokeLink({ consoleUrl, network, sessionKeyAddress }))).toEqual({
    action: 'revoke',
    network,
    sessionKeyAddress,
  })
})

test('behavior: what is no scope is dropped, and said in a form fit to be shown', () => {
  const scopes = encodeURIComponent(
    'addPieces,withdrawAll,addPieces, addPieces ,__proto__,\u202eevil,,AddPieces',
  )
  expect(readLink(`?authorize=${lowerCase}&scopes=${scopes}&network=${network}`)).toMatchObject({
    permissions: [Permission.AddPieces],
    unknownScopes: ['withdrawAll', '__proto__', 'evil', 'AddPieces'],
  })
  expect(readLink(`?authorize=${lowerCase}&network=${network}`)).toMatchObject({
    permissions: [],
    unknownScopes: [],
  })
})

test('behavior: a name is made fit to be shown', () => {
  const name = encodeURIComponent(`\u202e\u0007${'x'.repeat(100)}`)
  const read = readLink(`?authorize=${lowerCase}&scopes=addPieces&network=${network}&name=${name}`)
  expect(read).toMatchObject({ name: 'x'.repeat(64) })
})

test('behavior: a link to something else', () => {
  expect(readLink(`${consoleUrl}/console`)).toBe(undefined)
  expect(readLink('?network=calibration')).toBe(undefined)
})

test('error: an address that is none, or that may have been typed', async () => {
  const privateKey = generatePrivateKey()
  const mixed = sessionKeyAddress.replace(/[a-f]/i, (letter) =>
    letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
  )
  const cases = [
    ['', 'missing'],
    [privateKey, 'no address'],
    ['0x1234', 'no address'],
    [`0x${'0'.repeat(40)}`, 'no address'],
    [mixed, 'wrong checksum'],
    [`0x${lowerCase.slice(2).toUpperCase()}`, 'wrong checksum'],
    [`${lowerCase}&authorize=${lowerCase}`, 'repeated'],
  ]
  for (const [value, reason] of cases) {
    const error = await errorOf(() => readLink(`?authorize=${value}&network=${network}`))
    expect(error).toBeInstanceOf(InvalidLinkError)
    expect(error).toMatchObject({ parameter: 'authorize', reason })
    expect(error.message).not.toContain(privateKey.slice(2))
  }
  expect(readLink(`?revoke=${sessionKeyAddress}&network=${network}`)).toMatchObject({ sessionKeyAddress })
})

test('error: a network that is none', async () => {
  for (const [query, reason] of [
    ['', 'missing'],
    ['&network=goerli', 'unknown network'],
    ['&network=mainnet&network=calibration', 'repeated'],
  ]) {
    const error = await errorOf(() => readLink(`?authorize=${lowerCase}${query}`))
    expect(error).toMatchObject({ name: 'InvalidLinkError', parameter: 'network', reason })
  }
})

test('error: what a link cannot ask for', async () => {
  const scoped = scopeToDataSet(Permission.AddPieces, 7n)
  for (const permission of [scoped, LegacyPermission.DeleteDataSet]) {
    const asked = { ...request, consoleUrl, permissions: [permission] }
    const error = await errorOf(() => authorizeLink(asked))
    expect(error).toBeInstanceOf(UnnamedPermissionError)
    expect(error).toMatchObject({ permission })
    await expect(pairingCode(asked)).rejects.toBeInstanceOf(UnnamedPermissionError)
  }
  const key = await errorOf(() => authorizeLink({ ...request, consoleUrl, sessionKeyAddress: '0x12' }))
  expect(key).toBeInstanceOf(InvalidSessionKeyAddressError)
})

test('default: scopes and permissions, both ways', () => {
  for (const permission of DefaultFwssPermissions) {
    const scope = scopeOf(permission)
    expect(scope && permissionOf(scope)).toBe(permission)
  }
  expect(scopeOf(`0x${Permission.AddPieces.slice(2).toUpperCase()}`)).toBe('addPieces')
  expect(permissionOf('toString')).toBe(undefined)
  expect(DestructivePermissions.map(scopeOf)).toEqual(['schedulePieceRemovals', 'terminateService'])
})

test('default: a code is the same however the same is asked for, and another for anything else', async () => {
  const code = await pairingCode(request)
  expect(code).toMatch(/^[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}$/)
  const [first, second] = UploadPermissions
  const same = await Promise.all([
    pairingCode({ ...request, permissions: [second, first, second] }),
    pairingCode({ ...request, sessionKeyAddress: lowerCase as `0x${string}` }),
  ])
  expect(new Set([code, ...same]).size).toBe(1)
  const others = await Promise.all([
    pairingCode({ ...request, network: 'mainnet' }),
    pairingCode({ ...request, permissions: [first] }),
    pairingCode({ ...request, permissions: DefaultFwssPermissions }),
    pairingCode({ ...request, sessionKeyAddress: privateKeyToAddress(generatePrivateKey()) }),
  ])
  expect(new Set([code, ...others]).size).toBe(5)
})

test('behavior: a code never changes, for a terminal and a console of different releases', async () => {
  const address = '0x00000000000000000000000000000000000000aa'
  expect(await pairingCode({ ...request, sessionKeyAddress: address })).toBe('7NB2-K7Q7')
})

const provider = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'
const limited = policy({ dataSetId: 7n, limit: 1024n ** 3n, permission: Permission.AddPieces, provider })

test('default: a policy is a scope of its own, which no console takes for the whole permission', () => {
  const scope = `addPieces:max=1073741824:dataSet=7:provider=${provider.toLowerCase()}`
  expect(scopeOf(limited)).toBe(scope)
  expect(permissionOf(scope)).toEqual(limited)
  const link = authorizeLink({ ...request, consoleUrl, permissions: [limited, Permission.CreateDataSet] })
  expect(link).toContain(`&scopes=createDataSet,${scope}&`)
  expect(readLink(link)).toMatchObject({
    permissions: [Permission.CreateDataSet, limited],
    unknownScopes: [],
  })
  // As something on its way may write it.
  const encoded = link.replace(scope, encodeURIComponent(scope))
  expect(readLink(encoded)).toEqual(readLink(link))
})

/** Numbers that are the same in every run. */
function numbersFrom(seed: bigint) {
  let state = seed
  return (below: bigint): bigint => {
    state = BigInt(keccak256(toHex(state, { size: 32 })))
    return state % below
  }
}

test('behavior: whatever policy is written is read, and written the same again', () => {
  const below = numbersFrom(1n)
  for (let run = 0; run < 500; run++) {
    const permission = DefaultFwssPermissions[Number(below(4n))] as Permission
    const terms = Number(below(7n)) + 1
    const one = policy({
      dataSetId: terms & 1 ? 1n + below(2n ** (1n + below(255n))) : undefined,
      limit: terms & 2 ? 1n + below(2n ** (1n + below(127n))) : undefined,
      permission,
      provider: terms & 4 ? toHex(1n + below(2n ** 160n - 1n), { size: 20 }) : undefined,
    })
    const scope = scopeOf(one) ?? ''
    expect(permissionOf(scope)).toEqual(one)
    expect(scopeOf(permissionOf(scope) as Policy)).toBe(scope)
    const link = authorizeLink({ ...request, consoleUrl, permissions: [one, permission] })
    expect(readLink(link)).toMatchObject({ permissions: [permission, one], unknownScopes: [] })
  }
  const most = policy({
    dataSetId: 2n ** 256n - 1n,
    limit: 2n ** 128n - 1n,
    permission: Permission.TerminateDataSet,
  })
  expect(permissionOf(scopeOf(most) ?? '')).toEqual(most)
})

const none = `0x${'0'.repeat(40)}`
const [zeroes, tooLong] = ['0'.repeat(39), `1${'0'.repeat(100_000)}`]
const wrongChecksum = provider.replace('C', 'c')

test.each([
  'addPieces:',
  'addPieces:max=',
  'addPieces:max=0',
  'addPieces:max=01',
  'addPieces:max=-1',
  'addPieces:max=+1',
  'addPieces:max=1.5',
  'addPieces:max=1e9',
  'addPieces:max=0x10',
  'addPieces:max=1GiB',
  'addPieces:max=1 ',
  'addPieces: max=1',
  'addPieces :max=1',
  'addPieces:MAX=1',
  'addPieces:max=1:',
  'addPieces::max=1',
  'addPieces:max=1:max=1',
  'addPieces:max=1:max=2',
  'addPieces:dataSet=7:max=1',
  `addPieces:provider=${provider}:dataSet=7`,
  'addPieces:max=1:until=2',
  'addPieces:max=1\n',
  'addPieces:max=\u0661',
  'addPieces:dataSet=0',
  'addPieces:dataSet=007',
  'addPieces:dataSet=7:dataSet=8',
  `addPieces:max=${2n ** 128n}`,
  `addPieces:max=1${zeroes}`,
  `addPieces:max=${tooLong}`,
  `addPieces:dataSet=${2n ** 256n}`,
  `addPieces:provider=${none}`,
  `addPieces:provider=${wrongChecksum}`,
  `addPieces:provider=0x${provider.slice(2).toUpperCase()}`,
  `addPieces:provider=0X${provider.slice(2).toLowerCase()}`,
  `addPieces:provider=${provider.slice(0, -1)}`,
  `addPieces:provider=${provider.slice(2)}`,
  'withdrawAll:max=1',
  'AddPieces:max=1',
  'toString:max=1',
  ':max=1',
])('error: %j is no scope, and nothing is granted for it', (scope) => {
  expect(permissionOf(scope)).toBe(undefined)
  // Around what is asked for, spaces are not looked at.
  const trimmed = scope.trim()
  if (trimmed !== scope) return
  const read = readLink(`?authorize=${lowerCase}&network=${network}&scopes=${encodeURIComponent(scope)}`)
  expect(read).toMatchObject({ permissions: [], unknownScopes: [scope.slice(0, 64)] })
})

test('behavior: an address with its checksum is the same policy, asked for once', () => {
  const scopes = [provider, provider.toLowerCase()].map((one) => `addPieces:max=5:provider=${one}`)
  const read = readLink(`?authorize=${lowerCase}&network=${network}&scopes=${scopes}`)
  const asked = policy({ limit: 5n, permission: Permission.AddPieces, provider })
  expect(read).toMatchObject({ permissions: [asked], unknownScopes: [] })
})

test('error: policies that have no scope', async () => {
  const [ofAnother, withoutTerms] = [
    policy({ limit: 1n, permission: LegacyPermission.DeleteDataSet }),
    policy({ permission: Permission.AddPieces }),
  ]
  for (const one of [ofAnother, withoutTerms]) {
    expect(scopeOf(one)).toBe(undefined)
    const error = await errorOf(() => authorizeLink({ ...request, consoleUrl, permissions: [one] }))
    expect(error).toBeInstanceOf(UnnamedPermissionError)
    expect(error).toMatchObject({ permission: one.hash, policy: one })
  }
})

test('behavior: a code binds the policies, however they were listed', async () => {
  const [create, add, more] = [
    policy({ limit: 2n, permission: Permission.CreateDataSet }),
    policy({ limit: 10n, permission: Permission.AddPieces }),
    policy({ limit: 9n, permission: Permission.AddPieces }),
  ]
  const codeOf = (...permissions: PermissionOrPolicy[]) => pairingCode({ ...request, permissions })
  const same = await Promise.all([codeOf(create, add, more), codeOf(more, add, create, add)])
  expect(new Set(same).size).toBe(1)
  const others = await Promise.all([
    codeOf(create, add),
    codeOf(create, more),
    codeOf(create, Permission.AddPieces),
    codeOf(create, add, more, Permission.AddPieces),
    codeOf(...UploadPermissions),
  ])
  expect(new Set([...same, ...others]).size).toBe(6)
})
