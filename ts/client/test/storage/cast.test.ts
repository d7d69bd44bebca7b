import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { verifyMessage } from 'viem'
import { generatePrivateKey, privateKeyToAddress } from 'viem/accounts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadSession, login, startSession, statusOf } from '../../src/index.ts'
import { keystoreStorage } from '../../src/storage/node.ts'
import { cast } from '../cast.ts'
import { useDevnet } from '../helpers.ts'

const devnet = useDevnet()
const password = 'correct horse battery staple'
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'foc-cast-'))
})
afterAll(() => rm(folder, { force: true, recursive: true }))

test('behavior: cast signs with a keystore of a session', async () => {
  const storage = keystoreStorage({ folder, password })
  const { sessionKey } = await startSession(devnet.rootClient(1), { storage })
  const [file] = (await readdir(folder)).filter((name) => name.endsWith('.json'))
  const keystore = ['--keystore', join(folder, file as string), '--password', password]
  expect(await cast('wallet', 'address', ...keystore)).toBe(sessionKey.address)
  const signature = (await cast('wallet', 'sign', ...keystore, 'hello')) as `0x${string}`
  const { address } = sessionKey
  expect(await verifyMessage({ address, message: 'hello', signature })).toBe(true)
})

test('behavior: a key that cast made is a session once it is granted', async () => {
  const privateKey = generatePrivateKey()
  const made = ['--keystore-dir', folder, '--unsafe-password', password, '--private-key', privateKey]
  await cast('wallet', 'import', 'mine', ...made)
  const storage = keystoreStorage({ folder, name: 'mine', password })
  const client = devnet.rootClient(2)
  const root = client.account.address
  const sessionKeyAddress = privateKeyToAddress(privateKey)

  const found = await loadSession(client, { root, storage })
  expect([found?.sessionKey.address, statusOf(found)]).toEqual([sessionKeyAddress, 'pending'])
  await devnet.publicClient().waitForTransactionReceipt({ hash: await login(client, { sessionKeyAddress }) })
  expect(statusOf(await loadSession(client, { root, storage }))).toBe('active')

  const other = await startSession(devnet.rootClient(3), {
    storage: keystoreStorage({ folder, name: 'other', password }),
  })
  expect(await cast('wallet', 'list', '--dir', folder)).toContain('other')
  expect(other.sessionKey.address).not.toBe(sessionKeyAddress)
  expect((await startSession(client, { storage })).sessionKey.address).toBe(sessionKeyAddress)
  const keystore = ['--keystore', join(folder, 'mine'), '--password', password]
  expect(await cast('wallet', 'address', ...keystore)).toBe(sessionKeyAddress)
})
