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
  pairingCode,
  permissionOf,
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
