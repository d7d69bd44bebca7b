import { getSessions, loginSync, type Session } from 'foc-session-keys'
import type { Page } from 'playwright-core'
import { type Address, pad } from 'viem'
import { afterEach, expect, test } from 'vitest'
import { row, useConsole } from './useConsole.ts'

const { connect, devnet } = useConsole()

afterEach(() => devnet.testClient().setAutomine(true))

/** The address of a key that nobody has. */
let last = 0n
const nextAddress = (): Address => pad(`0x${(++last + 0xf0c0n).toString(16)}`, { size: 20 })

async function connectWithSession(index: number) {
  const sessionKeyAddress = nextAddress()
  await loginSync(devnet.rootClient(index), { origin: 'an app', sessionKeyAddress })
  const opened = await connect({ accounts: [devnet.account(index)] })
  await row(opened.page, 'an app').waitFor()
  return { ...opened, sessionKeyAddress }
}

const statusOf = async (index: number): Promise<Session['status'] | undefined> =>
  (await getSessions(devnet.publicClient(), { root: devnet.account(index) }))[0]?.status

const revoke = (page: Page) => page.getByRole('button', { name: /^Revoke an app/ }).click()

/** Waits until the page knows what it sent: who never saw a transaction cannot tell what came in its place. */
async function untilSeen(page: Page, { answered }: { answered: readonly string[] }) {
  await said(page).getByText('Sent. Waiting for a block.').waitFor()
  await expect.poll(() => answered, { timeout: 8000 }).toContain('eth_getTransactionByHash')
}

/** What the page says about the transaction. */
const said = (page: Page) => page.getByRole('log')

test('behavior: no in the wallet: that is said, and it can be tried again', async () => {
  const { page, wallet } = await connectWithSession(0)
  wallet.answer = () => 'User rejected the request.'
  await revoke(page)
  await said(page).getByText('Refused. You said no in the wallet. Nothing was sent.').waitFor()
  expect(wallet.sent).toEqual([])
  expect(await statusOf(0)).toBe('active')
  wallet.answer = () => undefined
  await revoke(page)
  await said(page).getByText('Revoke an app: Done.').waitFor()
  await page.getByRole('button', { name: 'Clear' }).click()
  expect(await said(page).innerText()).toBe('')
})

test('behavior: while the wallet is asked and the chain is waited for, that is said', async () => {
  const { page, wallet } = await connectWithSession(1)
  // The page says so before it asks, so that the answer may be there first.
  let say = (_yes: undefined) => {}
  const answer = new Promise<undefined>((resolve) => (say = resolve))
  wallet.answer = () => answer
  await revoke(page)
  await said(page).getByText('Look at your wallet: it asks you.').waitFor()
  expect(await page.getByRole('button', { name: /^Renew an app/ }).isDisabled()).toBe(true)
  await devnet.testClient().setAutomine(false)
  say(undefined)
  await said(page).getByText('Sent. Waiting for a block.').waitFor()
  expect(await said(page).innerText()).toContain(`Sent as ${wallet.sent[0]?.hash.slice(0, 10)}`)
  await devnet.testClient().mine({ blocks: 1 })
  await devnet.testClient().setAutomine(true)
  await said(page).getByText('Done.').waitFor()
})

test('behavior: sped up in the wallet: done, with the hash that was mined', async () => {
  const { page, wallet } = await connectWithSession(2)
  await devnet.testClient().setAutomine(false)
  await revoke(page)
  await untilSeen(page, wallet)
  const hash = await wallet.speedUp()
  await devnet.testClient().mine({ blocks: 1 })
  await devnet.testClient().setAutomine(true)
  await said(page).getByText('Done.').waitFor()
  expect(await said(page).innerText()).toMatch(new RegExp(`Mined as ${hash.slice(0, 10)}.*with other fees`))
  expect(await statusOf(2)).toBe('revoked')
})

test.each(['cancel', 'replaceBy'] as const)(
  'behavior: replaced in the wallet (%s): nothing was changed',
  async (how) => {
    const index = how === 'cancel' ? 3 : 4
    const { page, wallet } = await connectWithSession(index)
    await devnet.testClient().setAutomine(false)
    await revoke(page)
    await untilSeen(page, wallet)
    const hash = await (how === 'cancel'
      ? wallet.cancel()
      : wallet.replaceBy({ to: nextAddress(), value: '0x1' }))
    await devnet.testClient().mine({ blocks: 1 })
    await devnet.testClient().setAutomine(true)
    const what = how === 'cancel' ? 'You cancelled it' : 'The wallet sent something else in its place'
    await said(page).getByText(`Replaced. ${what}`).waitFor()
    expect(await said(page).innerText()).toContain(`Mined as ${hash.slice(0, 10)}`)
    expect(await statusOf(index)).toBe('active')
    expect(await page.getByRole('button', { name: /^Revoke an app/ }).isEnabled()).toBe(true)
  },
)

test('behavior: mined and reverted: that is said', async () => {
  const { page, wallet } = await connectWithSession(5)
  // A wallet that gives too little.
  wallet.gas = 30_000n
  await revoke(page)
  await said(page)
    .getByText('Reverted. It was mined, and the registry refused it. Nothing was changed.')
    .waitFor()
  expect(await said(page).innerText()).toContain(`Sent as ${wallet.sent[0]?.hash.slice(0, 10)}`)
  expect(await statusOf(5)).toBe('active')
})

test('behavior: a wallet on another network is brought over with one click', async () => {
  const { page, wallet } = await connectWithSession(6)
  await wallet.switchChain(314)
  await page.getByText('Your wallet is on Mainnet.').waitFor()
  await revoke(page)
  await said(page).getByText('The wallet is on another network.').waitFor()
  expect(wallet.prompts).toHaveLength(1)
  wallet.answer = () => 'No.'
  const button = page.getByRole('button', { name: 'Switch the wallet to Devnet (this machine)' })
  await button.click()
  await page.getByText('You said no in the wallet.').waitFor()
  wallet.answer = () => undefined
  await button.click()
  await button.waitFor({ state: 'detached' })
  expect(wallet.prompts.map(({ method }) => method).slice(1)).toEqual([
    'wallet_switchEthereumChain',
    'wallet_switchEthereumChain',
  ])
  await revoke(page)
  await said(page).getByText('Revoke an app: Done.').waitFor()
})

test('behavior: the account is changed in the wallet while it is asked: nothing is sent for another', async () => {
  const { page, wallet } = await connectWithSession(7)
  wallet.answer = async ({ method }) => {
    if (method === 'eth_sendTransaction') await wallet.switchAccount(devnet.account(8))
    return undefined
  }
  await revoke(page)
  await said(page).getByText('It did not work.').waitFor()
  expect(wallet.sent).toEqual([])
  expect(await statusOf(7)).toBe('active')
})
