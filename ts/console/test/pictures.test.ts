import {
  authorizeLink,
  DefaultFwssPermissions,
  expiresIn,
  loginSync,
  Permission,
  type PermissionOrPolicy,
  pairingCode,
  policy,
  revokeSync,
  UploadPermissions,
  uploadLimits,
} from 'foc-session-keys'
import type { BrowserContext, Page } from 'playwright-core'
import { type Address, pad } from 'viem'
import { beforeAll, expect, test } from 'vitest'
import { checkAccessibility } from '../../../script/test/browser/checkAccessibility.ts'
import { expectPicture } from '../../../script/test/browser/expectPicture.ts'
import { countCreation, signCreation } from '../../react/test/createsDataSet.ts'
import { row, useConsole } from './useConsole.ts'

const { browser, connect, devnet, open } = useConsole({ packaged: true })

const key = (number: number): Address => pad(`0xfee${number}`, { size: 20 })

const limits = uploadLimits({ bytes: 10n * 1024n ** 3n })

/** A chain that is the same in every run: at a block, at a time, and a second from block to block. */
beforeAll(async () => {
  const chain = devnet.testClient()
  const reader = devnet.publicClient()
  await chain.mine({ blocks: 200 - Number(await reader.getBlockNumber()) })
  await chain.setBlockTimestampInterval({ interval: 1 })
  await chain.setNextBlockTimestamp({ timestamp: BigInt(Date.UTC(2040, 0, 1) / 1000) })
  await chain.mine({ blocks: 1 })
  const grant = async (
    number: number,
    origin: string,
    permissions: readonly PermissionOrPolicy[],
    seconds: number,
    sessionKeyAddress = key(number),
  ) => {
    const expiry = await expiresIn(seconds, reader)
    await loginSync(devnet.rootClient(0), { expiry, origin, permissions, sessionKeyAddress })
  }
  const removal = policy({ dataSetId: 7n, permission: Permission.SchedulePieceRemoval })
  const sessionKey = devnet.sessionKey({ permissions: limits, privateKey: pad('0xfee1', { size: 32 }) })
  await grant(1, 'Backups of the studio', [...limits, removal], 6 * 86_400, sessionKey.address)
  await sessionKey.syncExpirations()
  await countCreation(devnet, {
    root: devnet.account(0).address,
    signature: await signCreation(sessionKey),
  })
  await grant(2, 'https://photos.example', UploadPermissions, 1500)
  await grant(3, 'Laptop of Ada', DefaultFwssPermissions, 20 * 3600)
  await grant(4, 'Old server', DefaultFwssPermissions, 86_400)
  await revokeSync(devnet.rootClient(0), { sessionKeyAddress: key(4) })
})

/** Keeps a picture of a page, in which axe-core finds nothing. */
async function look(page: Page, name: string, options?: { fullPage?: boolean }) {
  await checkAccessibility(page)
  await expectPicture(page, `console-${name}`, options)
}

const asking = (asked: readonly PermissionOrPolicy[]) =>
  authorizeLink({
    consoleUrl: 'http://x',
    name: 'foc-session-keys on ada-laptop',
    network: 'devnet',
    permissions: asked,
    sessionKeyAddress: key(9),
  }).slice(9)

test('no wallet', async () => {
  const page = await (await browser.visit()).newPage()
  await page.goto(browser.url)
  await page.getByText('There is no wallet in this browser.').waitFor()
  await checkAccessibility(page)
})

test('connect', async () => {
  const { page, wallet } = await open()
  await page.getByRole('button', { name: 'Connect Test Wallet' }).waitFor()
  await look(page, 'connect')
  wallet.answer = () => 'No.'
  await page.getByRole('button', { name: 'Connect Test Wallet' }).click()
  await page.getByText('You said no in the wallet.').waitFor()
  await checkAccessibility(page)
})

test.each([
  ['sessions', {}],
  ['sessions-dark-phone', { colorScheme: 'dark', device: 'phone' }],
] as const)('%s', async (name, how) => {
  const { page } = await connect(how)
  await page.getByText('4 of 4 session keys').waitFor()
  await page.getByRole('article').nth(3).waitFor()
  await page.getByText('10 GiB of 10 GiB left').waitFor()
  await look(page, name, { fullPage: true })
  // Nothing is wider than the screen.
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
})

test('a session key', async () => {
  const { page } = await connect()
  await page.getByRole('link', { name: 'Laptop of Ada' }).click()
  await page.getByRole('button', { name: 'Search the registry' }).click()
  await page.getByText('No other wallet.').waitFor()
  await look(page, 'session-key', { fullPage: true })
  await page.getByRole('button', { name: 'Renew' }).click()
  await page.getByRole('dialog').waitFor()
  await look(page, 'renew')
})

test('a session key with limits', async () => {
  const { page } = await connect()
  await page.getByRole('link', { name: 'Backups of the studio' }).click()
  await page.getByText('1 of 2 left').waitFor()
  await page.getByText('10 GiB of 10 GiB left').waitFor()
  await look(page, 'limits', { fullPage: true })
  await page.getByRole('button', { name: 'Renew' }).click()
  await page.getByText('A renewal is a fresh budget').waitFor()
  await checkAccessibility(page)
})

test('a link with limits, where none are taken', async () => {
  const { page } = await open({ path: asking(limits).replace('network=devnet', 'network=calibration') })
  await page.getByText('does not take them yet').waitFor()
  await look(page, 'link-refused')
})

test('a key that is not known, a link that is broken, no session', async () => {
  const { page } = await connect({ path: `?revoke=${key(8)}&network=devnet` })
  await page.getByText('This key is not known').waitFor()
  await look(page, 'not-known')
  const broken = await open({ path: '?authorize=0x12&network=devnet' })
  await broken.page.getByText('This link cannot be used').waitFor()
  await look(broken.page, 'broken-link')
  const empty = await connect({ accounts: [devnet.account(2)], colorScheme: 'dark' })
  await empty.page.getByText('never had one').waitFor()
  await checkAccessibility(empty.page)
})

test('a new session key', async () => {
  const { page } = await connect({
    before: (context: BrowserContext) =>
      context.addInitScript(() => {
        // The same key in every picture.
        crypto.getRandomValues = (array) => {
          if (array instanceof Uint8Array) array.fill(7)
          return array
        }
      }),
  })
  await page.getByText('4 of 4 session keys').waitFor()
  await page.getByRole('button', { name: 'New session key' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill('Desk at home')
  await dialog.getByLabel('Up to a day').check()
  await dialog.getByLabel('Last day').fill('2040-02-01')
  await dialog.getByLabel('Remove pieces').check()
  await look(page, 'new-key')
  await dialog.getByLabel('No limit').check()
  await checkAccessibility(page)
  await dialog.getByLabel('Up to a limit').check()
  await dialog.getByLabel('Data, at most').fill('0')
  await checkAccessibility(page)
  await dialog.getByLabel('Data, at most').fill('1')
  await dialog.getByLabel('One that exists').check()
  await dialog.getByRole('textbox', { exact: true, name: 'Address' }).fill('0x12')
  await checkAccessibility(page)
  await dialog.getByLabel('Make a new one here').check()
  await dialog.getByRole('button', { name: 'Make the key' }).click()
  await look(page, 'save-key')
  await page.keyboard.press('Escape')
  await dialog.getByRole('alert').waitFor()
  await dialog.getByRole('button', { name: 'Show the private key' }).click()
  await checkAccessibility(page)
  await dialog.getByRole('button', { name: 'Throw the key away' }).click()
})

test.each([
  ['link', {}],
  ['link-dark-phone', { colorScheme: 'dark', device: 'phone' }],
] as const)('%s', async (name, how) => {
  const asked = name === 'link' ? limits : DefaultFwssPermissions
  const path = asking(asked).replace('&network', ',drainWallet&network')
  const { page } = await open({ ...how, path })
  await page.getByText('Who sent you this link?').waitFor()
  await checkAccessibility(page)
  await page.getByRole('button', { name: 'Connect Test Wallet' }).click()
  const link = { network: 'devnet', permissions: asked, sessionKeyAddress: key(9) } as const
  await page.getByLabel('Code that your terminal shows').fill('ABCDEFGH')
  await page.getByText('do not go on').waitFor()
  await checkAccessibility(page)
  await page.getByLabel('Code that your terminal shows').fill(await pairingCode(link))
  await page.getByText('The code is right.').waitFor()
  await look(page, name, { fullPage: true })
})

test.each([
  ['light', 1],
  ['dark', 3],
] as const)('transactions (%s)', async (colorScheme, index) => {
  const { page, wallet } = await connect({ accounts: [devnet.account(index)], colorScheme })
  for (const [number, origin] of ['first', 'second'].entries())
    await loginSync(devnet.rootClient(index), {
      expiry: await expiresIn('1d', devnet.publicClient()),
      origin,
      sessionKeyAddress: key(10 + number),
    })
  const revoke = (name: string) => page.getByRole('button', { name: new RegExp(`^Revoke ${name}`) })
  const log = page.getByRole('log')
  wallet.answer = () => 'No.'
  await revoke('first').click()
  await log.getByText('Refused.').waitFor()
  wallet.answer = () => undefined
  wallet.gas = 30_000n
  await revoke('first').click()
  await log.getByText('Reverted.').waitFor()
  wallet.gas = undefined
  await revoke('first').click()
  await log.getByText('Done.').waitFor()
  await wallet.switchChain(314)
  await page.getByText('Your wallet is on Mainnet.').waitFor()
  await row(page, 'first').getByText('Revoked').waitFor()
  await checkAccessibility(page)
  if (colorScheme === 'light') await expectPicture(page, 'console-transactions', { fullPage: true })
})
