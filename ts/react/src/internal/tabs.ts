let channel: BroadcastChannel | undefined

/** One for the page, so that it does not hear itself. Opened when it is first used, which is never on a server. */
function channelOfTabs(): BroadcastChannel | undefined {
  if (typeof BroadcastChannel !== 'undefined') channel ??= new BroadcastChannel('foc-session-keys-react')
  return channel
}

/** Tells the other tabs of this origin that something changed, and nothing about it. */
export function tellTabs(): void {
  channelOfTabs()?.postMessage(null)
}

/** Hears of that. Returns what ends it. */
export function hearTabs(onChange: () => void): () => void {
  const tabs = channelOfTabs()
  tabs?.addEventListener('message', onChange)
  return () => tabs?.removeEventListener('message', onChange)
}
