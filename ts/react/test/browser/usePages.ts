import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import type { Chain } from 'viem'
import { serveModule } from '../../../../script/test/browser/sites.ts'
import { createTestWallet } from '../../../../script/test/browser/testWallet.ts'
import { useBrowser } from '../../../../script/test/browser/useBrowser.ts'
import { useDevnet } from '../../../client/test/helpers.ts'
import type { Setup } from './app.tsx'

/** A devnet, and the app of `page.tsx` in a browser, for the tests of one file. */
export function usePages() {
  const devnet = useDevnet()
  const browser = useBrowser(() => serveModule(fileURLToPath(new URL('page.tsx', import.meta.url))))

  return {
    devnet,
    /**
     * A visitor with a wallet.
     *
     * @param indexes - Which of anvil's accounts it has. The first is selected.
     * @param others - Chains that it knows beside the devnet.
     */
    visit: async (
      indexes: readonly [number, ...number[]],
      { others = [], ...more }: Partial<Setup> & { others?: readonly Chain[] } = {},
    ) => {
      const accounts = indexes.map(devnet.account)
      const [root] = accounts
      if (!root) throw new Error('A wallet has an account.')
      const { chain } = devnet
      const setup: Setup = { chains: [chain], pollingInterval: 200, ...more }
      const context = await browser.visit()
      const wallet = createTestWallet({ accounts: [root, ...accounts.slice(1)], chains: [chain, ...others] })
      await wallet.install(context)
      await context.addInitScript((given) => {
        window.setup = JSON.parse(given)
      }, JSON.stringify(setup))
      const open = async () => {
        const page = await context.newPage()
        await page.goto(browser.url)
        await page.waitForFunction(() => window.tested?.hooks)
        return page
      }
      return { accounts, context, open, root, wallet }
    },
  }
}

/** Waits until an element of the page says something. */
export async function says(page: Page, id: string, text: string, timeout = 15_000): Promise<void> {
  await page
    .waitForFunction(
      ([element, wanted]) => document.getElementById(element)?.textContent === wanted,
      [id, text] as const,
      { polling: 20, timeout },
    )
    .catch(async (cause) => {
      throw new Error(`${id} is "${await textOf(page, id)}", not "${text}".`, { cause })
    })
}

export const textOf = (page: Page, id: string) => page.locator(`#${id}`).textContent()

export const connect = (page: Page) => page.evaluate(async () => void (await window.tested.connect()))
