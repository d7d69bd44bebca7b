import {
  DefaultFwssPermissions,
  expiresIn,
  getExpirations,
  type login,
  loginSync,
  Permission,
  revokeSync,
  UploadPermissions,
} from 'foc-session-keys'
import { type Address, type Hex, pad } from 'viem'
import { generatePrivateKey, privateKeyToAddress } from 'viem/accounts'
import { expect, test } from 'vitest'
import { row, useConsole } from './useConsole.ts'

const { connect, devnet } = useConsole()

/** Grants to a new key. */
async function grant(index: number, more: Partial<login.Parameters> = {}): Promise<Address> {
  const sessionKeyAddress = privateKeyToAddress(generatePrivateKey())
  await loginSync(devnet.rootClient(index), { origin: 'an app', sessionKeyAddress, ...more })
  return sessionKeyAddress
}

const inTime = (duration: expiresIn.Duration) => expiresIn(duration, devnet.publicClient())

/** What a key holds, by the chain. */
async function holds(index: number, sessionKeyAddress: Address, permissions?: readonly Hex[]) {
  const root = devnet.account(index)
  const all = await getExpirations(devnet.publicClient(), { permissions, root, sessionKeyAddress })
  return Object.keys(all).filter((permission) => (all[permission as Hex] ?? 0n) > 0n)
}

test('default: the sessions of the wallet, with name, key, scopes, time left and status', async () => {
  const address = await grant(0, { expiry: await inTime('50h'), permissions: UploadPermissions })
  await grant(0, { expiry: await inTime(1200), origin: '\u202eevil\u0007 app' })
  const revoked = await grant(0, { origin: 'gone' })
  await revokeSync(devnet.rootClient(0), { sessionKeyAddress: revoked })
  const custom = pad('0x123456789abcdef0', { dir: 'right' })
  await grant(0, { expiry: await inTime('3d'), origin: '', permissions: [custom] })

  const { page, wallet } = await connect()
  await page.getByText('4 of 4 session keys').waitFor()
  const app = row(page, 'an app')
  expect(await app.innerText()).toContain(address)
  expect(await app.innerText()).toMatch(
    /Active[\s\S]*Create data sets (2 d 2 h|2 d 1 h) left\s+Add pieces 2 d/,
  )
  expect(await app.innerText()).toMatch(/First in block \d+, last in block \d+/)
  expect(await row(page, 'evil app').innerText()).toMatch(/Ends soon[\s\S]*Remove pieces (20|19) min/)
  expect(await row(page, 'gone').innerText()).toMatch(/Revoked[\s\S]*Add pieces taken back/)
  expect(await row(page, 'Without a name').innerText()).toContain(`Unknown: ${custom}`)

  const names = () => page.locator('.row h2 a').allInnerTexts()
  expect(await names()).toEqual(['Without a name', 'gone', 'evil app', 'an app'])
  await page.getByLabel('Order').selectOption('Ends first')
  expect(await names()).toEqual(['evil app', 'an app', 'Without a name', 'gone'])
  await page.getByLabel('Order').selectOption('By name')
  expect(await names()).toEqual(['Without a name', 'an app', 'evil app', 'gone'])
  await page.getByLabel('Show').selectOption('Revoked')
  expect(await names()).toEqual(['gone'])
  await page.getByLabel('Show').selectOption('That hold something')
  await page.getByLabel('Find').fill(address.slice(8, 20))
  expect(await names()).toEqual(['an app'])
  await page.getByText('1 of 4 session keys').waitFor()
  expect(wallet.prompts).toHaveLength(1)
})

test('behavior: one scope, a key, and several keys in one transaction are taken back', async () => {
  const [first, second, third] = [
    await grant(1, { origin: 'first', permissions: DefaultFwssPermissions }),
    await grant(1, { origin: 'second' }),
    await grant(1, { origin: 'third' }),
  ]
  const { page, wallet } = await connect({ accounts: [devnet.account(1)] })
  await page.getByRole('link', { name: 'first' }).click()
  await page.getByRole('button', { name: 'Revoke Remove pieces' }).click()
  await page.getByText('Revoke "Remove pieces" of first: Done.').waitFor()
  await page.getByRole('listitem').filter({ hasText: 'Remove pieces taken back' }).waitFor()
  expect(await page.getByText(/^Mined as/).innerText()).toContain(wallet.sent[0]?.hash.slice(0, 10))
  expect(await holds(1, first)).toEqual(
    DefaultFwssPermissions.filter((permission) => permission !== Permission.SchedulePieceRemoval),
  )

  await page.getByRole('button', { name: 'Revoke everything' }).click()
  await page.getByText('Revoke first: Done.').waitFor()
  await page.getByText('Revoked', { exact: true }).waitFor()
  expect(await holds(1, first)).toEqual([])

  await page.getByRole('link', { name: 'All session keys' }).click()
  await page.getByLabel('Select all that hold something').check()
  await page.getByRole('button', { name: 'Revoke selected (2)' }).click()
  await page.getByText('Revoke 2 session keys: Done.').waitFor()
  expect(await holds(1, second)).toEqual([])
  expect(await holds(1, third)).toEqual([])
  expect(wallet.sent).toHaveLength(3)
})

test('behavior: what runs out is renewed, with its name and all that it had', async () => {
  const address = await grant(2, { expiry: await inTime(5), origin: 'over', permissions: UploadPermissions })
  await devnet.testClient().increaseTime({ seconds: 10 })
  await devnet.testClient().mine({ blocks: 1 })
  const { page } = await connect({ accounts: [devnet.account(2)] })
  expect(await row(page, 'over').innerText()).toMatch(/Expired[\s\S]*Add pieces ended \d+ s ago/)
  await page.getByRole('button', { name: /^Renew over/ }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('7 days').check()
  expect(await dialog.innerText()).toContain(
    `${address} may create data sets and add pieces for the wallet ${devnet.account(2).address} on Devnet (this machine), for 7 days.`,
  )
  await dialog.getByRole('button', { name: 'Renew' }).click()
  await page.getByText('Renew over: Done.').waitFor()
  await dialog.waitFor({ state: 'detached' })
  await row(page, 'over').getByText('Active').waitFor()
  expect(await holds(2, address, DefaultFwssPermissions)).toEqual([...UploadPermissions])
})

test('behavior: revoked elsewhere is seen within two polling intervals', async () => {
  const address = await grant(3, { origin: 'elsewhere' })
  const { page } = await connect({ accounts: [devnet.account(3)] })
  await row(page, 'elsewhere').getByText('Active').waitFor()
  await revokeSync(devnet.rootClient(3), { sessionKeyAddress: address })
  const began = performance.now()
  await row(page, 'elsewhere').getByText('Revoked').waitFor()
  // The devnet is asked every second.
  expect(performance.now() - began).toBeLessThan(2000)
  await grant(3, { origin: 'new elsewhere' })
  await row(page, 'new elsewhere').getByText('Active').waitFor({ timeout: 3000 })
})

test('behavior: who else granted to a key is found when it is asked for', async () => {
  const address = await grant(4, { origin: 'shared' })
  const { page } = await connect({ accounts: [devnet.account(4)] })
  await page.getByRole('link', { name: 'shared' }).click()
  const search = page.getByRole('button', { name: 'Search the registry' })
  await search.click()
  await page.getByText('No other wallet.').waitFor()
  await loginSync(devnet.rootClient(5), { sessionKeyAddress: address })
  await search.click()
  await page.getByText(devnet.account(5).address).waitFor()
})

test('behavior: another account is another list, and what was begun is gone', async () => {
  await grant(5, { origin: 'of the first' })
  await grant(6, { origin: 'of the second' })
  const { page, wallet } = await connect({ accounts: [devnet.account(5), devnet.account(6)] })
  await row(page, 'of the first').waitFor()
  await page.getByLabel(/^Select of the first/).check()
  await page.getByRole('button', { name: 'New session key' }).click()
  await wallet.switchAccount(devnet.account(6))
  await row(page, 'of the second').waitFor()
  expect(await row(page, 'of the first').count()).toBe(0)
  expect(await page.getByRole('dialog').count()).toBe(0)
  await page.getByRole('button', { name: 'Revoke selected (0)' }).waitFor()
  await wallet.disconnect()
  await page.getByRole('button', { name: 'Connect Test Wallet' }).waitFor()
})

test('behavior: `/` and `/console/session-keys` are the page, and it stays connected when loaded again', async () => {
  const { page } = await connect({
    accounts: [devnet.account(7)],
    path: 'console/session-keys?network=devnet',
  })
  await page.getByText('This wallet has no session key here').waitFor()
  await page.reload()
  await page.getByText('This wallet has no session key here').waitFor()
  expect(await page.context().cookies()).toEqual([])
  expect(await page.evaluate(() => localStorage.length)).toBe(0)
})
