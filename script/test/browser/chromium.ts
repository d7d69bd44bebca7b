import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import packaged from '@sparticuz/chromium'
import { type Browser, chromium as playwright } from 'playwright-core'

/** Where a browser may be installed. */
const installed = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** Whether the browser that comes along runs here. */
export const isPackagedHere = process.platform === 'linux' && process.arch === 'x64'

/** A browser that runs. */
export type Chromium = {
  browser: Browser
  /** Ends it as a crash does. */
  kill: () => Promise<void>
}

/**
 * Starts a Chromium: one that is installed, else the one that comes with the development dependencies.
 *
 * @param profile - Folder of what it keeps.
 * @param options.packaged - Take the one that comes along, with the fonts that come along, so that it draws the same
 * everywhere; where it does not run, an installed one has to do.
 */
export async function startChromium(
  profile: string,
  options: { packaged?: boolean } = {},
): Promise<Chromium> {
  const isPackaged = options.packaged && isPackagedHere
  const found = isPackaged ? undefined : installed.find((path) => existsSync(path))
  const child = spawn(
    found ?? (await packaged.executablePath()),
    [
      '--headless',
      '--no-sandbox',
      '--no-zygote',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-default-apps',
      '--disable-domain-reliability',
      '--disable-gpu',
      '--disable-lcd-text',
      '--disable-sync',
      '--font-render-hinting=none',
      '--force-color-profile=srgb',
      '--hide-scrollbars',
      '--remote-debugging-port=0',
      `--user-data-dir=${profile}`,
      'about:blank',
    ],
    {
      env: { ...process.env, ...(isPackaged && { FONTCONFIG_FILE: await writeFontConfig(profile) }) },
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  )
  return { browser: await playwright.connectOverCDP(await endpointOf(child)), kill: () => kill(child) }
}

/** No font but those that the packaged browser brings. */
async function writeFontConfig(profile: string): Promise<string> {
  const path = join(profile, 'fonts.conf')
  const folders = `<dir>${join(tmpdir(), 'fonts')}</dir><cachedir>${join(profile, 'fonts')}</cachedir>`
  await writeFile(path, `<?xml version="1.0"?><fontconfig>${folders}</fontconfig>`)
  return path
}

/** What a browser says to be connected to. */
function endpointOf(child: ChildProcess): Promise<string> {
  let said = ''
  return new Promise((resolve, reject) => {
    child.stderr?.on('data', (chunk) => {
      said += chunk
      const [, url] = /listening on (ws:\S+)/.exec(said) ?? []
      if (url) resolve(url)
    })
    child.once('close', () => reject(new Error(`The browser did not start: ${said}`)))
  })
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const closed = new Promise((resolve) => child.once('close', resolve))
  child.kill('SIGKILL')
  await closed
}
