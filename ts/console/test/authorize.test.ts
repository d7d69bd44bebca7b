import { readFile } from 'node:fs/promises'
import { getExpirations, getSessions, login, Permission, uploadLimits } from 'foc-session-keys'
import type { Download, Page } from 'playwright-core'
import { type Address, type Hex, pad } from 'viem'
import { generatePrivateKey, privateKeyToAddress } from 'viem/accounts'
import { expect, test } from 'vitest'
import { row, useConsole } from './useConsole.ts'

const { connect, devnet, open, seen } = useConsole()

const dialogOf = (page: Page) => page.getByRole('dialog')

/** Opens the dialog, up to the key. */
async function makeKey(page: Page, name: string) {
  await page.getByRole('button', { name: 'New session key' }).click()
  await dialogOf(page).getByLabel('Name').fill(name)
  await dialogOf(page).getByRole('button', { name: 'Make the key' }).click()
}

async function contentOf(download: Promise<Download>): Promise<Record<string, string>> {
  const path = await (await download).path()
  const lines = (await readFile(path, 'utf8')).trim().split('\n')
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  )
}

/** How a key could be written: as it is, without `0x`, in other letters, as bytes. */
const formsOf = (privateKey: Hex) => {
  const digits = privateKey.slice(2)
  const bytes = Buffer.from(digits, 'hex')
  return [digits, digits.toUpperCase(), bytes.toString('base64'), bytes.toString('latin1'), bytes.join(',')]
}

test('default: a new key is saved, granted to, and stays nowhere', async () => {
  const root = devnet.account(0).address
  const { page, visitor, wallet } = await connect()
  const sent: string[] = []
  page.on('request', (request) => sent.push(`${request.url()} ${request.postData() ?? ''}`))
  await makeKey(page, 'my laptop')
  const dialog = dialogOf(page)
  const authorize = dialog.getByRole('button', { name: 'Authorize' })
  expect(await authorize.isDisabled()).toBe(true)
  const download = page.waitForEvent('download')
  await dialog.getByRole('button', { name: 'Download session.env' }).click()
  expect((await download).suggestedFilename()).toBe('session.env')
  const file = await contentOf(download)
  const privateKey = file.SESSION_KEY as Hex
  const address = privateKeyToAddress(privateKey)
  expect(file).toEqual({
    NETWORK: 'devnet',
    SESSION_ADDRESS: address,
    SESSION_KEY: privateKey,
    SESSION_SCOPES: 'createDataSet:max=2,addPieces:max=1073741824',
    WALLET_ADDRESS: root,
  })
  await dialog.getByRole('button', { name: 'Show the private key' }).click()
  expect(await dialog.innerText()).toContain(privateKey)
  expect(await dialog.innerText()).toContain(
    `${address} may create data sets (at most 2 times) and add pieces (at most 1 GiB) for the wallet ${root} on Devnet (this machine), for 1 day.`,
  )
  expect(wallet.sent).toEqual([])
  await authorize.click()
  await page.getByText('Authorize my laptop: Done.').waitFor()
  await dialog.waitFor({ state: 'detached' })
  await row(page, 'my laptop').getByText('Active').waitFor()
  const [session] = await getSessions(devnet.publicClient(), { root })
  expect(session).toMatchObject({
    name: 'my laptop',
    permissions: uploadLimits({ bytes: 1024n ** 3n }).map(({ hash }) => hash),
    sessionKeyAddress: address,
  })

  const kept = await page.evaluate(async () => {
    const fields = [...document.querySelectorAll('input')].map(({ value }) => value)
    const databases = await indexedDB.databases()
    const caches = await globalThis.caches.keys()
    return JSON.stringify([
      document.documentElement.outerHTML,
      document.title,
      fields,
      { ...localStorage },
      { ...sessionStorage },
      document.cookie,
      databases,
      caches,
      history.state,
      location.href,
      window.name,
    ])
  })
  const state = JSON.stringify(await visitor.storageState({ indexedDB: true }))
  const places = {
    kept,
    said: seen.said.join('\n'),
    sent: sent.join('\n'),
    state,
    wallet: JSON.stringify(wallet.prompts),
  }
  // What is searched is there: the address is found where it has to be.
  expect(kept).toContain(address)
  expect(places.sent.toLowerCase()).toContain(address.slice(2).toLowerCase())
  for (const form of formsOf(privateKey))
    for (const [place, content] of Object.entries(places)) expect(content, place).not.toContain(form)
})

test('behavior: the private key in the page is found by the scan while it is shown', async () => {
  const { page } = await connect()
  await makeKey(page, '')
  const download = page.waitForEvent('download')
  await dialogOf(page).getByRole('button', { name: 'Download session.env' }).click()
  const { SESSION_KEY = '' } = await contentOf(download)
  expect(await page.content()).not.toContain(SESSION_KEY.slice(2))
  await dialogOf(page).getByRole('button', { name: 'Show the private key' }).click()
  expect(await page.content()).toContain(SESSION_KEY.slice(2))
})

test('behavior: closing is guarded while the key is there, and throws it away', async () => {
  const { page, wallet } = await connect({ accounts: [devnet.account(1)] })
  await makeKey(page, '')
  const dialog = dialogOf(page)
  for (let times = 0; times < 3; times++) await page.keyboard.press('Escape')
  await dialog.getByRole('alert').getByText('nobody can see it again').waitFor()
  await dialog.getByRole('button', { name: 'Keep it open' }).click()
  const asked = new Promise<string>((resolve) =>
    page.once('dialog', async (question) => {
      await question.dismiss()
      resolve(question.type())
    }),
  )
  await page.evaluate(() => location.reload())
  expect(await asked).toBe('beforeunload')
  await dialog.getByRole('button', { name: 'Close' }).click()
  await dialog.getByRole('button', { name: 'Throw the key away' }).click()
  await dialog.waitFor({ state: 'detached' })
  expect(wallet.prompts).toHaveLength(1)
  await page.reload()
})

test('behavior: refused, the key stays in sight, and it can be tried again', async () => {
  const { page, wallet } = await connect({ accounts: [devnet.account(2)] })
  await makeKey(page, 'second try')
  wallet.answer = () => 'No.'
  await dialogOf(page).getByLabel('I saved the key').check()
  await dialogOf(page).getByRole('button', { name: 'Authorize' }).click()
  await dialogOf(page).getByText('You said no in the wallet. Nothing was sent.').waitFor()
  wallet.answer = () => undefined
  await dialogOf(page).getByRole('button', { name: 'Authorize' }).click()
  await row(page, 'second try').getByText('Active').waitFor()
})

/** An address with each letter in the other case. */
const swapCase = (address: Address) =>
  `0x${[...address.slice(2)].map((one) => (one === one.toLowerCase() ? one.toUpperCase() : one.toLowerCase())).join('')}`

test('behavior: an address is let in, with what is chosen, and no private key in place of it', async () => {
  const root = devnet.account(3)
  const { page } = await connect({ accounts: [root] })
  await page.getByRole('button', { name: 'New session key' }).click()
  const dialog = dialogOf(page)
  await dialog.getByLabel('One that exists').check()
  const field = dialog.getByRole('textbox', { name: 'Address', exact: true })
  const submit = dialog.getByRole('button', { name: 'Authorize' })
  const sessionKeyAddress = pad('0xaBcDeF', { size: 20 }).toLowerCase() as Address

  for (const [text, problem] of [
    ['0x1234', 'That is no address.'],
    [root.address, 'That is your wallet itself.'],
    [swapCase(root.address), 'A letter of that address is wrong.'],
  ] as const) {
    await field.fill(text)
    await dialog.getByText(problem).waitFor()
    expect(await submit.isDisabled()).toBe(true)
  }
  for (const secret of [generatePrivateKey(), generatePrivateKey().slice(2)]) {
    await field.fill(secret)
    await dialog.getByText('That was a private key.').waitFor()
    expect(await field.inputValue()).toBe('')
    expect(await submit.isDisabled()).toBe(true)
  }

  await field.fill(sessionKeyAddress)
  await dialog.getByLabel('Create data sets').uncheck()
  await dialog.getByLabel('Add pieces').uncheck()
  await dialog.getByText('Choose at least one thing').waitFor()
  expect(await submit.isDisabled()).toBe(true)
  expect(await dialog.getByLabel('End data sets').isChecked()).toBe(false)
  await dialog.getByLabel('Remove pieces').check()
  await dialog.getByText('And it can remove pieces, which cannot be undone.').waitFor()

  await dialog.getByLabel('Up to a day').check()
  await dialog.getByText('Choose for how long.').waitFor()
  const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
  await dialog.getByLabel('Last day').fill(day(-2))
  await dialog.getByText('That day is over.').waitFor()
  await dialog.getByLabel('Last day').fill(day(400))
  await dialog.getByText('A grant lasts 365 days at most.').waitFor()
  await dialog.getByLabel('Last day').fill(day(30))
  await dialog.getByText('Longer than a week').waitFor()
  await submit.click()
  await page.getByRole('log').getByText('Done.').waitFor()
  const expirations = await getExpirations(devnet.publicClient(), { root, sessionKeyAddress })
  expect(expirations).toMatchObject({
    [Permission.AddPieces]: 0n,
    [Permission.SchedulePieceRemoval]: BigInt(Date.parse(`${day(30)}T23:59:59Z`) / 1000),
  })
})

test('behavior: the whole of it by keyboard', async () => {
  const root = devnet.account(4)
  await login(devnet.rootClient(4), { origin: 'by key', sessionKeyAddress: pad('0x77', { size: 20 }) })
  const { page } = await open({ accounts: [root] })
  const tabTo = async (name: string | RegExp) => {
    for (let times = 0; times < 60; times++) {
      await page.keyboard.press('Tab')
      const focused = page.locator(':focus')
      if ((await focused.count()) === 0) continue
      const label = (await focused.getAttribute('aria-label')) ?? (await focused.innerText())
      const text = label || (await focused.evaluate((element) => element.closest('label')?.textContent ?? ''))
      if (typeof name === 'string' ? text.includes(name) : name.test(text)) return
    }
    throw new Error(`Tab does not lead to ${name}.`)
  }
  await tabTo('Connect Test Wallet')
  await page.keyboard.press('Enter')
  await row(page, 'by key').waitFor()
  await tabTo('New session key')
  await page.keyboard.press('Enter')
  await dialogOf(page).waitFor()
  await tabTo('Name')
  await page.keyboard.type('typed')
  await tabTo('Make the key')
  await page.keyboard.press('Enter')
  await tabTo('I saved the key')
  await page.keyboard.press('Space')
  await tabTo('Authorize')
  await page.keyboard.press('Enter')
  await row(page, 'typed').getByText('Active').waitFor()
  await tabTo(/^Revoke by key/)
  await page.keyboard.press('Enter')
  await page.getByText('Revoke by key: Done.').waitFor()
  await tabTo(/^by key$/)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'by key' }).waitFor()
  await tabTo('All session keys')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Your session keys' }).waitFor()
})
