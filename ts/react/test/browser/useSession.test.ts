import { getSessions, loginSync, revokeAllSync, revokeSync } from 'foc-session-keys'
import type { Page } from 'playwright-core'
import type { Address } from 'viem'
import { expect, test } from 'vitest'
import { connect, says, textOf, usePages } from './usePages.ts'

const { devnet, visit } = usePages()

type Change = 'end' | 'renew' | 'start'

/** What a change of the session ends with: nothing, or the name and message of its error. */
const change = (page: Page, name: Change, variables?: object) =>
  page.evaluate(
    async ([which, given]) => {
      const mutation = window.tested.hooks?.session[which]
      const mutate = mutation?.mutateAsync as (variables?: object) => Promise<unknown>
      return mutate(given).then(
        () => undefined,
        (error: Error) => `${error.name}: ${error.message}`,
      )
    },
    [name, variables] as const,
  )

/** The session keys that hold something. */
const granted = async (root: { address: Address }) =>
  (await getSessions(devnet.publicClient(), { root }))
    .filter(({ permissions }) => permissions.length > 0)
    .map(({ sessionKeyAddress }) => sessionKeyAddress)

async function started(index: number, setup: Parameters<typeof visit>[1] = {}) {
  const visitor = await visit([index], setup)
  const page = await visitor.open()
  await connect(page)
  await says(page, 'status', 'none')
  expect(await change(page, 'start')).toBeUndefined()
  await says(page, 'status', 'active')
  return { ...visitor, page }
}

/** What was asked of the user beside the leave to see accounts. */
const transactions = ({ prompts }: { prompts: { method: string }[] }) =>
  prompts.filter(({ method }) => method === 'eth_sendTransaction').length

test('default: start, renew, reload, end', async () => {
  const { context, page, root, wallet } = await started(0)
  const [key, expires] = [await textOf(page, 'key'), await textOf(page, 'expires')]
  expect(await granted(root)).toEqual([key])
  expect(await change(page, 'renew', { duration: '2h' })).toBeUndefined()
  await page.waitForFunction((before) => document.getElementById('expires')?.textContent !== before, expires)
  expect(Number(await textOf(page, 'expires'))).toBeGreaterThan(Number(expires) + 3000)
  expect(await textOf(page, 'key')).toBe(key)

  await page.reload()
  await says(page, 'status', 'active')
  expect(await textOf(page, 'key')).toBe(key)
  expect(transactions(wallet)).toBe(2)
  expect(await change(page, 'end')).toBeUndefined()
  await says(page, 'status', 'none')
  expect(transactions(wallet)).toBe(3)
  expect(await granted(root)).toEqual([])
  await context.close()
})

test('behavior: two tabs start at once: one session, one prompt', async () => {
  const { context, open, root, wallet } = await visit([1])
  const tabs = [await open(), await open()] as const
  await connect(tabs[0])
  await tabs[1].reload()
  for (const tab of tabs) await says(tab, 'status', 'none')
  wallet.answer = async ({ method }) => {
    if (method !== 'eth_sendTransaction') return
    // The user answers once the other tab waits for its turn.
    await tabs[0].waitForFunction(async () => (await navigator.locks.query()).pending?.length)
    return
  }
  expect(await Promise.all(tabs.map((tab) => change(tab, 'start')))).toEqual([undefined, undefined])
  for (const tab of tabs) await says(tab, 'status', 'active')
  const keys = await Promise.all(tabs.map((tab) => textOf(tab, 'key')))
  expect(keys[0]).toBe(keys[1])
  expect(await granted(root)).toEqual([keys[0]])
  expect(transactions(wallet)).toBe(1)
  await context.close()
})

test('behavior: what one tab starts and ends, the other has at once', async () => {
  const { context, open, page } = await started(2)
  const other = await open()
  await says(other, 'status', 'active')
  await change(page, 'end')
  await says(other, 'status', 'none')
  await change(other, 'start')
  await says(page, 'status', 'active')
  expect(await textOf(page, 'key')).toBe(await textOf(other, 'key'))
  await change(page, 'renew', { newKey: true })
  await says(other, 'key', (await textOf(page, 'key')) ?? '')
  await context.close()
})

test('behavior: revoked elsewhere: two tabs say so within two polling intervals', async () => {
  const pollingInterval = 1000
  const { context, open, page, root } = await started(3, { pollingInterval })
  const tabs = [page, await open()]
  for (const tab of tabs) await says(tab, 'status', 'active')
  for (const tab of tabs) await tab.waitForFunction(() => window.tested.heard.includes('connected'))
  const [sessionKeyAddress] = await granted(root)
  await revokeSync(devnet.rootClient(3), { sessionKeyAddress: sessionKeyAddress as Address })
  await Promise.all(tabs.map((tab) => says(tab, 'status', 'revoked', 2 * pollingInterval)))
  expect(await change(page, 'start')).toBeUndefined()
  for (const tab of tabs) await says(tab, 'status', 'active')
  expect(await granted(root)).not.toContain(sessionKeyAddress)
  await context.close()
})

test('behavior: renewed elsewhere: the page has the later end', async () => {
  const { context, page } = await started(3)
  const expiry = BigInt((await textOf(page, 'expires')) ?? 0) + 1000n
  const sessionKeyAddress = (await textOf(page, 'key')) as Address
  await loginSync(devnet.rootClient(3), { expiry, sessionKeyAddress })
  await says(page, 'expires', `${expiry}`)
  expect(await page.evaluate(() => window.tested.heard)).toContain('expirationsUpdated')
  await context.close()
})

test('behavior: each account of the wallet has its own session, and nobody the one before', async () => {
  const { accounts, context, open, wallet } = await visit([4, 5])
  const [first, second] = accounts.map(({ address }) => address)
  const page = await open()
  await connect(page)
  await says(page, 'status', 'none')
  await change(page, 'start')
  await says(page, 'status', 'active')
  const key = await textOf(page, 'key')
  await wallet.switchAccount(devnet.account(5))
  await says(page, 'status', 'none')
  expect(await textOf(page, 'key')).toBe('')
  expect(await page.evaluate(() => window.tested.hooks?.session.sessionKey)).toBeUndefined()
  await change(page, 'start')
  await says(page, 'status', 'active')
  expect(await page.evaluate(() => window.tested.hooks?.session.sessionKey?.rootAddress)).toBe(second)
  await wallet.switchAccount(devnet.account(4))
  await says(page, 'key', key ?? '')
  expect(await page.evaluate(() => window.tested.hooks?.session.sessionKey?.rootAddress)).toBe(first)
  await context.close()
})

test('behavior: the wallet is on another chain: it is not asked, and the session stays', async () => {
  const { context, page, wallet } = await started(6, { others: [{ ...devnet.chain, id: 1 }] })
  await wallet.switchChain(1)
  await page.waitForFunction(
    () => window.tested.config.state.connections.values().next().value?.chainId === 1,
  )
  expect(await textOf(page, 'status')).toBe('active')
  for (const name of ['renew', 'end'] as const)
    expect(await change(page, name)).toMatch(/^ConnectorChainMismatchError/)
  expect(transactions(wallet)).toBe(1)
  await wallet.switchChain(devnet.chain.id)
  expect(await change(page, 'end')).toBeUndefined()
  await says(page, 'status', 'none')
  await context.close()
})

test('behavior: the wallet is disconnected, and back: the session is, too', async () => {
  const { context, page, wallet } = await started(0)
  await wallet.disconnect()
  await says(page, 'status', 'none')
  expect(await textOf(page, 'key')).toBe('')
  expect(await change(page, 'start')).toMatch(/^ConnectorNotConnectedError/)
  await connect(page)
  await says(page, 'status', 'active')
  await change(page, 'end')
  expect(transactions(wallet)).toBe(2)
  await context.close()
})

test('behavior: the wallet refuses: nothing is there, and the next time it is', async () => {
  const { context, open, root, wallet } = await visit([1])
  await revokeAllSync(devnet.rootClient(1), { sessionKeyAddresses: await granted(root) })
  const page = await open()
  await connect(page)
  await says(page, 'status', 'none')
  wallet.answer = () => 'Not now.'
  expect(await change(page, 'start')).toContain('Not now.')
  await says(page, 'status', 'none')
  expect(await page.evaluate(() => window.tested.hooks?.session.start.isError)).toBe(true)
  wallet.answer = () => undefined
  expect(await change(page, 'start')).toBeUndefined()
  await says(page, 'status', 'active')
  await context.close()
})

test('behavior: it is pending while the wallet is asked, also in another tab', async () => {
  const { context, open, wallet } = await visit([2])
  const page = await open()
  await connect(page)
  await says(page, 'status', 'none')
  let say: (answer: string | undefined) => void = () => {}
  const asked = new Promise<void>((resolve) => {
    wallet.answer = () => {
      resolve()
      return new Promise((answer) => {
        say = answer
      })
    }
  })
  const starting = change(page, 'start')
  await asked
  const other = await open()
  await says(other, 'status', 'pending')
  say(undefined)
  await starting
  for (const tab of [page, other]) await says(tab, 'status', 'active')
  await context.close()
})

test('behavior: what is stored is not as it should be: an error, and nothing is overwritten', async () => {
  const { context, page } = await started(6)
  await page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open('foc-session-keys')
      request.onsuccess = () => resolve(request.result)
    })
    const rows = database.transaction('sessions', 'readwrite').objectStore('sessions')
    rows.openCursor().onsuccess = (event) => {
      const cursor = (event.target as IDBRequest<IDBCursorWithValue | null>).result
      cursor?.update({ ...cursor.value, data: new ArrayBuffer(64) })
    }
    await new Promise((resolve) => {
      rows.transaction.oncomplete = resolve
    })
    database.close()
  })
  await page.reload()
  await says(page, 'status', 'error')
  expect(await page.evaluate(() => window.tested.hooks?.session.query.error?.name)).toBe(
    'InvalidStoredSessionError',
  )
  expect(await change(page, 'start')).toMatch(/^InvalidStoredSessionError/)
  await context.close()
})

test('behavior: no key is in any cache of TanStack Query', async () => {
  const { context, page } = await started(4)
  await change(page, 'renew', { duration: '2h' })
  const { cached, stored } = await page.evaluate(async () => {
    const { queryClient, stored } = window.tested
    const seen = new Set<unknown>()
    const cached: string[] = []
    const walk = (value: unknown) => {
      if (typeof value === 'string') cached.push(value)
      if (typeof value !== 'object' || value === null || seen.has(value)) return
      seen.add(value)
      for (const name of Reflect.ownKeys(value)) walk(Reflect.get(value, name))
      if (value instanceof Map || value instanceof Set) for (const entry of value) walk(entry)
    }
    for (const { queryKey, state } of queryClient.getQueryCache().getAll()) walk([queryKey, state])
    for (const { state } of queryClient.getMutationCache().getAll()) walk(state)
    return { cached: cached.join('\n').toLowerCase(), stored: (await stored?.()) ?? [] }
  })
  const [{ address, privateKey }] = stored.map((text) => JSON.parse(text)) as [Record<string, string>]
  expect(address).toBe(await textOf(page, 'key'))
  expect(cached).toContain(address?.toLowerCase())
  // In a browser a key is a handle, and no text anywhere.
  expect(privateKey).toBeUndefined()
  expect(cached).not.toContain('privatekey')
  await context.close()
})

test('behavior: what happened while the page stood still, it has when it goes on', async () => {
  const { context, page } = await started(0)
  await page.waitForFunction(() => window.tested.heard.includes('connected'))
  const sessionKeyAddress = (await textOf(page, 'key')) as Address
  const debugging = await context.newCDPSession(page)
  await debugging.send('Debugger.enable')
  const stopped = new Promise((resolve) => debugging.once('Debugger.paused', resolve))
  await debugging.send('Debugger.pause')
  await stopped
  await revokeSync(devnet.rootClient(0), { sessionKeyAddress })
  await debugging.send('Debugger.resume')
  await says(page, 'status', 'revoked')
  await context.close()
})

test('behavior: it is expiring, then expired, by the time of the chain', async () => {
  const { context, page } = await started(5)
  await page.waitForFunction(() => window.tested.heard.includes('connected'))
  const chain = devnet.testClient()
  for (const status of ['expiring', 'expired']) {
    await chain.increaseTime({ seconds: 1805 })
    await chain.mine({ blocks: 1 })
    await says(page, 'status', status)
  }
  const statuses = await page.evaluate(() => window.tested.statuses)
  expect(statuses.slice(-3)).toEqual(['active', 'expiring', 'expired'])
  expect(await page.evaluate(() => window.tested.heard.filter((event) => event.startsWith('expir')))).toEqual(
    ['expiring', 'expired'],
  )
  await context.close()
})
