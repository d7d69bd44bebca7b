import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext, BrowserContextOptions } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { type Chromium, startChromium } from './chromium.ts'
import type { Site } from './sites.ts'

/** What a page is looked at with. */
export const devices = {
  desktop: { deviceScaleFactor: 1, viewport: { height: 800, width: 1280 } },
  phone: { deviceScaleFactor: 2, hasTouch: true, isMobile: true, viewport: { height: 780, width: 390 } },
} as const satisfies Record<string, BrowserContextOptions>

/** A site in a real browser, for the tests of one file. */
export function useBrowser<site extends Site>(
  start: () => Promise<site>,
  options?: Parameters<typeof startChromium>[1],
) {
  let profile: string
  let running: Chromium | undefined
  let site: site

  async function kill() {
    const last = running
    running = undefined
    await last?.kill()
  }

  beforeAll(async () => {
    profile = await mkdtemp(join(tmpdir(), 'foc-browser-'))
    site = await start()
  }, 60_000)
  afterAll(async () => {
    await kill()
    await site?.close()
    await rm(profile, { force: true, maxRetries: 5, recursive: true })
  }, 60_000)

  return {
    /** Ends the browser as a crash does. */
    kill,
    /** Starts the browser, always with the same profile. */
    launch: async (): Promise<BrowserContext> => {
      running = await startChromium(profile, options)
      const [context] = running.browser.contexts()
      if (!context) throw new Error('The browser has no window.')
      return context
    },
    /** Pages of another visitor, who has nothing of the profile. Starts the browser if it does not run. */
    visit: async (
      more: BrowserContextOptions & { device?: keyof typeof devices } = {},
    ): Promise<BrowserContext> => {
      const { device = 'desktop', ...context } = more
      running ??= await startChromium(profile, options)
      return running.browser.newContext({
        ...devices[device],
        locale: 'en-GB',
        reducedMotion: 'reduce',
        timezoneId: 'UTC',
        ...context,
      })
    },
    get site() {
      return site
    },
    get url() {
      return site.url
    },
  }
}
