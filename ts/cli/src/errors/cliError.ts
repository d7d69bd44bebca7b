import type { Code, Json, NextAction } from '../output/envelope.ts'

/** What a command ends with that could not do its work: what is wrong, and what to do about it. */
export class CliError extends Error {
  readonly actions: readonly NextAction[]
  readonly code: Exclude<Code, 'OK'>
  readonly cure: string
  readonly details: Json

  constructor(
    code: Exclude<Code, 'OK'>,
    message: string,
    cure: string,
    { actions = [], details = null }: { actions?: readonly NextAction[]; details?: Json } = {},
  ) {
    super(message)
    this.name = 'CliError'
    this.actions = actions
    this.code = code
    this.cure = cure
    this.details = details
  }
}

/** Thrown where the user said no, or pressed Ctrl-C. */
export class CancelledError extends CliError {
  constructor() {
    super('CANCELLED', 'Cancelled.', 'Nothing is lost: run it again to go on.')
    this.name = 'CancelledError'
  }
}
