import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { loginSync, UploadPermissions } from 'foc-session-keys'
import { filecoinPayAbi, usdfcAbi } from 'foc-session-keys/abi'
import { createTestClient, createWalletClient, http, maxUint256, parseUnits, publicActions } from 'viem'
import { generatePrivateKey, privateKeyToAccount, privateKeyToAddress } from 'viem/accounts'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { createFaultProxy } from '../../client/test/faultProxy.ts'
import { createDevnet } from '../../devnet/src/createDevnet.ts'
import { describeNode } from '../src/doctor/checks/nodeVersion.ts'
import { run } from './program.ts'
import { useFolder } from './useFolder.ts'

// Each starts the command some times.
vi.setConfig({ testTimeout: 60_000 })

const folder = useFolder()
let devnet: createDevnet.ReturnType
let node: Awaited<ReturnType<typeof createFaultProxy>>
beforeAll(async () => {
  devnet = await createDevnet()
  node = await createFaultProxy(devnet.rpcUrl)
})
afterEach(() => {
  node.setFault()
  node.setRewrite()
})
afterAll(async () => {
  await node.stop()
  await devnet.stop()
})

const testClient = () =>
  createTestClient({ chain: devnet.chain, mode: 'anvil', transport: http(devnet.rpcUrl) }).extend(
    publicActions,
  )

function wallet(index: number) {
  const account = privateKeyToAccount(devnet.accounts[index]?.privateKey ?? '0x')
  return createWalletClient({ account, chain: devnet.chain, transport: http(devnet.rpcUrl) })
}

/** A session key that a wallet lets upload, as the environment has it. */
async function session(index = 0, grant: Partial<loginSync.Parameters> = {}) {
  const client = wallet(index)
  const privateKey = generatePrivateKey()
  const sessionKeyAddress = privateKeyToAddress(privateKey)
  await loginSync(client, { permissions: UploadPermissions, sessionKeyAddress, ...grant })
  return { SESSION_KEY: privateKey, WALLET_ADDRESS: client.account.address }
}

/** Deposits USDFC, and lets the storage service charge, each as far as it is said. */
async function fund(index: number, { deposit = 0n, rate }: { deposit?: bigint; rate?: bigint }) {
  const client = wallet(index)
  const { filecoinPay, fwss, usdfc } = devnet.chain.contracts
  const pay = { abi: filecoinPayAbi, address: filecoinPay.address } as const
  const done = async (hash: `0x${string}`) => testClient().waitForTransactionReceipt({ hash })
  if (deposit > 0n) {
    const args = [filecoinPay.address, deposit] as const
    const approve = { abi: usdfcAbi, address: usdfc.address, args, functionName: 'approve' } as const
    await done(await client.writeContract(approve))
    const to = [usdfc.address, client.account.address, deposit] as const
    await done(await client.writeContract({ ...pay, args: to, functionName: 'deposit' }))
  }
  if (rate !== undefined) {
    const args = [usdfc.address, fwss.address, true, rate, maxUint256, 86_400n] as const
    await done(await client.writeContract({ ...pay, args, functionName: 'setOperatorApproval' }))
  }
}

type Line = {
  check: string
  cure: string | null
  isSkipped: boolean
  message: string
  status: string
  title: string
}

/** What the doctor says. */
async function doctor(env: Record<string, string>, ...args: string[]) {
  const { code, error, out } = await run(['doctor', '--json', ...args], variables(env))
  expect(error).toBe('')
  const envelope = JSON.parse(out) as { code: string; data: { checks: Line[] } }
  const lines = envelope.data.checks
  if (env.SESSION_KEY) expect(out).not.toContain(env.SESSION_KEY.slice(2, 20))
  return {
    code,
    envelope,
    failed: lines.filter(({ status }) => status === 'failed'),
    lines,
    skipped: lines.filter(({ isSkipped }) => isSkipped).map(({ check }) => check),
    warnings: lines.filter(({ isSkipped, status }) => status === 'warning' && !isSkipped),
  }
}

const variables = (env: Record<string, string>) => ({
  HOME: folder.home,
  NETWORK: 'devnet',
  RPC_URL: node.url,
  ...env,
})

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

describe('nothing is wrong', () => {
  test('default: all is looked at, in few requests', async () => {
    const env = await session()
    node.requests.length = 0
    const { code, failed, lines, warnings } = await doctor(env)
    expect({ code, failed, warnings }).toEqual({ code: 0, failed: [], warnings: [] })
    expect(node.requests.length).toBeLessThanOrEqual(16)
    expect(lines.map(({ title }) => title)).toEqual([
      'Node.js',
      'Network',
      'Clock',
      'Registry',
      'Limits',
      'Events',
      'Session key',
      'createDataSet',
      'addPieces',
      'FIL',
      'USDFC',
      'Deposit',
      'Approval',
      'Providers',
    ])
  })

  test('behavior: without a key, it says so, and looks at the rest', async () => {
    const { code, failed, skipped, warnings } = await doctor({})
    expect({ code, failed }).toEqual({ code: 0, failed: [] })
    expect(warnings).toMatchObject([
      { cure: expect.stringContaining('foc-session-keys login --network devnet'), title: 'Session key' },
    ])
    expect(skipped).toEqual(['grants', 'funds', 'approval'])
  })
})

test('behavior: a person is told the same', async () => {
  const withKey = { SESSION_KEY: generatePrivateKey(), WALLET_ADDRESS: wallet(4).account.address }
  const statuses = new Set<string>()
  for (const env of [withKey, {}]) {
    const { code, lines } = await doctor(env)
    const page = await run(['doctor'], variables(env))
    expect(page.code).toBe(code)
    for (const { cure, message, status, title } of lines) {
      const mark = { failed: '✗', ok: '✓', warning: '!' }[status]
      expect(page.out).toMatch(new RegExp(`^${mark} ${escaped(title)} `, 'm'))
      if (status !== 'ok') expect(page.out).toContain(message)
      if (cure) expect(page.out).toContain(`→ ${cure}`)
      statuses.add(status)
    }
    expect(page.out + page.error).not.toContain(withKey.SESSION_KEY.slice(2, 20))
  }
  expect(statuses).toEqual(new Set(['failed', 'ok', 'warning']))
})

describe('something is wrong', () => {
  test('error: the wrong chain', async () => {
    const { code, envelope, failed, skipped } = await doctor(await session(), '--network', 'calibration')
    expect({ code, envelope: envelope.code }).toEqual({ code: 1, envelope: 'RPC_UNAVAILABLE' })
    expect(failed).toMatchObject([
      {
        cure: expect.stringContaining('--network'),
        message: expect.stringMatching(/chain 31415926, and calibration is chain 314159\b/),
        title: 'Network',
      },
    ])
    expect(skipped).toEqual([
      'clock',
      'registry',
      'limits',
      'events',
      'grants',
      'funds',
      'approval',
      'providers',
    ])
  })

  test('error: no node', async () => {
    const gone = await createFaultProxy(devnet.rpcUrl)
    await gone.stop()
    const { code, failed } = await doctor({ RPC_URL: gone.url })
    expect(code).toBe(1)
    expect(failed).toMatchObject([{ cure: expect.stringContaining('RPC_URL'), title: 'Network' }])
  })

  test.each([
    ['ahead of', 600n],
    ['behind', -600n],
  ])('error: a chain ten minutes %s this machine', async (where, seconds) => {
    node.setRewrite(({ method }, response) => {
      const block = response.result as { timestamp?: string } | undefined
      if (method === 'eth_getBlockByNumber' && block?.timestamp)
        block.timestamp = `0x${(BigInt(block.timestamp) + seconds).toString(16)}`
      return response
    })
    const { code, failed } = await doctor(await session())
    expect(code).toBe(1)
    expect(failed).toMatchObject([
      {
        cure: expect.stringContaining("Set this machine's clock"),
        message: expect.stringMatching(new RegExp(`(10 min|9 min \\d+ s).* ${where} this machine`)),
        title: 'Clock',
      },
    ])
  })

  test('error: a permission that is over', async () => {
    const { timestamp } = await testClient().getBlock({ blockTag: 'pending' })
    const env = await session(0, { expiry: timestamp + 15n, permissions: [UploadPermissions[1]] })
    const client = wallet(0)
    const sessionKeyAddress = privateKeyToAddress(env.SESSION_KEY)
    await loginSync(client, { permissions: [UploadPermissions[0]], sessionKeyAddress })
    await testClient().increaseTime({ seconds: 20 })
    await testClient().mine({ blocks: 1 })
    const { code, envelope, failed, lines } = await doctor(env)
    expect({ code, envelope: envelope.code }).toEqual({ code: 1, envelope: 'AUTHORIZATION_INCOMPLETE' })
    expect(failed).toMatchObject([
      {
        cure: expect.stringContaining(`foc-session-keys renew ${sessionKeyAddress} --network devnet`),
        message: expect.stringMatching(/^expired \d+ s ago/),
        title: 'addPieces',
      },
    ])
    expect(lines).toContainEqual(expect.objectContaining({ status: 'ok', title: 'createDataSet' }))
  })

  test('error: nothing granted', async () => {
    const WALLET_ADDRESS = wallet(0).account.address
    const { code, failed } = await doctor({ SESSION_KEY: generatePrivateKey(), WALLET_ADDRESS })
    expect(code).toBe(1)
    expect(failed).toMatchObject([
      { cure: expect.stringContaining('foc-session-keys authorize 0x'), title: 'Grants' },
    ])
  })

  test('error: no deposit', async () => {
    await fund(1, { rate: maxUint256 })
    const { code, envelope, failed } = await doctor(await session(1))
    expect({ code, envelope: envelope.code }).toEqual({ code: 1, envelope: 'INSUFFICIENT_FUNDS' })
    expect(failed).toMatchObject([
      {
        cure: expect.stringContaining('deposit'),
        message: expect.stringMatching(/^0 USDFC of 0 are free, and a new data set takes 0\.\d+/),
        title: 'Deposit',
      },
    ])
  })

  test('error: no approval', async () => {
    await fund(2, { deposit: parseUnits('1', 18) })
    const { code, failed } = await doctor(await session(2))
    expect(code).toBe(1)
    expect(failed).toMatchObject([
      {
        cure: expect.stringContaining('approve'),
        message: expect.stringContaining('does not let the storage service'),
        title: 'Approval',
      },
    ])
  })

  test('error: an allowance that is too small', async () => {
    await fund(3, { deposit: parseUnits('1', 18), rate: 1000n })
    const { code, failed } = await doctor(await session(3))
    expect(code).toBe(1)
    expect(failed).toMatchObject([
      {
        cure: expect.stringContaining('raise'),
        message: expect.stringContaining('of the rate allowance'),
        title: 'Approval',
      },
    ])
  })

  test('error: a node without events', async () => {
    const env = await session()
    const error = { error: { code: -32_000, message: 'block range is too large' } }
    node.setFault(({ method }) => (method === 'eth_getLogs' ? error : undefined))
    const { code, failed } = await doctor(env)
    expect(code).toBe(1)
    expect(failed).toMatchObject([
      {
        cure: expect.stringMatching(/--rpc-url.*--wallet-address.*--explorer-url/),
        message: expect.stringContaining('gives none'),
        title: 'Events',
      },
    ])
  })

  test('behavior: a node that takes few blocks at a time', async () => {
    const env = await session()
    const error = { error: { code: -32_000, message: 'block range is too large' } }
    await testClient().mine({ blocks: 600 })
    node.setFault(({ method, params }) => {
      const [{ fromBlock, toBlock }] = (params ?? [{}]) as [{ fromBlock: string; toBlock: string }]
      return method === 'eth_getLogs' && Number(toBlock) - Number(fromBlock) > 100 ? error : undefined
    })
    const limited = await doctor(env)
    expect(limited.code).toBe(0)
    expect(limited.warnings).toMatchObject([
      { message: expect.stringContaining('at most 100 blocks'), title: 'Events' },
    ])
  })

  test('error: no registry', async () => {
    const env = await session()
    const { address } = devnet.chain.contracts.sessionKeyRegistry
    const bytecode = (await testClient().getCode({ address })) ?? '0x'
    await testClient().setCode({ address, bytecode: '0x' })
    const { code, failed, skipped } = await doctor(env)
    await testClient().setCode({ address, bytecode })
    expect(code).toBe(1)
    expect(failed).toMatchObject([
      {
        cure: expect.stringContaining('foc-session-keys-devnet'),
        message: expect.stringContaining(`no contract at ${address}`),
        title: 'Registry',
      },
    ])
    expect(skipped).toEqual(['events', 'grants'])
  })

  test('error: providers that are down', async () => {
    const env = await session()
    const [first, second] = devnet.providers
    await second.stop()
    const { code, failed, warnings } = await doctor(env)
    await second.start()
    expect(code).toBe(1)
    expect(failed).toMatchObject([
      {
        cure: expect.stringContaining('Wait'),
        message: expect.stringMatching(/^1 of 2/),
        title: 'Providers',
      },
    ])
    expect(warnings).toMatchObject([
      { cure: expect.any(String), message: expect.stringContaining(second.serviceUrl), title: 'Provider' },
    ])
    expect(JSON.stringify(warnings)).not.toContain(first.serviceUrl)
  })

  test.each([
    ['that others can read', { content: () => `SESSION_KEY=${generatePrivateKey()}\n`, mode: 0o644 }],
    ['without a key in it', { content: () => 'SESSION_KEY=0x1234\n', mode: 0o600 }],
    [
      'that has an address in its place',
      { content: () => `SESSION_KEY=0x${'ab'.repeat(20)}\n`, mode: 0o600 },
    ],
  ])('error: a key file %s', async (_, { content, mode }) => {
    const sessions = join(folder.home, '.local/share/foc-session-keys/sessions')
    await mkdir(sessions, { mode: 0o700, recursive: true })
    const path = join(sessions, 'devnet.env')
    await writeFile(path, content())
    await chmod(path, mode)
    const { code, envelope, failed, skipped } = await doctor({})
    expect({ code, envelope: envelope.code }).toEqual({ code: 1, envelope: 'AUTH_REQUIRED' })
    expect(failed).toMatchObject([
      { cure: expect.any(String), message: expect.stringContaining(path), title: 'Session key' },
    ])
    expect(skipped).toContain('grants')
  })

  test('error: credentials that are not there', async () => {
    const path = join(folder.home, 'nowhere.env')
    const { code, failed } = await doctor({}, '--credentials-file', path)
    expect(code).toBe(1)
    expect(failed).toMatchObject([{ message: expect.stringContaining('ENOENT'), title: 'Session key' }])
  })
})

test.each([
  ['20.18.3', 'failed'],
  ['18.99.0', 'failed'],
  ['20.19.0', 'ok'],
  ['22.0.0', 'ok'],
])('behavior: Node %s is %s', (version, status) => {
  expect(describeNode(version, '20.19')).toMatchObject({ status })
})
