import { BaseError, type Client, type Transport } from 'viem'

const ids = new WeakMap<Transport, number>()
let lastId = 0

type TransportValue = {
  fetchOptions?: object
  getRpcClient?: () => Promise<{ url: string }>
  transports?: readonly { config: object; value?: object }[]
  type?: string
  url?: string
}

/**
 * What two clients have in common that talk to the same endpoint: its URL. A transport that does not tell one, such as a
 * wallet's provider, is known by itself: whoever shares it between session keys shares what goes through it.
 */
export async function transportKey(client: Client, transport: Transport): Promise<string> {
  const key = await endpoint(client.transport as TransportValue)
  if (key) return key
  const id = ids.get(transport) ?? ++lastId
  ids.set(transport, id)
  return `#${id}`
}

async function endpoint(value: TransportValue): Promise<string | undefined> {
  if (value.type === 'webSocket' && value.getRpcClient) return (await value.getRpcClient()).url
  if (value.type === 'http') return `${value.url} ${JSON.stringify(value.fetchOptions ?? {})}`
  if (value.type !== 'fallback' || !value.transports) return
  const keys = await Promise.all(
    value.transports.map((inner) => endpoint({ ...inner.config, ...inner.value })),
  )
  return keys.every((key) => key !== undefined) ? keys.join() : undefined
}

/** A socket fails with an event in place of an error. */
export function asError(cause: unknown): Error {
  return cause instanceof Error ? cause : new BaseError('The connection failed.')
}
