import { getSessions, revokeAllSync, revokeSync } from 'foc-session-keys'
import type { Address } from 'viem'
import { generatePrivateKey } from 'viem/accounts'
import { afterEach, expect, test } from 'vitest'
import { contentsOf, holds, learnKeys, record } from './secretsOf.ts'
import { button, says, start, upload, useApp } from './useApp.ts'

const { devnet, visit } = useApp()

/** The session keys that hold something. */
const granted = async (root: { address: Address }) =>
  (await getSessions(devnet.publicClient(), { root }))
    .filter(({ permissions }) => permissions.length > 0)
    .map(({ sessionKeyAddress }) => sessionKeyAddress)

// Only one wallet can pay: what a test that failed left granted is none of the next one's business.
afterEach(async () => {
  const rootClient = devnet.rootClient(0)
  const sessionKeyAddresses = await granted(rootClient.account)
  if (sessionKeyAddresses.length > 0) await revokeAllSync(rootClient, { sessionKeyAddresses })
})

test('default: one prompt, ten uploads, a reload, another upload, the end; and the key is nowhere to be read', async () => {
  const { context, open, prompts, root } = await visit()
  const recorded = record(context)
  const keys = await learnKeys(context)
  const page = await open()
  await start(page)
  const left = (bytes: string) => page.getByText(`${bytes} of 104,857,600 bytes`).waitFor()
  await left('104,857,600')
  expect(prompts()).toBe(1)
  await upload(page, 10)
  expect(prompts()).toBe(0)
  // Two copies of 300 bytes each.
  await left('104,851,600')

  await page.reload()
  await says(page, 'Your session is active.')
  await upload(page, 1)
  expect(prompts()).toBe(0)
  await left('104,851,000')
  expect(await granted(root)).toHaveLength(1)

  expect(keys.map(({ address }) => address)).toEqual(await granted(root))
  const { privateKey } = keys[0] as (typeof keys)[number]
  const during = await contentsOf(page)
  await button(page, 'End the session').click()
  await says(page, 'You have no session yet.')
  expect(prompts()).toBe(1)
  expect(await granted(root)).toEqual([])

  const after = await contentsOf(page)
  const log = await recorded()
  for (const contents of [during, after])
    for (const [place, found] of Object.entries(contents)) expect(holds(found, privateKey), place).toBe(false)
  expect(during.indexedDb?.length).toBeGreaterThan(3)
  expect(after.indexedDb).toEqual([])
  expect(log.length).toBeGreaterThan(50)
  expect(holds(log, privateKey)).toBe(false)
  await context.close()
}, 120_000)

test('behavior: where a key lay in the open, it would be found', async () => {
  const { context, open } = await visit()
  const recorded = record(context)
  const page = await open()
  const places = [
    'cookies',
    'dom',
    'indexedDb',
    'localStorage',
    'sessionStorage',
    'address',
    'log',
    'console',
  ] as const
  const keys = Object.fromEntries(places.map((place) => [place, generatePrivateKey()])) as Record<
    (typeof places)[number],
    `0x${string}`
  >
  const requested = page.waitForRequest(/key/)
  const said = page.waitForEvent('console')
  await page.evaluate(async (secrets) => {
    const bytesOf = (hex: string) =>
      Uint8Array.from(hex.slice(2).match(/../g) ?? [], (byte) => Number.parseInt(byte, 16))
    // biome-ignore lint/suspicious/noDocumentCookie: that is what it looks for
    document.cookie = `key=${secrets.cookies.toUpperCase()}`
    document.body.append(btoa(String.fromCharCode(...bytesOf(secrets.dom))))
    localStorage.setItem('key', JSON.stringify([...bytesOf(secrets.localStorage)]))
    sessionStorage.setItem('key', BigInt(secrets.sessionStorage).toString())
    history.replaceState({ key: secrets.address.slice(2) }, '')
    const database = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open('another', 1)
      request.onupgradeneeded = () => request.result.createObjectStore('rows')
      request.onsuccess = () => resolve(request.result)
    })
    const key = await crypto.subtle.importKey('raw', bytesOf(secrets.indexedDb), 'AES-GCM', true, ['encrypt'])
    const writing = database.transaction('rows', 'readwrite')
    writing.objectStore('rows').put({ key }, 1)
    await new Promise((resolve) => {
      writing.oncomplete = resolve
    })
    database.close()
    await fetch('/key', { body: bytesOf(secrets.log), method: 'POST' })
    console.log(secrets.console)
  }, keys)
  await Promise.all([requested, said])
  const contents: Record<string, Buffer[]> = await contentsOf(page)
  const log = await recorded()
  for (const place of places) {
    const kept = contents[place] ?? log
    expect(holds(kept, keys[place]), place).toBe(true)
    expect(holds(kept, generatePrivateKey()), place).toBe(false)
  }
  await context.close()
})

test('behavior: two tabs start at once: one session, one prompt, and both upload', async () => {
  const { context, open, prompts, root, wallet } = await visit()
  const tabs = [await open(), await open()] as const
  await button(tabs[0], 'Connect Test Wallet').click()
  await says(tabs[0], 'You have no session yet.')
  await tabs[1].reload()
  wallet.answer = async ({ method }) => {
    if (method !== 'eth_sendTransaction') return
    await tabs[0].waitForFunction(async () => (await navigator.locks.query()).pending?.length)
    return
  }
  await Promise.all(tabs.map((tab) => button(tab, 'Start a session').click()))
  for (const tab of tabs) await says(tab, 'Your session is active.')
  expect(prompts()).toBe(1)
  expect(await granted(root)).toHaveLength(1)
  wallet.answer = () => undefined
  for (const tab of tabs) await upload(tab, 1)
  expect(prompts()).toBe(0)
  await button(tabs[1], 'End the session').click()
  for (const tab of tabs) await says(tab, 'You have no session yet.')
  expect(prompts()).toBe(1)
  await context.close()
}, 60_000)

test('behavior: revoked elsewhere: both tabs say so within two polling intervals', async () => {
  const { context, open, root } = await visit()
  const page = await open()
  await start(page)
  const tabs = [page, await open()]
  for (const tab of tabs) await says(tab, 'Your session is active.')
  const [sessionKeyAddress] = await granted(root)
  await revokeSync(devnet.rootClient(0), { sessionKeyAddress: sessionKeyAddress as Address })
  // The app asks every second.
  await Promise.all(tabs.map((tab) => says(tab, 'Your session was revoked.', 2000)))
  await button(page, 'Start a session').click()
  for (const tab of tabs) await says(tab, 'Your session is active.')
  await button(page, 'End the session').click()
  await says(page, 'You have no session yet.')
  await context.close()
}, 60_000)

test('behavior: the wallet refuses, or is on another network: the page says so, and it works after that', async () => {
  const elsewhere = { ...devnet.chain, id: 1 }
  const { context, open, root, wallet } = await visit({ others: [elsewhere] })
  const page = await open()
  await button(page, 'Connect Test Wallet').click()
  await says(page, 'You have no session yet.')
  wallet.answer = () => 'The user said no.'
  await button(page, 'Start a session').click()
  expect(await page.getByRole('alert').textContent()).toBeTruthy()
  await says(page, 'You have no session yet.')
  expect(await granted(root)).toEqual([])

  wallet.answer = () => undefined
  await wallet.switchChain(elsewhere.id)
  await button(page, 'Switch to').click()
  await button(page, 'Switch to').waitFor({ state: 'detached' })
  await button(page, 'Start a session').click()
  await says(page, 'Your session is active.')
  expect(await page.getByRole('alert').count()).toBe(0)
  await button(page, 'End the session').click()
  await says(page, 'You have no session yet.')
  await context.close()
}, 60_000)
