/** A function is given the payload itself; an object, as everywhere on the web, the event. */
export type EventListener<payload> =
  | ((payload: payload) => void)
  | { handleEvent: (event: CustomEvent<payload>) => void | Promise<void> }

type ChangeListeners<events> = {
  <type extends keyof events & string>(
    type: type,
    listener: (payload: events[type]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void
  <type extends keyof events & string>(
    type: type,
    listener: { handleEvent: (event: CustomEvent<events[type]>) => void | Promise<void> } | null,
    options?: boolean | AddEventListenerOptions,
  ): void
}

/**
 * An event target whose listeners and payloads have types. `on` and `off` are short for the two first; the last three are
 * there because the type that `Synapse.create` takes a session key by has them.
 */
export type TypedEventTarget<events> = {
  addEventListener: ChangeListeners<events>
  removeEventListener: ChangeListeners<events>
  on: ChangeListeners<events>
  off: ChangeListeners<events>
  dispatchEvent(event: Event): boolean
  dispatchTypedEvent(type: keyof events, event: Event): boolean
  emit(type: keyof events & string, detail?: unknown): boolean
}

/** A typed event target on top of the platform's own. */
export function createEventTarget<events>(): TypedEventTarget<events> {
  const target = new EventTarget()
  const wrappers = new WeakMap<object, EventListenerObject>()

  /** The platform knows a listener by its identity, so each has one wrapper for good. */
  function wrap(listener: EventListener<never>): EventListenerObject {
    const known = wrappers.get(listener)
    if (known) return known
    const handleEvent = (event: Event) =>
      typeof listener === 'function'
        ? listener((event as CustomEvent<never>).detail)
        : void listener.handleEvent(event as CustomEvent<never>)
    const wrapper = { handleEvent }
    wrappers.set(listener, wrapper)
    return wrapper
  }

  function addEventListener(
    type: keyof events & string,
    listener: EventListener<never> | null,
    options?: boolean | AddEventListenerOptions,
  ) {
    if (listener) target.addEventListener(type, wrap(listener), options)
  }

  function removeEventListener(
    type: keyof events & string,
    listener: EventListener<never> | null,
    options?: boolean | AddEventListenerOptions,
  ) {
    if (listener) target.removeEventListener(type, wrap(listener), options)
  }

  return {
    addEventListener,
    removeEventListener,
    on: addEventListener,
    off: removeEventListener,
    dispatchEvent: (event) => target.dispatchEvent(event),
    dispatchTypedEvent: (_type, event) => target.dispatchEvent(event),
    emit: (type, detail) => target.dispatchEvent(new CustomEvent(type, { detail })),
  }
}
