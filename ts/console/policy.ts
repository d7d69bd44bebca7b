import { calibration, mainnet } from '../client/src/chains.ts'

const hosts = [calibration, mainnet].flatMap(({ blockExplorers, rpcUrls }) => [
  ...rpcUrls.default.http,
  blockExplorers?.default.apiUrl ?? [],
])

/** Where the page may ask: the nodes and explorers of the networks, and nodes on this machine. */
const connect = [...new Set(hosts.flat().map((url) => new URL(url).origin))]
  .concat(['http://127.0.0.1:*', 'http://localhost:*'])
  .join(' ')

/** The Content-Security-Policy of the page, as it stands in its head. A server sends the same, with `frame-ancestors 'none'`. */
export const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  `connect-src ${connect}`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')
