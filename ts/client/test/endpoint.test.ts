import { type Chain, createClient, custom, fallback, http, type Transport } from 'viem'
import { expect, test } from 'vitest'
import { calibration, mainnet } from '../src/chains.ts'
import { keyOf } from '../src/internal/endpoint.ts'

const registry = '0x518411c2062E119Aaf7A8B12A2eDf9a939347655'

function key(transport: Transport, chain: Chain = calibration, contractAddress: `0x${string}` = registry) {
  return keyOf({ client: createClient({ chain, transport }), contractAddress, transport })
}

const authorized = () => http('https://a.example', { fetchOptions: { headers: new Headers({ a: 'b' }) } })
const transports = () => ({
  mine: authorized(),
  plain: http('https://a.example'),
  provider: custom({ request: async () => {} }),
  several: fallback([http('https://a.example'), http('https://b.example')]),
})

test('behavior: the same chain, registry and endpoint are watched together', () => {
  const { provider, ...others } = transports()
  for (const one of [provider, ...Object.values(others)]) expect(key(one)).toBe(key(one))
  expect(key(provider)).toBe(key(provider, calibration, registry.toLowerCase() as `0x${string}`))
})

test('behavior: what differs in one of them is not', () => {
  const { mine, plain, provider, several } = transports()
  const keys = [
    key(plain),
    key(http('https://a.example')),
    key(plain, mainnet),
    key(plain, calibration, '0x74FD50525A958aF5d484601E252271f9625231aB'),
    // Another node's, as of two devnets.
    key(plain, { ...calibration, rpcUrls: { default: { http: ['https://b.example'] } } }),
    // What viem does not tell about a transport.
    key(http('https://a.example', { fetchFn: fetch })),
    key(http('https://a.example', { onFetchRequest: () => {} })),
    key(mine),
    key(authorized()),
    key(provider),
    key(custom({ request: async () => {} })),
    key(several),
  ]
  expect(new Set(keys).size).toBe(keys.length)
})
