import {
  authorizeLink,
  getSessions,
  login,
  loginSync,
  Permission,
  type PermissionOrPolicy,
  pairingCode,
  policy,
  remaining,
  UploadPermissions,
  uploadLimits,
} from 'foc-session-keys'
import type { Page } from 'playwright-core'
import { type Address, getAddress, pad } from 'viem'
import { expect, test } from 'vitest'
import { countCreation, signCreation } from '../../react/test/createsDataSet.ts'
import { row, useConsole } from './useConsole.ts'

const { connect, devnet, open } = useConsole()

const GiB = 1024n ** 3n
const provider = '0x90F79bf6EB2c4f870365E785982E1f101E93b906'
const key = (number: number): Address => getAddress(pad(`0xbbc${number}`, { size: 20 }))

/** What the only session key of a wallet may do now, in scopes and hashes. */
async function granted(index: number) {
  const [session] = await getSessions(devnet.publicClient(), { root: devnet.account(index) })
  return [...(session?.permissions ?? [])].sort()
}

const hashes = (permissions: readonly PermissionOrPolicy[]) => permissions.map(String).sort()

/** Opens the dialog for a key that exists. */
async function newGrant(index: number, sessionKeyAddress: Address) {
  const opened = await connect({ accounts: [devnet.account(index)] })
  await opened.page.getByRole('button', { name: 'New session key' }).click()
  const dialog = opened.page.getByRole('dialog')
  await dialog.getByLabel('One that exists').check()
  await dialog.getByRole('textbox', { exact: true, name: 'Address' }).fill(sessionKeyAddress)
  const submit = dialog.getByRole('button', { name: 'Authorize' })
  const authorize = async () => {
    await submit.click()
    await opened.page.getByRole('log').getByText('Done.').waitFor()
  }
  return { ...opened, authorize, dialog, submit }
}

test('default: what is suggested has limits, and they are told in words', async () => {
  const { authorize, dialog } = await newGrant(0, key(0))
  expect(await dialog.getByLabel('Up to a limit').isChecked()).toBe(true)
  await dialog
    .getByText(
      `${key(0)} may create data sets (at most 2 times) and add pieces (at most 1 GiB) for the wallet`,
    )
    .waitFor()
  await dialog.getByText('It can store 1 GiB at most, each copy counted.').waitFor()
  await authorize()
  expect(await granted(0)).toEqual(hashes(uploadLimits({ bytes: GiB })))
})

test('behavior: no limit is a choice that says what it can cost', async () => {
  const { authorize, dialog } = await newGrant(1, key(1))
  await dialog.getByLabel('No limit').check()
  await dialog.getByText('Who gets hold of the key can use up your whole deposit').waitFor()
  await dialog.getByText('Nothing here limits how many data sets it creates and how much it stores').waitFor()
  await authorize()
  expect(await granted(1)).toEqual(hashes(UploadPermissions))
})

test('behavior: so much, on one data set, with one provider', async () => {
  const { authorize, dialog, submit } = await newGrant(2, key(2))
  const amount = dialog.getByLabel('Data, at most')
  for (const wrong of ['', '0', '-1', '1.5', '1e3', 'ten']) {
    await amount.fill(wrong)
    await dialog.getByText('Say how much data: a whole number above zero.').first().waitFor()
    expect(await submit.isDisabled()).toBe(true)
  }
  await amount.fill('5')
  await dialog.getByLabel('Unit').selectOption('MiB')
  await dialog.getByLabel('Only on data set number').fill('7')
  await dialog.getByText('A key for one data set cannot create another one').first().waitFor()
  expect(await submit.isDisabled()).toBe(true)
  await dialog.getByLabel('Create data sets').uncheck()
  await dialog.getByLabel('Remove pieces').check()
  const field = dialog.getByLabel('Only with one storage provider')
  await field.fill(provider.slice(0, -1))
  await dialog.getByText('Give the address of a storage provider, or none.').first().waitFor()
  expect(await submit.isDisabled()).toBe(true)
  // A private key that is pasted by mistake is not granted to by half.
  await field.fill(`0x${'12'.repeat(32)}`)
  await dialog.getByText('That was a private key.').waitFor()
  expect(await field.inputValue()).toBe('')
  await field.fill(provider)
  const where = `only on data set 7, only with provider ${provider}`
  await dialog
    .getByText(`may add pieces (at most 5 MiB, ${where}) and remove pieces (${where}) for the wallet`)
    .waitFor()
  await authorize()
  const terms = { dataSetId: 7n, provider } as const
  expect(await granted(2)).toEqual(
    hashes([
      policy({ ...terms, limit: 5n * 1024n ** 2n, permission: Permission.AddPieces }),
      policy({ ...terms, permission: Permission.SchedulePieceRemoval }),
    ]),
  )
})

const linkOf = (
  sessionKeyAddress: Address,
  asked: readonly PermissionOrPolicy[],
  network = 'devnet' as const,
) => authorizeLink({ consoleUrl: 'http://x', network, permissions: asked, sessionKeyAddress }).slice(9)

test('behavior: a link that asks for limits shows them in words, and exactly these are granted', async () => {
  const asked = [
    policy({ dataSetId: 7n, limit: GiB, permission: Permission.AddPieces, provider }),
    policy({ dataSetId: 8n, limit: 3n * GiB, permission: Permission.AddPieces }),
    policy({ dataSetId: 7n, permission: Permission.SchedulePieceRemoval }),
  ]
  const { page } = await connect({ accounts: [devnet.account(3)], path: linkOf(key(3), asked) })
  const seven = `Add pieces (at most 1 GiB, only on data set 7, only with provider ${provider})`
  await page.getByLabel(seven).waitFor()
  expect(await page.locator('dl.request').innerText()).toContain(
    `add pieces (at most 3 GiB, only on data set 8)`,
  )
  await page.getByText('It asks to remove pieces (only on data set 7), which cannot be undone.').waitFor()
  expect(await page.getByLabel('Create data sets').isDisabled()).toBe(true)
  expect(await page.getByLabel('Remove pieces').isChecked()).toBe(false)
  await page.getByText('It can store 4 GiB at most').waitFor()
  const pairing = { network: 'devnet', sessionKeyAddress: key(3) } as const
  const code = page.getByLabel('Code that your terminal shows')
  // The code binds the limits.
  await code.fill(await pairingCode({ ...pairing, permissions: [Permission.AddPieces] }))
  await page.getByText('do not go on').waitFor()
  await code.fill(await pairingCode({ ...pairing, permissions: asked }))
  await page.getByRole('button', { name: 'Authorize' }).click()
  await page.getByText('Done. Go back to your terminal').waitFor()
  expect(await granted(3)).toEqual(hashes(asked.slice(0, 2)))
})

test.each(['addPieces:max=0', 'addPieces:max=1:max=2', 'addPieces:limit=5', 'addPieces:'])(
  'error: %s is no scope: it is left out, and not granted wider',
  async (scope) => {
    const path = linkOf(key(4), UploadPermissions).replace(
      /scopes=[^&]*/,
      `scopes=${encodeURIComponent(`createDataSet,${scope}`)}`,
    )
    const { page } = await open({ path })
    await page.getByText(`It also asks for “${scope}”, which is not known here.`).waitFor()
    const request = await page.locator('dl.request').innerText()
    expect(request).toContain('create data sets')
    expect(request).not.toContain('add pieces')
  },
)

test('error: where no limits are taken, a link with limits is refused, whatever else it asks for', async () => {
  const asked = [Permission.CreateDataSet, ...uploadLimits({ bytes: GiB })]
  const path = linkOf(key(5), asked).replace('network=devnet', 'network=calibration')
  const { page, wallet } = await open({ path })
  await page
    .getByText('It asks for limits, and the storage service on Calibration does not take them yet.')
    .waitFor()
  expect(await page.getByRole('button', { name: 'Authorize' }).count()).toBe(0)
  expect(wallet.prompts).toEqual([])
})

const meter = (page: Page, name: RegExp) => page.getByRole('meter', { name })

test('behavior: what is left is shown, renewed as a fresh budget, and taken back one by one', async () => {
  const root = devnet.account(4)
  const client = devnet.rootClient(4)
  const [create, add] = uploadLimits({ bytes: GiB + 1n })
  const pinned = policy({ dataSetId: 7n, permission: Permission.AddPieces })
  const unknown = pad('0xdead', { size: 32 })
  const permissions = [create, add, pinned]
  const sessionKey = devnet.sessionKey({ permissions, rootIndex: 4 })
  const sessionKeyAddress = sessionKey.address
  await loginSync(client, {
    origin: 'limited',
    permissions: [...permissions, unknown],
    sessionKeyAddress,
  })
  await sessionKey.syncExpirations()
  const { page } = await connect({ accounts: [root] })
  await row(page, 'limited').getByText('2 of 2 left').waitFor()
  await row(page, 'limited').getByText('1 GiB of 1 GiB left').waitFor()
  await row(page, 'limited').getByText('Add pieces (only on data set 7)').waitFor()
  await row(page, 'limited').getByText(`Unknown: ${unknown}`).waitFor()
  const signature = await signCreation(sessionKey)
  await countCreation(devnet, { root: root.address, signature })
  await row(page, 'limited').getByText('1 of 2 left').waitFor()
  const bar = meter(page, /Create data sets \(at most 2 times\)”: 1 of 2 left/)
  expect(await bar.getAttribute('value')).toBe('500')

  await page.getByRole('link', { name: 'limited' }).click()
  await page.getByText('A limit, or a permission for another contract').waitFor()
  await meter(page, /Create data sets/).waitFor()
  await page.getByText('Adds data to data set 7.').waitFor()
  expect(await page.getByRole('meter').count()).toBe(2)
  await page.getByRole('button', { name: 'Renew' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('A renewal is a fresh budget').waitFor()
  await dialog.getByLabel('7 days').check()
  await dialog.getByRole('button', { name: 'Renew' }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByText('2 of 2 left').waitFor()
  expect(await granted(4)).toEqual(hashes([...permissions, unknown]))

  await page.getByRole('button', { name: 'Revoke Create data sets (at most 2 times)' }).click()
  await page
    .getByRole('log')
    .getByText('Revoke "Create data sets (at most 2 times)" of limited: Done.')
    .waitFor()
  expect(await granted(4)).toEqual(hashes([add, pinned, unknown]))
  const left = { root, sessionKeyAddress }
  expect(await remaining(client, { ...left, permission: create })).toBe(0n)
  await page.getByRole('button', { name: 'Revoke everything' }).click()
  await page.getByRole('log').getByText('Revoke limited: Done.').waitFor()
  expect(await granted(4)).toEqual([])
})

test('behavior: a renewal does not bring back without limits what has limits now', async () => {
  const client = devnet.rootClient(5)
  const sessionKeyAddress = key(6)
  const [create, add] = uploadLimits({ bytes: GiB })
  const chain = devnet.testClient()
  const { timestamp } = await devnet.publicClient().getBlock()
  await loginSync(client, { expiry: timestamp + 60n, permissions: UploadPermissions, sessionKeyAddress })
  await chain.increaseTime({ seconds: 120 })
  await chain.mine({ blocks: 1 })
  await login(client, {
    expiry: timestamp + 90_000n,
    origin: 'narrowed',
    permissions: [create, add],
    sessionKeyAddress,
  })
  const { page } = await connect({ accounts: [devnet.account(5)] })
  await row(page, 'narrowed').getByRole('button', { name: 'Renew' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('It can store 1 GiB at most').waitFor()
  await dialog.getByRole('button', { name: 'Renew' }).click()
  await dialog.waitFor({ state: 'detached' })
  expect(await granted(5)).toEqual(hashes([create, add]))
})
