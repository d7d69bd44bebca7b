import type { Membership } from './watcher.ts'

/** From the first `watch` to the end of its last caller. */
export type Watch = {
  readonly state: State
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
  | 'opening'
  /** It was in vain, and so was every other since. */
  | 'trying'
  /** It was right once. Who waited for that can add listeners before it is told. */
  | 'greeting'
  | 'connected'
  | 'ended'

/** Begins to watch, as a member of a watcher. */
export function createWatch(membership: Membership, events: WatchEvents): Watch {
  let state: State = 'opening'
  let greeting: ReturnType<typeof setTimeout> | undefined
  /** TypeScript takes a variable for what it was last set to, also after others had time to set it. */
  const current = (): State => state
  const callers = new Set<object>()

  async function open() {
    const error: unknown = await membership.refresh().then(
      () => undefined,
      (error) => error,
    )
    if (current() !== 'opening') return
    if (!error) return greet()
    state = 'trying'
    setTimeout(onError, 0, error)
  }

  /** Later than the microtask in which `await watch()` goes on, where listeners are added. */
  function greet() {
    state = 'greeting'
    greeting = setTimeout(connect, 0)
  }

  function connect() {
    if (state !== 'greeting') return
    clearTimeout(greeting)
    state = 'connected'
    events.onConnected()
  }

  function onError(error: Error) {
    if (state !== 'opening' && state !== 'ended') events.onError(error)
  }

  const opened = open()

  return {
    end: () => {
      connect()
      const last = state
      state = 'ended'
      callers.clear()
      membership.leave()
      if (last === 'connected') events.onDisconnected()
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
      if (state === 'trying') greet()
    },
    onError,
    refresh: membership.refresh,
    get state() {
      return state
    },
  }
}
