import type { Address, Transport, WebSocketTransport } from 'viem'
import { asError } from './asError.ts'
import { inTime, type ReadClient } from './registry.ts'

// All that this package uses of what viem does not document stands in this file: what the value of a transport holds
// (`getRpcClient`, `subscribe`), and the socket behind it. With another viem, this is the file to look at.

const ids = new WeakMap<Transport, number>()
let lastId = 0

/** `WebSocket.OPEN`, which is not everywhere; higher is closing and closed. */
const openState = 1

/** What a transport has that goes through a socket. */
type SocketTransport = ReturnType<WebSocketTransport>['value'] & {}

/** Where a session key reads. */
export type Endpoint = { client: ReadClient; contractAddress: Address; transport: Transport }

/**
 * What all session keys have in common that one watcher, or one batch of reads, can serve: chain, registry, and the transport
 * itself. Two transports are never the same, also when their URL is: who may see what comes through is in headers, in a `fetchFn`
 * or in a wallet, which viem does not tell.
 */
export function keyOf({ client: { chain }, contractAddress, transport }: Endpoint): string {
  const id = ids.get(transport) ?? ++lastId
  ids.set(transport, id)
  // A transport without a URL goes to the chain's own.
  return `${chain.id} ${chain.rpcUrls.default.http} ${contractAddress.toLowerCase()} ${id}`
}

/** The socket that a client reads through, if it does. */
async function socketOf({ transport }: ReadClient) {
  try {
    const { getRpcClient } = transport as Partial<SocketTransport>
    return getRpcClient && (await inTime(getRpcClient))
  } catch (cause) {
    // A socket fails with an event in place of an error.
    throw asError(cause, 'The connection failed.')
  }
}

/**
 * A socket that closed makes place for a new one. viem shares sockets: if others are subscribed, viem is given the time to open
 * it again for them.
 *
 * @param dead - Whether nothing comes through it any more.
 */
export async function makePlaceForSocket(client: ReadClient, dead: boolean) {
  const rpc = await socketOf(client)
  if (!rpc) return
  const closed = rpc.socket.readyState > openState && rpc.subscriptions.size === 0
  if (closed || dead) rpc.close()
}

/** Subscribes to the events of a contract; `undefined` where the transport has no subscriptions. */
export function subscribe(
  { transport }: ReadClient,
  { address, onData, onError }: { address: Address; onData: () => void; onError: () => void },
): Promise<{ unsubscribe: () => Promise<unknown> }> | undefined {
  const { subscribe } = transport as Partial<SocketTransport>
  return subscribe?.({ onData, onError, params: ['logs', { address }] })
}
