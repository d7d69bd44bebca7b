import {
  authorizeLink,
  DefaultFwssPermissions,
  getSessions,
  loginSync,
  type Permission,
  pairingCode,
  Permission as permissions,
  revokeLink,
  UploadPermissions,
} from 'foc-session-keys'
import type { Page } from 'playwright-core'
import { type Address, getAddress, pad } from 'viem'
import { expect, test } from 'vitest'
import { row, useConsole } from './useConsole.ts'

const { connect, devnet, open } = useConsole()

const consoleUrl = 'http://console'
const pathOf = (link: string) => link.slice(consoleUrl.length + 1)
const key = (number: number): Address => getAddress(pad(`0xabc${number}`, { size: 20 }))

const asking = (
  sessionKeyAddress: Address,
  asked: readonly Permission[] = UploadPermissions,
  name?: string,
) => pathOf(authorizeLink({ consoleUrl, name, network: 'devnet', permissions: asked, sessionKeyAddress }))

const codeOf = (sessionKeyAddress: Address, asked: readonly Permission[] = UploadPermissions) =>
  pairingCode({ network: 'devnet', permissions: asked, sessionKeyAddress })

const authorize = (page: Page) => page.getByRole('button', { name: 'Authorize' })
const code = (page: Page) => page.getByLabel('Code that your terminal shows')
const grants = (index: number) => getSessions(devnet.publicClient(), { root: devnet.account(index) })

test('default: what a terminal asks for is granted once its code was typed in', async () => {
  const { page, wallet } = await open({ path: asking(key(0), UploadPermissions, 'my terminal') })
  await page.getByText('Who sent you this link?').waitFor()
  await page.getByText('“my terminal” (anybody can write anything here)').waitFor()
  expect(await page.locator('dl.request').innerText()).toContain(key(0))
  expect(await authorize(page).count()).toBe(0)
  await page.getByRole('button', { name: 'Connect Test Wallet' }).click()
  expect(await authorize(page).isDisabled()).toBe(true)
  // As people type.
  await code(page).fill((await codeOf(key(0))).toLowerCase().replace('-', ' '))
  await page.getByText('The code is right.').waitFor()
  // Nothing happens by itself.
  expect(wallet.prompts).toHaveLength(1)
  await page.getByText(`${key(0)} may create data sets and add pieces for the wallet`).waitFor()
  await authorize(page).click()
  await page.getByText('Done. Go back to your terminal').waitFor()
  const [session] = await grants(0)
  expect(session).toMatchObject({
    name: 'my terminal',
    permissions: [...UploadPermissions],
    sessionKeyAddress: key(0),
  })
  await page.getByRole('button', { name: 'Leave' }).click()
  await row(page, 'my terminal').getByText('Active').waitFor()
  await page.reload()
  await row(page, 'my terminal').waitFor()
})

test('behavior: no code, the code of another key, network or scope: the button does not work', async () => {
  const { page, wallet } = await connect({ path: asking(key(1)) })
  const wrong = [
    await codeOf(key(2)),
    await codeOf(key(1), DefaultFwssPermissions),
    await pairingCode({ network: 'mainnet', permissions: UploadPermissions, sessionKeyAddress: key(1) }),
  ]
  for (const text of wrong) {
    await code(page).fill(text)
    await page.getByText('this link is not from there: do not go on').waitFor()
    expect(await authorize(page).isDisabled()).toBe(true)
  }
  await code(page).fill((await codeOf(key(1))).slice(0, 8))
  expect(await authorize(page).isDisabled()).toBe(true)
  await code(page).press('Enter')
  expect(wallet.prompts).toHaveLength(1)
})

test('behavior: what is not asked for is locked, what destroys is not ticked, what is unknown is left out', async () => {
  const asked = [permissions.AddPieces, permissions.TerminateDataSet]
  const path = asking(key(3), asked).replace('&network', ',__proto__,drainWallet%E2%80%AE&network')
  const { page } = await connect({ accounts: [devnet.account(1)], path })
  await page.getByText('It also asks for “__proto__” and “drainWallet”, which is not known here.').waitFor()
  await page.getByText('It asks to end data sets, which cannot be undone.').waitFor()
  const box = (name: string) => page.getByLabel(name)
  await box('Add pieces').waitFor()
  for (const name of ['Create data sets', 'Remove pieces']) {
    expect(await box(name).isDisabled()).toBe(true)
    expect(await box(name).isChecked()).toBe(false)
  }
  expect(await box('Add pieces').isChecked()).toBe(true)
  expect(await box('End data sets').isChecked()).toBe(false)
  expect(await box('End data sets').isEnabled()).toBe(true)
  await code(page).fill(await codeOf(key(3), asked))
  await authorize(page).click()
  await page.getByText('Done. Go back to your terminal').waitFor()
  expect((await grants(1))[0]).toMatchObject({ permissions: [permissions.AddPieces] })
})

test('behavior: a link that asks for nothing that is known cannot be granted', async () => {
  const path = asking(key(4)).replace(/scopes=[^&]*/, 'scopes=everything')
  const { page } = await connect({ path })
  await page.getByText('nothing that this page knows').waitFor()
  expect(await authorize(page).count()).toBe(0)
  expect(await code(page).count()).toBe(0)
})

test.each([
  [
    'a wrong checksum',
    (link: string) => link.replace(/authorize=\w+/, `authorize=${key(5).slice(0, -4)}AbC5`),
    'wrong checksum',
  ],
  ['no address', (link: string) => link.replace(/authorize=\w+/, 'authorize=0x1234'), 'no address'],
  ['two keys', (link: string) => `${link}&authorize=${key(6).toLowerCase()}`, 'repeated'],
  [
    'another network',
    (link: string) => link.replace('network=devnet', 'network=ethereum'),
    'unknown network',
  ],
])('error: a link with %s is not taken', async (_what, spoil, reason) => {
  const { page, wallet } = await open({ path: spoil(asking(key(5))) })
  await page.getByText('This link cannot be used').waitFor()
  await page.getByText(reason).waitFor()
  expect(await authorize(page).count()).toBe(0)
  expect(wallet.prompts).toEqual([])
})

test('error: a link whose key is the wallet itself', async () => {
  const { address } = devnet.account(2)
  const { page } = await connect({ accounts: [devnet.account(2)], path: asking(address) })
  await page.getByText('The key in this link is your wallet itself.').waitFor()
  expect(await authorize(page).count()).toBe(0)
})

test('behavior: the wallet is on another network: one click, and no grant before', async () => {
  const { page, wallet } = await open({ accounts: [devnet.account(3)], path: asking(key(7)) })
  await wallet.switchChain(314)
  await page.getByRole('button', { name: 'Connect Test Wallet' }).click()
  await code(page).fill(await codeOf(key(7)))
  await page.getByText('The code is right.').waitFor()
  expect(await authorize(page).isDisabled()).toBe(true)
  expect(await page.getByLabel('Network').isDisabled()).toBe(true)
  await page.getByRole('button', { name: 'Switch the wallet to Devnet (this machine)' }).click()
  await authorize(page).click()
  await page.getByText('Done. Go back to your terminal').waitFor()
  expect(await grants(3)).toHaveLength(1)
})

test('behavior: refused in the wallet: the link stays, and can be granted after all', async () => {
  const { page, wallet } = await connect({ accounts: [devnet.account(4)], path: asking(key(8)) })
  await code(page).fill(await codeOf(key(8)))
  wallet.answer = () => 'No.'
  await authorize(page).click()
  await page.getByText('You said no in the wallet. Nothing was sent.').waitFor()
  wallet.answer = () => undefined
  await authorize(page).click()
  await page.getByText('Done. Go back to your terminal').waitFor()
})

test('behavior: a link to revoke opens the key, or says that it is not known', async () => {
  const sessionKeyAddress = key(9)
  await loginSync(devnet.rootClient(5), { origin: 'to be revoked', sessionKeyAddress })
  const link = pathOf(revokeLink({ consoleUrl, network: 'devnet', sessionKeyAddress }))
  const { page, wallet } = await connect({ accounts: [devnet.account(5), devnet.account(6)], path: link })
  await page.getByRole('heading', { level: 1, name: 'to be revoked' }).waitFor()
  expect(wallet.prompts).toHaveLength(1)
  await wallet.switchAccount(devnet.account(6))
  await page
    .getByText(`This key is not known: the wallet ${devnet.account(6).address} never granted`)
    .waitFor()
  await wallet.switchAccount(devnet.account(5))
  await page.getByRole('button', { name: 'Revoke everything' }).click()
  await page.getByText('Revoke to be revoked: Done.').waitFor()
  expect((await grants(5))[0]).toMatchObject({ status: 'revoked' })
})

test('behavior: a node that is not on this machine is not asked', async () => {
  const { page } = await open({ path: '?network=devnet&rpc=https%3A%2F%2Fevil.example' })
  await page.getByText('with a node that is not on this machine. It is not asked.').waitFor()
})
