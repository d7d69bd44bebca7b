import { type ServerType, serve } from '@hono/node-server'
import { createApp } from './app.ts'
import type { Service } from './service.ts'
import { sweep, type Tell } from './sweep.ts'
import { createWatcher } from './watcher.ts'

/** Serves until it is stopped, and follows the chain meanwhile. */
export async function serveBackend(
  service: Service,
  { hostname = '127.0.0.1', interval = 30_000, port = 0, tell, ...options }: serveBackend.Options,
): Promise<{ stop: () => Promise<void>; url: string }> {
  const app = createApp(service, options)
  const server = await new Promise<ServerType>((resolve, reject) => {
    const started = serve({ fetch: app.fetch, hostname, port }, () => resolve(started))
    started.on('error', reject)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port.')

  const { look } = createWatcher(service)
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  let turn: Promise<void> = Promise.resolve()
  const follow = async () => {
    try {
      const now = await look()
      if (tell) await sweep(service, tell, now)
    } catch (error) {
      options.onError?.(error as Error)
    }
    if (!stopped)
      timer = setTimeout(() => {
        turn = follow()
      }, interval)
  }
  turn = follow()

  return {
    stop: async () => {
      stopped = true
      clearTimeout(timer)
      await new Promise((resolve) => server.close(resolve))
      await turn
    },
    url: `http://${hostname}:${address.port}`,
  }
}

export declare namespace serveBackend {
  type Options = createApp.Options & {
    hostname?: string | undefined
    /** How often the chain is looked at, in milliseconds. Default: 30 000, an epoch. */
    interval?: number | undefined
    /** Default: one that is free. */
    port?: number | undefined
    /** Told about sessions that are about to end. */
    tell?: Tell | undefined
  }
}
