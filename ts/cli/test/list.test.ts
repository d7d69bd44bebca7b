import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { loginSync, Permission as P, revokeSync, UploadPermissions } from 'foc-session-keys'
import { type Hex, toHex } from 'viem'
import { generatePrivateKey, privateKeyToAddress } from 'viem/accounts'
import { expect, onTestFinished, test } from 'vitest'
import { createFaultProxy } from '../../client/test/faultProxy.ts'
import { useDevnet } from '../../client/test/helpers.ts'
import { run } from './program.ts'
import { useFolder } from './useFolder.ts'

const devnet = useDevnet()
const folder = useFolder()
const env = (more = {}) => ({ HOME: folder.home, NETWORK: 'devnet', RPC_URL: devnet.rpcUrl, ...more })
const newKey = () => privateKeyToAddress(generatePrivateKey())

test('default: sessions of a root, with clean names, and roots of a key', async () => {
  const [first, second] = [devnet.rootClient(1), devnet.rootClient(2)]
  const [kept, gone] = [newKey(), newKey()]
  const root = first.account.address
  const origin = 'my \u001b[31mapp\u202e\u0007'
  await loginSync(first, { origin, permissions: UploadPermissions, sessionKeyAddress: kept })
  await loginSync(first, { permissions: [P.AddPieces], sessionKeyAddress: gone })
  await revokeSync(first, { sessionKeyAddress: gone })
  await loginSync(second, { permissions: [P.AddPieces], sessionKeyAddress: kept })

  const { code, error, out } = await run(['list', '--root', root, '--json'], env())
  expect({ code, error }).toEqual({ code: 0, error: '' })
  const { data } = JSON.parse(out)
  expect(data).toMatchObject({
    root,
    sessions: [
      { grants: { addPieces: { expiry: '0', status: 'none' } }, sessionKeyAddress: gone, status: 'revoked' },
      {
        grants: { addPieces: { status: 'active' }, createDataSet: { status: 'active' } },
        name: 'my [31mapp',
        sessionKeyAddress: kept,
        status: 'active',
      },
    ],
    source: 'node',
  })
  const page = await run(['list'], env({ WALLET_ADDRESS: root }))
  expect(page.out).toMatch(
    new RegExp(`${gone}  revoked[\\s\\S]*addPieces +taken back[\\s\\S]*${kept}  active  my \\[31mapp\n`),
  )
  expect(page.out).toMatch(/addPieces +ends in (59 min|1 h)/)
  for (const hidden of ['\u001b', '\u202e', '\u0007']) expect(page.out).not.toContain(hidden)

  const roots = await run(['who', kept, '--json'], env())
  expect(JSON.parse(roots.out).data.sessions.map((session: { root: Hex }) => session.root)).toEqual([
    second.account.address,
    root,
  ])
  const nobody = await run(['who', newKey()], env())
  expect(nobody).toMatchObject({ code: 0, out: expect.stringContaining('nobody ever granted') })
})

test('error: nobody, or what is no address', async () => {
  const unknown = await run(['list'], env())
  expect(unknown).toMatchObject({ code: 1, error: expect.stringContaining('--root') })
  const none = await run(['who', '0x1234'], env())
  expect(none).toMatchObject({ code: 1, error: expect.stringContaining('no address') })
})

test('behavior: an explorer is asked for what the node forgot', async () => {
  const root = devnet.rootClient(3)
  const sessionKeyAddress = newKey()
  await loginSync(root, { sessionKeyAddress })
  const node = await createFaultProxy(devnet.rpcUrl)
  node.setFault(({ method }) =>
    method === 'eth_getLogs' ? { error: { code: -32_000, message: 'too old' } } : undefined,
  )
  onTestFinished(() => node.stop())
  const args = ['list', '--root', root.account.address, '--json']
  const refused = await run(args, env({ RPC_URL: node.url }))
  expect(refused.code).toBe(1)
  expect(JSON.parse(refused.out)).toMatchObject({
    code: 'RPC_UNAVAILABLE',
    error: { message: expect.stringMatching(/gives no events[\s\S]*--explorer-url/) },
  })

  const explorer = createServer(async (incoming, response) => {
    const query = new URL(incoming.url ?? '', 'http://localhost').searchParams
    const block = (name: string) => toHex(BigInt(query.get(name) ?? 0))
    const result = await devnet.publicClient().request({
      method: 'eth_getLogs',
      params: [
        {
          address: query.get('address') as Hex,
          fromBlock: block('fromBlock'),
          toBlock: block('toBlock'),
          topics: [query.get('topic0') as Hex],
        },
      ],
    })
    response.end(JSON.stringify({ message: 'OK', result, status: '1' }))
  })
  await new Promise<void>((resolve) => explorer.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void explorer.close())
  const url = `http://127.0.0.1:${(explorer.address() as AddressInfo).port}/s3cret/api`
  const { code, error, out } = await run([...args, '--explorer-url', url], env({ RPC_URL: node.url }))
  expect(code).toBe(0)
  expect(JSON.parse(out).data).toMatchObject({ sessions: [{ sessionKeyAddress }], source: 'explorer' })
  expect(error).toContain('an explorer is asked (127.0.0.1:')
  expect(error + out).not.toContain('s3cret')
})

test('behavior: a long search says how far it is, on stderr', async () => {
  await devnet.testClient().mine({ blocks: 5000 })
  const { error, out } = await run(['list', '--root', newKey(), '--json'], env())
  expect(error).toMatch(/^Searching \d+ blocks\n$/)
  expect(JSON.parse(out).data.sessions).toEqual([])
})
