import type { Address, Transport } from 'viem'
import type { ReadClient } from './registry.ts'

const ids = new WeakMap<Transport, number>()
let lastId = 0

/** Where a session key reads. */
export type Endpoint = { client: ReadClient; contractAddress: Address; transport: Transport }

/**
 * What all session keys have in common that one watcher, or one batch of reads, can serve: chain, registry, and transport. HTTP
 * and WebSocket are the same when their URL is. Any other, such as a wallet's provider, is known by itself: whoever shares it
 * between session keys shares what goes through it.
 */
export async function keyOf({ client, contractAddress, transport }: Endpoint): Promise<string> {
  const { fetchOptions, getRpcClient, url } = client.transport as {
    fetchOptions?: object
    getRpcClient?: () => Promise<{ url: string }>
    url?: string
  }
  const id = ids.get(transport) ?? ++lastId
  ids.set(transport, id)
  const key = getRpcClient
    ? (await getRpcClient().catch((cause) => Promise.reject(asError(cause)))).url
    : (url ?? id)
  return JSON.stringify([client.chain.id, contractAddress.toLowerCase(), key, fetchOptions])
}

/** A socket fails with an event in place of an error. */
export function asError(cause: unknown): Error {
  return cause instanceof Error ? cause : new Error('The connection failed.', { cause })
}
