import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CliError } from '../errors/cliError.ts'
import { serveFolder } from '../serve/serveFolder.ts'
import { openBrowser } from '../session/openBrowser.ts'
import type { Action } from '../syntax/command.ts'

/** Where the built page is, beside this program. */
const folder = fileURLToPath(new URL('../console', import.meta.url))

export const console: Action<{ browser: boolean; port: number }> = async ({ options }, context) => {
  const page = await readFile(join(folder, 'index.html'), 'utf8').catch(() => undefined)
  if (page === undefined)
    throw new CliError(
      'INTERNAL_ERROR',
      'This build of foc-session-keys-cli comes without the console.',
      'Install the package as it is released, or use --console-url with a console that runs.',
    )
  const server = serveFolder(folder, headersOf(page)).listen(options.port, '127.0.0.1')
  await once(server, 'listening').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error
    throw new CliError('INVALID_ARGUMENT', `Port ${options.port} is in use.`, 'Pass another --port.')
  })
  const url = `http://localhost:${(server.address() as AddressInfo).port}/console/session-keys`
  if (options.browser) openBrowser(context, url)
  return {
    data: { url },
    running: once(server, 'close'),
    text: [`The console is at ${url}`, 'Ctrl-C ends it.'],
  }
}

/** The page says itself what it may load and ask. The server says the same, and what only a server can say. */
function headersOf(page: string): Record<string, string> {
  const [, policy = "default-src 'none'"] =
    /<meta[^>]*http-equiv="Content-Security-Policy"[^>]*content="([^"]*)"/.exec(page) ??
    /<meta[^>]*content="([^"]*)"[^>]*http-equiv="Content-Security-Policy"/.exec(page) ??
    []
  return {
    'Cache-Control': 'no-store',
    'Content-Security-Policy': `${policy.replaceAll('&#39;', "'")}; frame-ancestors 'none'`,
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
  }
}
