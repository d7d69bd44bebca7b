import { BaseError } from 'viem'

/** Every error that this package throws of its own: what went wrong, the values it is about, and what to do. */
export class SessionKeyError extends BaseError {
  /** @param values - Become properties, which each class declares; `cause` is the error that it stands for. */
  constructor(name: string, message: string, cure: string, values: Record<string, unknown>) {
    const { cause, ...fields } = values
    super(message, { cause: cause as Error, metaMessages: [cure], name })
    Object.assign(this, fields)
  }
}
