import { fileURLToPath } from 'node:url'
import type { BrowserContext, Page } from 'playwright-core'
import type { Address } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { serveModule } from '../../../../script/test/browser/sites.ts'
import { useBrowser } from '../../../../script/test/browser/useBrowser.ts'
import { getSessions } from '../../src/index.ts'
import { useDevnet } from '../helpers.ts'
import type { Setup } from './page.ts'

const devnet = useDevnet()
const browser = useBrowser(() => serveModule(fileURLToPath(new URL('page.ts', import.meta.url))))

let context: BrowserContext
/** Called when the page asks the wallet: says no with a text. */
let answer: () => Promise<string | null> | string | null = () => null
let prompts = 0
/** Called before each request of the page. */
let beforeRequest: () => Promise<void> | void = () => {}

async function launch() {
  context = await browser.launch()
  await context.exposeFunction('askWallet', () => {
    prompts++
    return answer()
  })
  await context.exposeFunction('beforeRequest', () => beforeRequest())
}

beforeAll(launch, 60_000)
afterAll(() => browser.kill())

async function openTab(): Promise<Page> {
  const page = await context.newPage()
  await page.goto(browser.url)
  await page.waitForFunction(() => 'app' in window)
  return page
}

function setup(index: number, storage: Setup['storage'] = 'indexedDb'): Setup {
  const { chain, rpcUrl } = devnet
  prompts = 0
  answer = () => null
  return { chain: JSON.parse(JSON.stringify(chain)), root: devnet.account(index).address, rpcUrl, storage }
}

const run = (page: Page, action: Parameters<Window['app']['run']>[0], parameters: Setup) =>
  page.evaluate(([name, given]) => window.app.run(name, given), [action, parameters] as const)

const granted = async (root: Address) =>
  (await getSessions(devnet.publicClient(), { root }))
    .filter(({ status }) => status === 'active')
    .map(({ sessionKeyAddress }) => sessionKeyAddress)

test.each(['indexedDb', 'web'] as const)(
  'behavior: two tabs start at once: one session, one prompt, both have it (%s)',
  async (storage) => {
    const given = setup(storage === 'web' ? 1 : 2, storage)
    const tabs = [await openTab(), await openTab()]
    // The wallet answers once the other waits for its turn.
    answer = async () => {
      await tabs[0]?.waitForFunction(async () => (await navigator.locks.query()).pending?.length === 1)
      return null
    }
    const sessions = await Promise.all(tabs.map((tab) => run(tab, 'start', given)))
    answer = () => null
    expect(sessions.map(({ status }) => status)).toEqual(['active', 'active'])
    expect(sessions[0]?.address).toBe(sessions[1]?.address)
    expect(prompts).toBe(1)
    expect(await granted(given.root)).toEqual([sessions[0]?.address])

    await tabs[0]?.reload()
    await tabs[0]?.waitForFunction(() => 'app' in window)
    expect(await run(tabs[0] as Page, 'load', given)).toMatchObject({
      address: sessions[0]?.address,
      status: 'active',
    })
    await Promise.all(tabs.map((tab) => run(tab, 'end', given)))
    expect(prompts).toBe(2)
    expect(await granted(given.root)).toEqual([])
    expect(await tabs[0]?.evaluate(() => localStorage.length)).toBe(0)
    for (const tab of tabs) await tab.close()
  },
  60_000,
)

test('behavior: what lies in the database is encrypted with a key that is not let out, and wiped at the end', async () => {
  const given = setup(3)
  const tab = await openTab()
  await run(tab, 'start', given)
  const [row, ...more] = await tab.evaluate(() => window.app.rows())
  expect(more).toEqual([])
  expect(row).toMatchObject({ exported: 'InvalidAccessError', extractable: false })
  expect(row?.text).not.toContain('privateKey')
  // The devnet takes P-256 keys, so that is what a browser's session gets.
  expect(row?.privateKey).toEqual({ algorithm: 'P-256', exported: ['InvalidAccessError'], json: '{}' })
  expect(await tab.evaluate(() => localStorage.length)).toBe(0)
  await run(tab, 'end', given)
  expect(await tab.evaluate(() => window.app.rows())).toEqual([])
  await tab.close()
})

test('behavior: which key a session gets, by what the chain takes and the storage keeps', async () => {
  const tab = await openTab()
  const { chain, ...given } = setup(3)
  const { sessionKeyAuthorizer: _, ...contracts } = devnet.chain.contracts
  const unaware = { ...chain, contracts: JSON.parse(JSON.stringify(contracts)) } as typeof chain
  for (const [more, curve] of [
    [{}, 'P-256'],
    [{ key: 'secp256k1' }, 'secp256k1'],
    [{ storage: 'web' }, 'secp256k1'],
    [{ chain: unaware }, 'secp256k1'],
  ] as const) {
    const asked = { chain, ...given, ...more }
    expect(await run(tab, 'start', asked)).toMatchObject({ curve, status: 'active' })
    await tab.reload()
    await tab.waitForFunction(() => 'app' in window)
    expect(await run(tab, 'load', asked)).toMatchObject({ curve, status: 'active' })
    await run(tab, 'end', asked)
  }
  // What would be lost, or not taken, is said before the wallet is asked.
  prompts = 0
  const inText = await run(tab, 'start', { chain, ...given, key: 'P-256', storage: 'web' })
  expect(inText.error).toContain('keeps text, and a P-256 key cannot be written down')
  const notTaken = await run(tab, 'start', { ...given, chain: unaware, key: 'P-256' })
  expect(notTaken.error).toContain('does not take P-256 keys')
  expect(prompts).toBe(0)
  expect(await tab.evaluate(() => localStorage.length)).toBe(0)
  expect(await tab.evaluate(() => window.app.rows())).toEqual([])
  await tab.close()
})

test('behavior: the tab is closed while the wallet is asked: another goes on with the same key', async () => {
  const given = setup(4)
  const [first, second] = [await openTab(), await openTab()]
  const asked = new Promise<void>((resolve) => {
    answer = () => {
      resolve()
      return new Promise(() => {})
    }
  })
  const lost = run(first, 'start', given).catch(() => 'closed')
  await asked
  const pending = await run(second, 'load', given)
  expect(pending).toMatchObject({ state: 'pending', status: 'pending' })
  const waiting = run(second, 'start', given)
  answer = () => null
  await first.close()
  expect(await lost).toBe('closed')
  expect(await waiting).toMatchObject({ address: pending.address, status: 'active' })
  expect(await granted(given.root)).toEqual([pending.address])
  await second.close()
})

test('behavior: the wallet says no: nothing stays', async () => {
  const given = setup(5)
  const tab = await openTab()
  const before = await tab.evaluate(() => window.app.rows())
  answer = () => 'User rejected the request.'
  expect((await run(tab, 'start', given)).error).toContain('rejected')
  expect(await tab.evaluate(() => window.app.rows())).toHaveLength(before.length)
  await tab.close()
})

test('error: rows that were exchanged are refused', async () => {
  const [mine, theirs] = [setup(6), setup(7)]
  const tab = await openTab()
  await run(tab, 'start', mine)
  await run(tab, 'start', theirs)
  const registry = devnet.chain.contracts.sessionKeyRegistry.address
  const items = [mine, theirs].map(({ root }) =>
    `foc-session-keys.${devnet.chain.id}.${registry}.${root}`.toLowerCase(),
  ) as [string, string]
  await tab.evaluate((both) => window.app.swap(...both), items)
  for (const given of [mine, theirs])
    expect((await run(tab, 'load', given)).error).toContain('it does not decrypt')
  await tab.close()
})

test('behavior: the browser is killed while the wallet is asked: the key is there when it is back', async () => {
  const given = setup(8)
  const tab = await openTab()
  const asked = new Promise<void>((resolve) => {
    answer = () => {
      resolve()
      return new Promise(() => {})
    }
  })
  const lost = run(tab, 'start', given).catch(() => 'gone')
  await asked
  const again = await openTab()
  const { address } = await run(again, 'load', given)
  await browser.kill()
  expect(await lost).toBe('gone')

  await launch()
  answer = () => null
  const back = await openTab()
  expect(await run(back, 'load', given)).toMatchObject({ address, status: 'pending' })
  expect(await run(back, 'start', given)).toMatchObject({ address, status: 'active' })
  expect(await granted(given.root)).toEqual([address])
}, 60_000)

test.each(['start', 'renew', 'end'] as const)(
  'behavior: the browser is killed before each request of %s: no key is lost that was granted',
  async (action) => {
    const given = setup(9)
    let killed = true
    let last = 0
    for (let killAt = 1; killed; killAt++) {
      if (action !== 'start') await run(await openTab(), 'start', given)
      let requests = 0
      killed = false
      beforeRequest = async () => {
        if (++requests !== killAt) return
        killed = true
        await browser.kill()
      }
      await run(await openTab(), action, given).catch(() => {})
      beforeRequest = () => {}
      last = killAt
      if (!killed) continue

      await launch()
      const back = await openTab()
      const found = await run(back, 'load', given)
      // The key that nobody can write down was kept before it was granted.
      for (const address of await granted(given.root))
        expect(found, `request ${killAt}`).toMatchObject({ address, curve: 'P-256' })
      const { address } = await run(back, action, given)
      expect(await granted(given.root), `request ${killAt}`).toEqual(action === 'end' ? [] : [address])
      if (action !== 'end') await run(back, 'end', given)
    }
    expect(last).toBeGreaterThan(5)
    await run(await openTab(), 'end', given)
  },
  120_000,
)
