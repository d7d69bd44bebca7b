import { randomBytes } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import type { Chain } from 'viem'
import { serveApp } from '../../../script/test/browser/sites.ts'
import { createTestWallet } from '../../../script/test/browser/testWallet.ts'
import { useBrowser } from '../../../script/test/browser/useBrowser.ts'
import { useDevnet } from '../../../ts/client/test/helpers.ts'

/** The app, built for a devnet, in a browser, for the tests of one file. */
export function useApp(options?: Parameters<typeof useBrowser>[1]) {
  const devnet = useDevnet()
  const browser = useBrowser(() => {
    process.env.VITE_RPC_URL = devnet.rpcUrl
    return serveApp(fileURLToPath(new URL('..', import.meta.url)))
  }, options)

  return {
    devnet,
    /** A visitor with the wallet that can pay. */
    visit: async (more: Parameters<typeof browser.visit>[0] & { others?: readonly Chain[] } = {}) => {
      const { others = [], ...look } = more
      const context = await browser.visit(look)
      const root = devnet.account(0)
      const wallet = createTestWallet({ accounts: [root], chains: [devnet.chain, ...others] })
      await wallet.install(context)
      const open = async () => {
        const page = await context.newPage()
        await page.goto(browser.url)
        return page
      }
      /** How often the user was asked to sign or send, since the last time. */
      let counted = 0
      const prompts = () => {
        const asked = wallet.prompts.filter(({ method }) => method !== 'wallet_requestPermissions')
        const since = asked.length - counted
        counted = asked.length
        return since
      }
      return { context, open, prompts, root, wallet }
    },
  }
}

export const button = (page: Page, name: string) => page.getByRole('button', { name })

/** Waits until the page says something of the session. */
export const says = (page: Page, text: string, timeout = 15_000) =>
  page
    .getByRole('status')
    .getByText(text)
    .or(page.getByRole('status').filter({ hasText: text }))
    .first()
    .waitFor({ timeout })

export async function start(page: Page): Promise<void> {
  await button(page, 'Connect Test Wallet').click()
  await button(page, 'Start a session').click()
  await says(page, 'Your session is active.')
}

/** Uploads so many new files, and waits until they are. */
export async function upload(page: Page, count: number, total = count): Promise<void> {
  const files = Array.from({ length: count }, (_, i) => ({
    buffer: randomBytes(300),
    mimeType: 'application/octet-stream',
    name: `file-${i + 1}.bin`,
  }))
  await page.getByLabel('Choose files').setInputFiles(files)
  await says(page, `${total} uploaded.`, 60_000)
}
