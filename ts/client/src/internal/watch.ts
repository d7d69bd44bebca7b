import type { Membership } from './watcher.ts'

/** From the first `watch` to the end of its last caller. */
export type Watch = {
  readonly state: State['name']
  end: () => void
  /**
   * Adds a caller.
   *
   * @returns Once the session was looked at for the first time, whether in vain or not: what takes the caller away.
   */
  enter: () => Promise<() => void>
  /** Tells it that the session was read. */
  onAnswer: () => void
  /** Tells it that a look was in vain. */
  onError: (error: Error) => void
  /**
   * Reads the session as of now; once watching ended, nothing.
   *
   * @returns The number of the block.
   */
  refresh: () => Promise<bigint>
}

/** What is told of it. */
export type WatchEvents = {
  onConnected: () => void
  onDisconnected: () => void
  onError: (error: Error) => void
  /** The last caller left. */
  onLeft: () => void
}

type State =
  /** The first look is under way. Nothing is told yet. */
  | { name: 'opening' }
  /** It was in vain, and so was every other since. */
  | { name: 'trying' }
  /** It was right once. Who waited for that can add listeners before it is told. */
  | { name: 'greeting'; timer: ReturnType<typeof setTimeout> }
  | { name: 'connected' }
  | { name: 'ended' }

/** Begins to watch, as a member of a watcher. */
export function createWatch(membership: Membership, events: WatchEvents): Watch {
  let state: State = { name: 'opening' }
  /** TypeScript takes a variable for what it was last set to, also after others had time to set it. */
  const current = (): State => state
  const callers = new Set<object>()

  async function open() {
    const error: unknown = await membership.refresh().then(
      () => undefined,
      (error) => error,
    )
    if (current().name !== 'opening') return
    if (!error) return greet()
    state = { name: 'trying' }
    setTimeout(onError, 0, error)
  }

  /** Later than the microtask in which `await watch()` goes on, where listeners are added. */
  function greet() {
    state = { name: 'greeting', timer: setTimeout(connect, 0) }
  }

  function connect() {
    if (state.name !== 'greeting') return
    clearTimeout(state.timer)
    state = { name: 'connected' }
    events.onConnected()
  }

  function onError(error: Error) {
    if (state.name !== 'opening' && state.name !== 'ended') events.onError(error)
  }

  const opened = open()

  return {
    end: () => {
      connect()
      const { name } = state
      state = { name: 'ended' }
      callers.clear()
      membership.leave()
      if (name === 'connected') events.onDisconnected()
    },
    enter: async () => {
      const caller = {}
      callers.add(caller)
      await opened
      return () => {
        if (callers.delete(caller) && callers.size === 0) events.onLeft()
      }
    },
    onAnswer: () => {
      if (state.name === 'trying') greet()
    },
    onError,
    refresh: membership.refresh,
    get state() {
      return state.name
    },
  }
}
