import { asError } from './asError.ts'

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

/**
 * A typed event target on top of the platform's own, on which a listener that throws, or whose promise is rejected, harms nobody:
 * that is heard as `error`. What a listener of `error` throws is dropped, since there is nobody left to tell.
 */
export function createEventTarget<events>(): TypedEventTarget<events> {
  const target = new EventTarget()
  /** The platform knows a listener by its identity, so each has one wrapper for good. */
  const wrappers = new WeakMap<object, EventListenerObject>()

  const change =
    (method: 'addEventListener' | 'removeEventListener') =>
    (
      type: keyof events & string,
      listener: EventListener<never> | null,
      options?: boolean | AddEventListenerOptions,
    ) => {
      if (!listener) return
      const wrapper = wrappers.get(listener) ?? {
        handleEvent: async (event: Event) => {
          try {
            if (typeof listener === 'function')
              await (listener as (payload: unknown) => unknown)((event as CustomEvent).detail ?? undefined)
            else await listener.handleEvent(event as CustomEvent<never>)
          } catch (error) {
            if (event.type !== 'error') emit('error', asError(error))
          }
        },
      }
      wrappers.set(listener, wrapper)
      target[method](type, wrapper, options)
    }
  const addEventListener = change('addEventListener')
  const removeEventListener = change('removeEventListener')
  const dispatchEvent = (event: Event) => target.dispatchEvent(event)
  const emit = (type: string, detail?: unknown) => dispatchEvent(new CustomEvent(type, { detail }))

  return {
    addEventListener,
    removeEventListener,
    on: addEventListener,
    off: removeEventListener,
    dispatchEvent,
    dispatchTypedEvent: (_type, event) => dispatchEvent(event),
    emit,
  }
}
