import { SessionKeyError } from '../sessionKeyError.ts'

/** Thrown for what is stored but is no session, or not the one that was stored there. It does not carry what was found. */
export class InvalidStoredSessionError extends SessionKeyError {
  /** Where it is stored. */
  declare readonly item: string
  /** What is wrong with it. */
  declare readonly reason: string

  constructor(values: { item: string; reason: string }) {
    const { item, reason } = values
    super(
      'InvalidStoredSessionError',
      `What is stored as ${item} cannot be used: ${reason}.`,
      'Somebody changed or moved it. Restore it; or remove it and start a new session, and let the root revoke the old key.',
      values,
    )
  }
}
