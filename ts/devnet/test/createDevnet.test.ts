import { access, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { filecoinPayAbi, usdfcAbi } from 'foc-session-keys/abi'
import { createPublicClient, createWalletClient, formatEther, http } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { expect, test } from 'vitest'
import { createDevnet } from '../src/index.ts'
import { uploadPiece } from './provider/pieces.ts'
import { useDevnets } from './useDevnets.ts'

const { newFolder, start: startDevnet } = useDevnets()

async function start(options?: createDevnet.Options) {
  const devnet = await startDevnet(options)
  return { ...devnet, client: createPublicClient({ chain: devnet.chain, transport: http() }) }
}

test('default: every account has FIL and USDFC, the first can be a root at once', async () => {
  const { accounts, chain, client } = await start()
  const { filecoinPay, fwss, usdfc } = chain.contracts
  for (const [index, { address, privateKey }] of accounts.entries()) {
    expect(privateKeyToAccount(privateKey).address).toBe(address)
    expect(Number(formatEther(await client.getBalance({ address })))).toBeGreaterThan(9999)
    const balance = await client.readContract({
      ...usdfc,
      abi: usdfcAbi,
      args: [address],
      functionName: 'balanceOf',
    })
    expect(Number(formatEther(balance))).toBe(index === 0 ? 9000 : 10_000)
  }
  const [{ address }] = accounts
  const [funds] = await client.readContract({
    ...filecoinPay,
    abi: filecoinPayAbi,
    args: [usdfc.address, address],
    functionName: 'accounts',
  })
  expect(Number(formatEther(funds))).toBe(1000)
  const [approved] = await client.readContract({
    ...filecoinPay,
    abi: filecoinPayAbi,
    args: [usdfc.address, address, fwss.address],
    functionName: 'operatorApprovals',
  })
  expect(approved).toBe(true)
})

test('behavior: the chain has code wherever it says', async () => {
  const { chain, client, contracts } = await start()
  for (const { address } of Object.values(chain.contracts)) {
    expect((await client.getCode({ address }))?.length).toBeGreaterThan(100)
  }
  expect(Object.values(contracts).sort()).toEqual(
    Object.values(chain.contracts)
      .map(({ address }) => address)
      .sort(),
  )
  expect(await client.getChainId()).toBe(31415926)
})

test('behavior: its clock is this machine’s', async () => {
  const { client } = await start()
  const { timestamp } = await client.getBlock()
  expect(Math.abs(Number(timestamp) - Date.now() / 1000)).toBeLessThan(5)
})

test.each([0, 1, 2, 100, 86_400])('behavior: advance %i epochs', async (epochs) => {
  const { accounts, advance, chain, client } = await start()
  const before = await client.getBlock()
  await advance(epochs)
  const after = await client.getBlock()
  expect(after.number - before.number).toBe(BigInt(epochs))
  expect(after.timestamp - before.timestamp).toBe(BigInt(epochs * 30))

  // It goes on as before.
  const account = privateKeyToAccount(accounts[0].privateKey)
  const wallet = createWalletClient({ account, chain, transport: http() })
  const hash = await wallet.sendTransaction({ to: accounts[0].address, value: 1n })
  const receipt = await client.waitForTransactionReceipt({ hash })
  expect(receipt.blockNumber).toBe(after.number + 1n)
})

test('behavior: what is sent while epochs go by is not lost', async () => {
  const { accounts, advance, chain, client } = await start()
  const account = privateKeyToAccount(accounts[0].privateKey)
  const wallet = createWalletClient({ account, chain, transport: http() })
  const send = (nonce: number) => wallet.sendTransaction({ nonce, to: account.address, value: 1n })
  const first = await client.getTransactionCount({ address: account.address })
  const nonces = Array.from({ length: 20 }, (_, index) => first + index)
  const [hashes] = await Promise.all([Promise.all(nonces.map(send)), advance(1000)])
  await advance(1)
  for (const hash of hashes) expect((await client.getTransactionReceipt({ hash })).status).toBe('success')
  expect(await client.getTransactionCount({ address: account.address })).toBe(first + 20)
})

test('behavior: several that let epochs go by at once', async () => {
  const { accounts, advance, chain, client } = await start()
  const before = await client.getBlock()
  await Promise.all([advance(10), advance(-1).catch(() => {}), advance(1000), advance(1)])
  const after = await client.getBlock()
  expect(after.number - before.number).toBe(1011n)
  expect(after.timestamp - before.timestamp).toBe(1011n * 30n)
  const account = privateKeyToAccount(accounts[0].privateKey)
  const hash = await createWalletClient({ account, chain, transport: http() }).sendTransaction({
    to: account.address,
  })
  expect((await client.waitForTransactionReceipt({ hash })).status).toBe('success')
})

test.each([-1, 0.5, Number.NaN])('error: advance %d epochs', async (epochs) => {
  const { advance } = await start()
  await expect(advance(epochs)).rejects.toThrow(RangeError)
})

test('behavior: a folder keeps chain and pieces', async () => {
  const folder = await newFolder()
  const first = await start({ folder })
  const [{ address, privateKey }, other] = first.accounts
  const wallet = createWalletClient({
    account: privateKeyToAccount(privateKey),
    chain: first.chain,
    transport: http(),
  })
  const hash = await wallet.sendTransaction({ to: other?.address, value: 5n })
  await first.client.waitForTransactionReceipt({ hash })
  await first.advance(1000)
  const pieceCid = await uploadPiece(first.providers[0])
  const balance = await first.client.getBalance({ address })
  const block = await first.client.getBlock()
  await first.stop()

  const second = await start({ folder })
  expect(await second.client.getBalance({ address })).toBe(balance)
  expect((await second.client.getTransactionReceipt({ hash })).status).toBe('success')
  const resumed = await second.client.getBlock()
  expect(resumed.number).toBeGreaterThan(block.number)
  expect(resumed.timestamp).toBeGreaterThan(block.timestamp)
  const { serviceUrl } = second.providers[0]
  expect((await fetch(`${serviceUrl}/piece/${pieceCid}`)).status).toBe(200)
})

test('behavior: without one, nothing stays', async () => {
  const { providers, rpcUrl, stop } = await start()
  const folder = dirname(providers[0].folder)
  await access(folder)
  await stop()
  await expect(access(folder)).rejects.toThrow('ENOENT')
  for (const url of [rpcUrl, ...providers.map(({ serviceUrl }) => serviceUrl)]) {
    await expect(fetch(url)).rejects.toThrow()
  }
  // Once more does no harm.
  await stop()
})

test('error: what was saved is no chain', async () => {
  const folder = await newFolder()
  await writeFile(join(folder, 'chain.json'), '{')
  await expect(createDevnet({ folder })).rejects.toThrow('There is no chain to go on with')
})

test('behavior: several at once do not get into each other’s way', async () => {
  const several = await Promise.all([start(), start(), start()])
  expect(new Set(several.map(({ rpcUrl }) => rpcUrl)).size).toBe(3)
  const pieceCid = await uploadPiece(several[0].providers[0])
  expect((await fetch(`${several[1].providers[0].serviceUrl}/piece/${pieceCid}`)).status).toBe(404)
})
