import { createReadStream } from 'node:fs'
import { realpath, stat } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { extname, join, sep } from 'node:path'
import { pipeline } from 'node:stream'

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
}

/**
 * Serves the files of a folder, and its `index.html` for every path that is none of a file, as a page with routes of its own
 * wants it. Only to pages and people that name this machine as the host: another site's name that resolves to it is refused.
 */
export function serveFolder(folder: string, headers: Readonly<Record<string, string>>): Server {
  return createServer((request, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
    answer(folder, request, response).catch(() => end(response, 500))
  })
}

async function answer(folder: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { headers, method, url = '/' } = request
  if (!isLoopback(headers.host)) return end(response, 421)
  if (method !== 'GET' && method !== 'HEAD') {
    response.setHeader('Allow', 'GET, HEAD')
    return end(response, 405)
  }
  const path = pathOf(url)
  if (path === undefined) return end(response, 400)
  const found =
    (await fileIn(folder, path)) ?? (extname(path) ? undefined : await fileIn(folder, '/index.html'))
  if (!found) return end(response, 404)
  response.setHeader('Content-Length', found.size)
  response.setHeader('Content-Type', types[extname(found.path)] ?? 'application/octet-stream')
  if (method === 'HEAD') return end(response, 200)
  response.statusCode = 200
  // Who asked may be gone before the end.
  pipeline(createReadStream(found.path), response, () => {})
}

function end(response: ServerResponse, status: number) {
  if (!response.headersSent) response.statusCode = status
  response.end()
}

const isLoopback = (host = '') => /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/i.test(host)

/** The path of a request, decoded; `undefined` for what cannot be one. */
function pathOf(url: string): string | undefined {
  try {
    const path = decodeURIComponent(url.split(/[?#]/)[0] ?? '')
    return path.startsWith('/') && !path.includes('\0') ? path : undefined
  } catch {
    return undefined
  }
}

/** A file that is in the folder, whatever its path and its links say. */
async function fileIn(folder: string, path: string): Promise<{ path: string; size: number } | undefined> {
  try {
    const [root, file] = await Promise.all([realpath(folder), realpath(join(folder, path))])
    if (!file.startsWith(root + sep)) return
    const found = await stat(file)
    return found.isFile() ? { path: file, size: found.size } : undefined
  } catch {
    return undefined
  }
}
