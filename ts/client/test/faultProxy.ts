import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { WebSocket, WebSocketServer } from 'ws'

/** A JSON-RPC request as it came in. */
export type RpcRequest = { id?: unknown; method: string; params?: unknown }

/** What to do with a request in place of passing it on. */
export type Fault =
  /** Answer with this HTTP status. */
  | { status: number }
  /** Cut the connection. */
  | 'drop'
  /** Answer with a JSON-RPC error. */
  | { error: { code: number; message: string } }
  /** Answer with a result of its own. */
  | { result: unknown }
  /** Pass it on once this is done. */
  | Promise<unknown>
  | undefined

/**
 * A proxy before a JSON-RPC node that notes every request, and does to it what `fault` says. It speaks HTTP and WebSocket,
 * and can be stopped and started again at the same port.
 */
export async function createFaultProxy(target: string) {
  const requests: RpcRequest[] = []
  /** Bytes of all requests as they came in, headers included. */
  const raw: string[] = []
  let fault: (request: RpcRequest) => Fault = () => undefined
  let rewrite: (request: RpcRequest, response: { result?: unknown }) => unknown = (_, response) => response
  let route: (request: RpcRequest) => string = () => target
  /** Requests that the node has not answered yet. */
  const underWay = new Set<Promise<void>>()
  /** Settles when the node answers requests again. */
  let alone: Promise<unknown> | undefined
  const sockets = new Set<Socket>()
  let connections = 0
  let port = 0
  let stop = async () => {}

  const waiting = new Set<{ left: number; matches: (request: RpcRequest) => boolean; resolve: () => void }>()

  function note(request: RpcRequest) {
    requests.push(request)
    for (const waiter of waiting) {
      if (!waiter.matches(request) || --waiter.left > 0) continue
      waiting.delete(waiter)
      waiter.resolve()
    }
  }

  async function pass(request: RpcRequest): Promise<unknown> {
    while (alone) await alone
    const passing = fetch(route(request), {
      body: JSON.stringify(request),
      headers: { 'content-type': 'application/json' },
      method: 'POST',
    }).then(async (response) => (await response.json()) as { result?: unknown })
    const over = passing.then(
      () => {},
      () => {},
    )
    underWay.add(over)
    void over.then(() => underWay.delete(over))
    return rewrite(request, await passing)
  }

  async function answer(request: RpcRequest): Promise<{ body: unknown } | { status: number } | 'drop'> {
    note(request)
    const decided = fault(request)
    if (decided === 'drop') return 'drop'
    if (decided instanceof Promise) await decided
    else if (decided && 'status' in decided) return decided
    else if (decided) return { body: { id: request.id, jsonrpc: '2.0', ...decided } }
    return pass(request).then(
      (body) => ({ body }),
      () => 'drop' as const,
    )
  }

  async function onRequest(incoming: IncomingMessage, response: ServerResponse) {
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(chunk as Buffer)
    const text = Buffer.concat(chunks).toString()
    raw.push(`${incoming.url} ${JSON.stringify(incoming.headers)} ${text}`)
    const parsed = JSON.parse(text) as RpcRequest | RpcRequest[]
    const answers = await Promise.all([parsed].flat().map(answer))
    if (answers.includes('drop')) return void incoming.socket.destroy()
    const refused = answers.find((item) => typeof item === 'object' && 'status' in item) as
      | { status: number }
      | undefined
    if (refused) return void response.writeHead(refused.status).end('{}')
    const bodies = answers.map((item) => (item as { body: unknown }).body)
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(JSON.stringify(Array.isArray(parsed) ? bodies : bodies[0]))
  }

  /** Subscriptions live in the node's own socket, so each socket has one of its own behind it. */
  function onSocket(near: WebSocket) {
    const far = new WebSocket(target.replace('http', 'ws'))
    const open = new Promise((resolve) => far.once('open', resolve))
    far.on('message', (data) => near.send(data.toString()))
    far.on('error', () => near.terminate())
    far.on('close', () => near.terminate())
    near.on('close', () => far.terminate())
    near.on('message', async (data) => {
      const request = JSON.parse(data.toString()) as RpcRequest
      raw.push(data.toString())
      note(request)
      const decided = fault(request)
      if (decided instanceof Promise) await decided
      else if (decided && decided !== 'drop' && 'error' in decided)
        return near.send(JSON.stringify({ id: request.id, jsonrpc: '2.0', ...decided }))
      // A socket has no status to answer with: a server in trouble closes it.
      else if (decided) return near.terminate()
      await open
      if (far.readyState === WebSocket.OPEN) far.send(JSON.stringify(request))
    })
  }

  async function start() {
    const server = createServer((incoming, response) => {
      onRequest(incoming, response).catch(() => incoming.socket.destroy())
    })
    server.on('connection', (socket) => {
      connections++
      sockets.add(socket)
      socket.on('close', () => sockets.delete(socket))
    })
    const socketServer = new WebSocketServer({ server })
    socketServer.on('connection', onSocket)
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
    port = (server.address() as AddressInfo).port
    stop = () =>
      new Promise((resolve) => {
        for (const socket of socketServer.clients) socket.terminate()
        for (const socket of sockets) socket.destroy()
        socketServer.close()
        server.close(() => resolve())
      })
  }

  await start()

  return {
    /** When so many requests of a method came in from now on. */
    arrivals: (method: string, count = 1, matches = (_request: RpcRequest) => true) =>
      new Promise<void>((resolve) => {
        waiting.add({
          left: count,
          matches: (request) => request.method === method && matches(request),
          resolve,
        })
      }),
    /** How many connections were made. */
    get connections() {
      return connections
    },
    raw,
    requests,
    get url() {
      return `http://127.0.0.1:${port}`
    },
    get wsUrl() {
      return `ws://127.0.0.1:${port}`
    },
    /** Sets what happens to requests from now on; without a rule, all are passed on. */
    setFault: (rule?: (request: RpcRequest) => Fault) => {
      fault = rule ?? (() => undefined)
    },
    /** Sets what is made of the node's answers from now on. */
    setRewrite: (rule?: (request: RpcRequest, response: { result?: unknown }) => unknown) => {
      rewrite = rule ?? ((_, response) => response)
    },
    /** Sets which node is asked from now on, as a load balancer would; without a rule, always the one it was made for. */
    setRoute: (rule?: (request: RpcRequest) => string) => {
      route = rule ?? (() => target)
    },
    /**
     * Does something to the node while it answers no requests. What anvil says while it mines is not as of any one block: for
     * a block that it is asked for by number or by hash, it may answer with the state of the next.
     */
    meanwhile: async <result>(action: () => Promise<result>): Promise<result> => {
      while (alone) await alone
      const acting = Promise.all(underWay).then(action)
      alone = acting.catch(() => {})
      try {
        return await acting
      } finally {
        alone = undefined
      }
    },
    /** Cuts all connections, and listens again. */
    restart: async (meanwhile: () => Promise<unknown> = async () => {}) => {
      await stop()
      await meanwhile()
      await start()
    },
    /** Cuts all connections, and goes on to listen. */
    cut: () => {
      for (const socket of sockets) socket.destroy()
    },
    stop: () => stop(),
  }
}
