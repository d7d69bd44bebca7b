import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { numberToHex, parseEther } from 'viem'
import { waitForTransactionReceipt } from 'viem/actions'
import { expect, test } from 'vitest'
import { useDevnet } from '../../../ts/client/test/helpers.ts'
import { serveModule } from './sites.ts'
import { createTestWallet } from './testWallet.ts'
import { useBrowser } from './useBrowser.ts'

const devnet = useDevnet()
const browser = useBrowser(() => serveModule(fileURLToPath(new URL('pageWithWallet.ts', import.meta.url))))

async function open(options: { takesCalls?: boolean } = {}) {
  const other = { ...devnet.chain, id: 1 }
  const accounts = [devnet.account(0), devnet.account(1)] as const
  const wallet = createTestWallet({ accounts, chains: [devnet.chain, other], ...options })
  const context = await browser.visit()
  await wallet.install(context)
  const page = await context.newPage()
  await page.goto(browser.url)
  return { accounts, page, wallet }
}

/** What the wallet answers, or the code of its error. */
const request = (page: Page, method: string, ...params: unknown[]) =>
  page.evaluate(
    ([name, given]) =>
      window.provider.request({ method: name, params: given }).catch(({ code }: { code: number }) => code),
    [method, params] as const,
  )

test('default: it asks, signs outside of the page, tells what changes', async () => {
  const { accounts, page, wallet } = await open()
  const [first, second] = accounts
  expect(await request(page, 'eth_accounts')).toEqual([])
  expect(await request(page, 'eth_requestAccounts')).toEqual([first.address])
  const transfer = { from: first.address, to: second.address, value: numberToHex(parseEther('1')) }
  const hash = await request(page, 'eth_sendTransaction', transfer)
  expect(await waitForTransactionReceipt(devnet.publicClient(), { hash })).toMatchObject({
    from: first.address.toLowerCase(),
    status: 'success',
  })
  expect(wallet.prompts.map(({ method }) => method)).toEqual(['eth_requestAccounts', 'eth_sendTransaction'])

  await wallet.switchAccount(second)
  await request(page, 'wallet_switchEthereumChain', { chainId: '0x1' })
  expect(await page.evaluate(() => window.heard)).toEqual([
    ['accountsChanged', [second.address]],
    ['chainChanged', '0x1'],
  ])
  expect(await request(page, 'eth_chainId')).toBe('0x1')
  expect(await request(page, 'wallet_switchEthereumChain', { chainId: '0x5' })).toBe(4902)
  expect(await request(page, 'wallet_sendCalls', { calls: [] })).toBe(4200)
})

test('behavior: it refuses, and replaces what is not mined', async () => {
  const { accounts, page, wallet } = await open()
  const [first, second] = accounts
  await request(page, 'eth_requestAccounts')
  const transfer = { from: first.address, to: second.address, value: '0x1' }
  wallet.answer = () => 'The user said no.'
  expect(await request(page, 'eth_sendTransaction', transfer)).toBe(4001)
  wallet.answer = () => undefined
  const chain = devnet.testClient()
  for (const replace of [wallet.speedUp, wallet.cancel]) {
    await chain.setAutomine(false)
    const hash = await request(page, 'eth_sendTransaction', transfer)
    const replacement = await replace()
    await chain.mine({ blocks: 1 })
    await chain.setAutomine(true)
    const reader = devnet.publicClient()
    expect(await reader.getTransactionReceipt({ hash: replacement })).toMatchObject({ status: 'success' })
    await expect(reader.getTransactionReceipt({ hash })).rejects.toThrow('could not be found')
    expect((await reader.getTransaction({ hash: replacement })).to).toBe(
      (replace === wallet.cancel ? first : second).address.toLowerCase(),
    )
  }
})

test('behavior: it takes several calls at one prompt', async () => {
  const { accounts, page, wallet } = await open({ takesCalls: true })
  await request(page, 'eth_requestAccounts')
  const call = { to: accounts[1].address, value: '0x1' }
  const { id } = await request(page, 'wallet_sendCalls', { calls: [call, call] })
  expect(await request(page, 'wallet_getCallsStatus', id)).toMatchObject({ status: 200 })
  expect(wallet.prompts).toHaveLength(2)
  expect(wallet.sent).toHaveLength(2)
})
