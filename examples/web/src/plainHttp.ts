/**
 * Browsers stream what they send over HTTP/2 only, which takes TLS. The providers of Filecoin have both, those of a devnet neither:
 * what the SDK streams to them is collected, and sent at once.
 */
export function collectStreams(): void {
  const send = globalThis.fetch
  globalThis.fetch = async (input, init) => {
    if (!(input instanceof Request && input.body && new URL(input.url).protocol === 'http:'))
      return send(input, init)
    const { headers, method, signal, url } = input
    return send(url, { body: await input.blob(), headers, method, signal, ...init })
  }
}
