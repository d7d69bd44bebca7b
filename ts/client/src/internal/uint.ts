import { SessionKeyError } from '../sessionKeyError.ts'

/** Thrown for a number that is of another type than is wanted, or too small. */
export class InvalidNumberError extends SessionKeyError {
  readonly parameter: string
  readonly value: unknown

  constructor({ parameter, value, wanted }: { parameter: string; value: unknown; wanted: string }) {
    super(
      'InvalidNumberError',
      `\`${parameter}\` is ${String(value)}, of type ${typeof value}.`,
      `Pass ${wanted}.`,
    )
    this.parameter = parameter
    this.value = value
  }
}

/** Checks a number that is wanted as `bigint`, and returns it. */
export function checkUint<value extends bigint | undefined>(parameter: string, value: value): value {
  if (value !== undefined && (typeof value !== 'bigint' || value < 0n))
    throw new InvalidNumberError({ parameter, value, wanted: 'a bigint from 0n on' })
  return value
}
