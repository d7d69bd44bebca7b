import type { Address, Transport, WebSocketTransport } from 'viem'
import { inTime, type ReadClient } from './registry.ts'

const ids = new WeakMap<Transport, number>()
let lastId = 0

/** Where a session key reads. */
export type Endpoint = { client: ReadClient; contractAddress: Address; transport: Transport }

/**
 * What all session keys have in common that one watcher, or one batch of reads, can serve: chain, registry, and transport. HTTP
 * and WebSocket are the same when their URL is. Any other, such as a wallet's provider or HTTP with headers of its own, is known
 * by itself: whoever shares it between session keys shares what goes through it.
 */
export async function keyOf({ client, contractAddress, transport }: Endpoint): Promise<string> {
  const { fetchOptions, url } = client.transport as { fetchOptions?: object; url?: string }
  const id = ids.get(transport) ?? ++lastId
  ids.set(transport, id)
  const key = (await socketOf(client))?.url ?? (fetchOptions ? id : (url ?? id))
  return `${client.chain.id} ${contractAddress.toLowerCase()} ${key}`
}

/** The socket that a client reads through, if it does. */
export async function socketOf({ transport }: ReadClient) {
  try {
    const { getRpcClient } = transport as Partial<SocketTransport>
    return getRpcClient && (await inTime(getRpcClient))
  } catch (cause) {
    // A socket fails with an event in place of an error.
    throw cause instanceof Error ? cause : new Error('The connection failed.', { cause })
  }
}

/** What a transport has that goes through a socket. */
export type SocketTransport = ReturnType<WebSocketTransport>['value'] & {}
