import type { Membership } from './watcher.ts'

/** From `watch` to `unwatch`. */
export type Watch = {
  /** Done when the session was read for the first time, or watching ended before. */
  ready: Promise<void>
  readonly state: State['name']
  end: () => void
  /** Reads the session as of now; once watching ended, nothing. */
  refresh: () => Promise<void>
}

/** What is told of it. */
export type WatchEvents = {
  onConnected: () => void
  onDisconnected: () => void
  onError: (error: Error) => void
}

type State =
  /** Finding the watcher, and the session is read for the first time: nothing is told yet. */
  | { name: 'joining' }
  | { name: 'reading'; membership: Membership }
  /** It was right once. Whoever waited for that can add listeners before it is told. */
  | { name: 'greeting'; membership: Membership; timer: ReturnType<typeof setTimeout> }
  | { name: 'connected'; membership: Membership }
  | { name: 'ended' }

/**
 * Begins to watch.
 *
 * @param join - Joins the watcher that tells the session's expirations.
 */
export function createWatch(
  join: (onError: (error: Error) => void) => Promise<Membership>,
  events: WatchEvents,
): Watch {
  let state: State = { name: 'joining' }
  /** TypeScript takes a variable for what it was last set to, also after others had time to set it. */
  const current = (): State => state

  async function begin() {
    const membership = await join((error) => {
      if (state.name === 'greeting' || state.name === 'connected') events.onError(error)
    })
    if (current().name === 'ended') return membership.leave()
    state = { membership, name: 'reading' }
    await membership.refresh()
    // Later than the microtask in which `await watch()` goes on, where listeners are added.
    if (current().name === 'reading') state = { membership, name: 'greeting', timer: setTimeout(connect, 0) }
  }

  function connect() {
    if (state.name !== 'greeting') return
    clearTimeout(state.timer)
    state = { membership: state.membership, name: 'connected' }
    events.onConnected()
  }

  return {
    end: () => {
      connect()
      const last = state
      state = { name: 'ended' }
      if ('membership' in last) last.membership.leave()
      if (last.name === 'connected') events.onDisconnected()
    },
    ready: begin(),
    refresh: async () => {
      if ('membership' in state) await state.membership.refresh()
    },
    get state() {
      return state.name
    },
  }
}
