import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import chromium from '@sparticuz/chromium'
import { build } from 'esbuild'
import { type BrowserContext, chromium as playwright } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'

/** Where a browser may be installed. */
const installed = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** A page in a real browser, which is installed or comes with the development dependencies. */
export function useBrowser(entry: string) {
  let server: Server
  let profile: string
  let running: ChildProcess | undefined

  async function kill() {
    const child = running
    running = undefined
    if (!child || child.exitCode !== null) return
    const closed = new Promise((resolve) => child.once('close', resolve))
    child.kill('SIGKILL')
    await closed
  }

  beforeAll(async () => {
    profile = await mkdtemp(join(tmpdir(), 'foc-browser-'))
    const { outputFiles } = await build({
      bundle: true,
      entryPoints: [entry],
      format: 'esm',
      platform: 'browser',
      target: 'es2022',
      write: false,
    })
    const script = outputFiles[0]?.text
    server = createServer(({ url }, response) => {
      const isScript = url === '/page.js'
      response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html')
      response.end(isScript ? script : '<!doctype html><script type="module" src="/page.js"></script>')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  }, 60_000)
  afterAll(async () => {
    await kill()
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
    await rm(profile, { force: true, maxRetries: 5, recursive: true })
  }, 60_000)

  return {
    get url() {
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
    },
    /** Ends the browser as a crash does. */
    kill,
    /** Starts the browser, always with the same profile. */
    launch: async (): Promise<BrowserContext> => {
      const child = spawn(
        installed.find((path) => existsSync(path)) ?? (await chromium.executablePath()),
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
          '--disable-sync',
          '--remote-debugging-port=0',
          `--user-data-dir=${profile}`,
          'about:blank',
        ],
        { stdio: ['ignore', 'ignore', 'pipe'] },
      )
      running = child
      let said = ''
      const endpoint = await new Promise<string>((resolve, reject) => {
        child.stderr.on('data', (chunk) => {
          said += chunk
          const [, url] = /listening on (ws:\S+)/.exec(said) ?? []
          if (url) resolve(url)
        })
        child.once('close', () => reject(new Error(`The browser did not start: ${said}`)))
      })
      const [context] = (await playwright.connectOverCDP(endpoint)).contexts()
      if (!context) throw new Error('The browser has no window.')
      return context
    },
  }
}
