// A page that finds a wallet as wagmi does, and notes what it tells.
type Provider = {
  // biome-ignore lint/suspicious/noExplicitAny: what a wallet answers is of the type that was asked for
  request: (body: { method: string; params: readonly unknown[] }) => Promise<any>
  on: (event: string, listener: (payload: unknown) => void) => void
}

declare global {
  interface Window {
    heard: [event: string, payload: unknown][]
    provider: Provider
  }
}

window.heard = []
window.addEventListener('eip6963:announceProvider', (event) => {
  window.provider = (event as CustomEvent<{ provider: Provider }>).detail.provider
  for (const name of ['accountsChanged', 'chainChanged'])
    window.provider.on(name, (payload) => window.heard.push([name, payload]))
})
window.dispatchEvent(new Event('eip6963:requestProvider'))
