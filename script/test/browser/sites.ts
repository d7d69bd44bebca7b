import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer, type OutgoingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join, normalize } from 'node:path'
import { build as bundle } from 'esbuild'
import { build } from 'vite'

/** A site on the loopback interface. */
export type Site = { close: () => Promise<void>; url: string }

const types: Record<string, string> = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
}

/** Serves what `read` finds for a path. */
async function serve(
  read: (path: string) => Promise<string | Buffer | undefined>,
  headers: OutgoingHttpHeaders = {},
): Promise<Site> {
  const server = createServer(async ({ url = '/' }, response) => {
    const { pathname } = new URL(url, 'http://site')
    // What is no file is the page, wherever it is asked for.
    const path = extname(pathname) ? pathname : '/index.html'
    const content = await read(path).catch(() => undefined)
    if (content === undefined) return response.writeHead(404).end()
    response.writeHead(200, { 'content-type': types[extname(path)], ...headers }).end(content)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
  }
}

/** Serves the files of a folder. */
export function serveFolder(folder: string, headers?: OutgoingHttpHeaders): Promise<Site> {
  return serve((path) => readFile(join(folder, normalize(path))), headers)
}

/** Serves a page that has nothing but a module. */
export async function serveModule(entry: string): Promise<Site> {
  const { outputFiles } = await bundle({
    bundle: true,
    entryPoints: [entry],
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    write: false,
  })
  const page = '<!doctype html><script type="module" src="/page.js"></script>'
  return serve(async (path) => (path === '/page.js' ? outputFiles[0]?.text : page))
}

/** Builds a Vite app as its own `vite.config.ts` says, somewhere else than it usually is, and serves that. */
export async function serveApp(
  root: string,
  headers?: OutgoingHttpHeaders,
): Promise<Site & { folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'foc-site-'))
  await build({ build: { emptyOutDir: true, outDir: folder }, logLevel: 'error', root })
  const site = await serveFolder(folder, headers)
  return {
    close: async () => {
      await site.close()
      await rm(folder, { force: true, recursive: true })
    },
    folder,
    url: site.url,
  }
}
