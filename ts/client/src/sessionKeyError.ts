import { BaseError } from 'viem'

/** Every error that this package throws of its own: what went wrong, and what to do. */
export class SessionKeyError extends BaseError {
  constructor(name: string, message: string, cure: string, cause?: Error) {
    super(message, { cause: cause as Error, metaMessages: [cure], name })
  }
}
