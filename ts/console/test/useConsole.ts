import { fileURLToPath } from 'node:url'
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import type { Chain, LocalAccount } from 'viem'
import { afterEach, expect } from 'vitest'
import { serveApp } from '../../../script/test/browser/sites.ts'
import { createTestWallet } from '../../../script/test/browser/testWallet.ts'
import { type devices, useBrowser } from '../../../script/test/browser/useBrowser.ts'
import { useDevnet } from '../../client/test/helpers.ts'
import { policy } from '../policy.ts'

/** As `foc-session-keys console` sends them. */
const headers = { 'content-security-policy': `${policy}; frame-ancestors 'none'` }

/** The console as it is built, on a devnet, in a browser with a wallet. After each test, nothing was asked of any other host. */
export function useConsole(
  options: Parameters<typeof useBrowser>[1] & {
    /** Hosts that are asked, too. */ hosts?: readonly string[]
  } = {},
) {
  const devnet = useDevnet()
  const root = fileURLToPath(new URL('..', import.meta.url))
  const browser = useBrowser(() => serveApp(root, headers), options)
  /** All that the pages of a test said and asked for. */
  const seen = { problems: [] as string[], requests: [] as string[], said: [] as string[] }

  afterEach(() => {
    const { problems, requests } = seen
    const hosts = new Set(requests.map((url) => new URL(url)).map(({ host, protocol }) => host || protocol))
    for (const own of [browser.url, devnet.rpcUrl, ...(options.hosts ?? [])]) hosts.delete(new URL(own).host)
    seen.problems = []
    seen.requests = []
    seen.said = []
    expect(problems).toEqual([])
    expect([...hosts]).toEqual([])
  })

  /** Opens the page with a wallet that is not connected yet. */
  async function open(
    more: BrowserContextOptions & {
      accounts?: readonly [LocalAccount, ...LocalAccount[]]
      chains?: readonly [Chain, ...Chain[]]
      device?: keyof typeof devices
      /** Called before the page opens. */
      before?: (context: BrowserContext) => Promise<unknown>
      /** What comes behind the host. */
      path?: string
      takesCalls?: boolean
    } = {},
  ) {
    const { accounts, before, chains, path = '?network=devnet', takesCalls, ...context } = more
    const wallet = createTestWallet({
      accounts: accounts ?? [devnet.account(0)],
      chains: chains ?? [devnet.chain, { ...devnet.chain, id: 314, name: 'Filecoin' }],
      takesCalls: takesCalls ?? false,
    })
    const visitor = await browser.visit(context)
    await wallet.install(visitor)
    const page = await visitor.newPage()
    page.setDefaultTimeout(8000)
    page.on('console', (message) => {
      seen.said.push(message.text())
      if (['error', 'warning'].includes(message.type())) seen.problems.push(message.text())
    })
    page.on('pageerror', (error) => seen.problems.push(error.message))
    page.on('request', (request) => seen.requests.push(request.url()))
    await before?.(visitor)
    const rpc = path.includes('network=devnet') ? `&rpc=${encodeURIComponent(devnet.rpcUrl)}` : ''
    await page.goto(`${browser.url}${path}${rpc}`)
    return { page, visitor, wallet }
  }

  return {
    browser,
    devnet,
    open,
    /** Opens the page, and lets the wallet in. */
    connect: async (more?: Parameters<typeof open>[0]) => {
      const opened = await open(more)
      await opened.page.getByRole('button', { name: 'Connect Test Wallet' }).click()
      return opened
    },
    seen,
  }
}

/** The row of a session in the list. */
export const row = (page: Page, name: string) =>
  page.getByRole('article').filter({ has: page.getByRole('heading', { name }) })
