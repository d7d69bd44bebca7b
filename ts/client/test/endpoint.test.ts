import { type Chain, createClient, custom, fallback, http, type Transport, webSocket } from 'viem'
import { expect, test } from 'vitest'
import { calibration, mainnet } from '../src/chains.ts'
import { keyOf } from '../src/internal/endpoint.ts'
import { useDevnet } from './helpers.ts'

const devnet = useDevnet()
const registry = '0x518411c2062E119Aaf7A8B12A2eDf9a939347655'

function key(transport: Transport, chain: Chain = calibration, contractAddress: `0x${string}` = registry) {
  return keyOf({ client: createClient({ chain, transport }), contractAddress, transport })
}

const provider = custom({ request: async () => {} })
const several = fallback([http('https://a.example'), http('https://b.example')])
const authorized = () => http('https://a.example', { fetchOptions: { headers: new Headers({ a: 'b' }) } })
const mine = authorized()

test('behavior: the same chain, registry and endpoint are watched together', async () => {
  const socket = () => webSocket(devnet.rpcUrl.replace('http', 'ws'))
  for (const [one, other] of [
    [http('https://a.example'), http('https://a.example', { retryCount: 0 })],
    [mine, mine],
    [socket(), socket()],
    [provider, provider],
    [several, several],
  ] as const)
    expect(await key(one)).toBe(await key(other))
  expect(await key(provider)).toBe(await key(provider, calibration, registry.toLowerCase() as `0x${string}`))
})

test('behavior: what differs in one of them is not', async () => {
  const keys = await Promise.all([
    key(http('https://a.example')),
    key(http('https://b.example')),
    key(http('https://a.example'), mainnet),
    key(http('https://a.example'), calibration, '0x74FD50525A958aF5d484601E252271f9625231aB'),
    key(mine),
    key(authorized()),
    key(provider),
    key(custom({ request: async () => {} })),
    key(several),
  ])
  expect(new Set(keys).size).toBe(keys.length)
})

test('error: a socket that cannot be reached fails with an error', async () => {
  await expect(key(webSocket('ws://127.0.0.1:1', { reconnect: false }))).rejects.toBeInstanceOf(Error)
})
