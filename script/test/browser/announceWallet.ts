/**
 * Runs in the page, before anything of it does: an EIP-1193 provider that hands every request to `window[binding]`, announced by
 * EIP-6963. Events come as those of the window. It must not use anything from outside of itself.
 */
export function announceWallet({ binding, name }: { binding: string; name: string }) {
  type Listener = (payload: unknown) => void
  type Answer = { error?: { code: number; message: string }; result?: unknown }
  const ask = (body: unknown) =>
    (window as unknown as Record<string, (body: unknown) => Promise<Answer>>)[binding]?.(body)
  const heard = new Map<Listener, { event: string; handler: EventListener }>()
  const provider = {
    on: (event: string, listener: Listener) => {
      const handler = (message: Event) => listener((message as CustomEvent).detail)
      heard.set(listener, { event, handler })
      window.addEventListener(`${binding}:${event}`, handler)
    },
    removeListener: (_event: string, listener: Listener) => {
      const known = heard.get(listener)
      heard.delete(listener)
      if (known) window.removeEventListener(`${binding}:${known.event}`, known.handler)
    },
    request: async ({ method, params }: { method: string; params?: unknown }) => {
      const { error, result } = (await ask({ method, params })) ?? {}
      if (error) throw Object.assign(new Error(error.message), error)
      return result
    },
  }
  const icon = `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><circle cx="4" cy="4" r="4" fill="#666"/></svg>')}`
  const info = { icon, name, rdns: `test.${binding.toLowerCase()}`, uuid: crypto.randomUUID() }
  const announce = () =>
    window.dispatchEvent(
      new CustomEvent('eip6963:announceProvider', { detail: Object.freeze({ info, provider }) }),
    )
  window.addEventListener('eip6963:requestProvider', announce)
  announce()
}
