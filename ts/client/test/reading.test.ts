import { readFileSync } from 'node:fs'
import { createPublicClient, type Hex, http } from 'viem'
import { generatePrivateKey, privateKeyToAddress } from 'viem/accounts'
import { describe, expect, test } from 'vitest'
import {
  getExpirations,
  loginSync,
  Permission,
  policy,
  RegistryFeatureError,
  RegistryNotFoundError,
  remaining,
  revokeAllSync,
} from '../src/index.ts'
import { readCounter } from '../src/internal/readCounter.ts'
import { readSession, readSessions } from '../src/internal/readSessions.ts'
import { errorOf, now, useDevnet } from './helpers.ts'
import { scriptedNode } from './scriptedNode.ts'

const devnet = useDevnet()
const newAddress = () => privateKeyToAddress(generatePrivateKey())
const { AddPieces } = Permission

/** Puts a contract in place of none. */
async function deploy(bytecode: Hex) {
  const address = newAddress()
  await devnet.testClient().setCode({ address, bytecode })
  return address
}

/** What is live on Filecoin, in our own words: it has four functions, and no counts. */
function liveRegistry(): Hex {
  const artifact = new URL('../../../out/LiveRegistry.sol/LiveRegistry.json', import.meta.url)
  return JSON.parse(readFileSync(artifact, 'utf8')).deployedBytecode.object
}

test('behavior: what is read as of a block is what was so then', async () => {
  const rootClient = devnet.rootClient(1)
  const root = rootClient.account.address
  const contractAddress = devnet.chain.contracts.sessionKeyRegistry.address
  const sessionKeyAddress = newAddress()
  const client = devnet.publicClient()
  const block = await client.getBlock()
  const expiry = now() + 9000n
  await loginSync(rootClient, { expiry, permissions: [AddPieces], sessionKeyAddress })
  const granted = await client.getBlock()
  await revokeAllSync(rootClient, { sessionKeyAddresses: [sessionKeyAddress] })

  const generationAt = (at: typeof block | undefined) =>
    readCounter(
      client,
      { ...(at && { block: at }), contractAddress, root },
      'generationOf',
      sessionKeyAddress,
    )
  expect(await generationAt(granted)).toBe(0n)
  expect(await generationAt(undefined)).toBe(1n)

  const expiryAt = async (at: typeof block | undefined) => {
    const read = { block: at, contractAddress, permissions: [AddPieces], root, sessionKeyAddress }
    const { expirations, timestamp } = await readSession(client, read)
    if (at) expect(timestamp).toBe(at.timestamp)
    return expirations[AddPieces]
  }
  expect(await expiryAt(block)).toBe(0n)
  expect(await expiryAt(granted)).toBe(expiry)
  expect(await expiryAt(undefined)).toBe(0n)
})

describe('another contract at that address', () => {
  const root = devnet.account().address
  const counterAt = (contractAddress: Hex) =>
    readCounter(devnet.publicClient(), { contractAddress, root }, 'nonceOf', newAddress())

  test.each([
    ['refuses', liveRegistry],
    ['answers nothing', (): Hex => '0x00'],
  ])('error: one that %s does not count', async (_, code) => {
    const contractAddress = await deploy(code())
    const error = await errorOf(counterAt(contractAddress))
    expect(error).toBeInstanceOf(RegistryFeatureError)
    expect(error).toMatchObject({ contractAddress, feature: 'nonceOf' })
    expect(error.cause).toBeInstanceOf(Error)
  })

  test('error: none is none', async () => {
    expect(await errorOf(counterAt(newAddress()))).toBeInstanceOf(RegistryNotFoundError)
  })

  test('behavior: one that is as the live ones is read one permission after the other', async () => {
    const contractAddress = await deploy(liveRegistry())
    const sessionKeyAddress = newAddress()
    const expiry = now() + 9000n
    const permissions = [AddPieces, Permission.CreateDataSet]
    await loginSync(devnet.rootClient(), { contractAddress, expiry, permissions, sessionKeyAddress })
    const { requests, transport } = devnet.recorder()
    const client = createPublicClient({ chain: devnet.chain, transport })
    const read = { contractAddress, permissions, root, sessionKeyAddress }
    expect(await getExpirations(client, read)).toEqual(
      Object.fromEntries(permissions.map((permission) => [permission, expiry])),
    )
    expect(requests).toHaveLength(2)
  })

  test('behavior: a chain that names no contracts is read at an address', async () => {
    const { contracts, ...chain } = devnet.chain
    const contractAddress = contracts.sessionKeyRegistry.address
    const client = createPublicClient({
      chain: { ...chain, contracts: undefined },
      transport: http(devnet.rpcUrl),
    })
    const read = { contractAddress, permissions: [AddPieces], root, sessionKeyAddress: newAddress() }
    expect(await getExpirations(client, read)).toEqual({ [AddPieces]: 0n })
  })
})

test('error: a node that cannot be reached is asked once, and says so', async () => {
  const { client, node, registry: contractAddress } = scriptedNode()
  node.before = () => {
    throw new Error('down')
  }
  const [root, sessionKeyAddress] = [newAddress(), newAddress()]
  const read = { contractAddress, permissions: [AddPieces], root, sessionKeyAddress }
  expect((await errorOf(readSession(client, read))).message).toContain('down')
  expect(node.requests).toEqual(['read 1'])
  expect(await errorOf(readCounter(client, read, 'nonceOf', sessionKeyAddress))).not.toBeInstanceOf(
    RegistryFeatureError,
  )
})

test.each<[number, string[]]>([
  [0, []],
  [125, ['read 125']],
  [126, ['read 125', 'read 1']],
  [600, [...Array(4).fill('read 125'), 'read 100']],
])('behavior: %i sessions are read in as few requests as it takes', async (count, expected) => {
  const { client, node, registry: contractAddress } = scriptedNode()
  const answered = new Map<number, number>()
  let underWay = 0
  let most = 0
  node.before = async () => {
    most = Math.max(most, ++underWay)
    await new Promise((resolve) => setImmediate(resolve))
    underWay--
  }
  const queries = Array.from({ length: count }, (_, index) => ({
    onAnswer: () => answered.set(index, (answered.get(index) ?? 0) + 1),
    permissions: [AddPieces],
    root: newAddress(),
    sessionKeyAddress: newAddress(),
  }))
  await readSessions(client, { contractAddress, queries })
  expect(node.requests).toEqual(expected)
  expect([answered.size, [...answered.values()].every((times) => times === 1)]).toEqual([count, true])
  expect(most).toBeLessThanOrEqual(4)
})

test('behavior: of a policy without a limit nothing is said to be left, of one that is not granted nothing is', async () => {
  const rootClient = devnet.rootClient(2)
  const root = rootClient.account.address
  const sessionKeyAddress = newAddress()
  const [limited, unlimited, other] = [
    policy({ limit: 5n, permission: AddPieces }),
    policy({ permission: AddPieces }),
    policy({ limit: 6n, permission: AddPieces }),
  ]
  await loginSync(rootClient, { permissions: [limited, unlimited], sessionKeyAddress })
  const left = [limited, unlimited, other].map((permission) =>
    remaining(devnet.publicClient(), { permission, root, sessionKeyAddress }),
  )
  expect(await Promise.all(left)).toEqual([5n, undefined, 0n])
})
