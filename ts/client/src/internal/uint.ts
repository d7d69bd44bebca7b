import { SessionKeyError } from '../sessionKeyError.ts'

/** Thrown for a number that is of another type than is wanted, or too small. */
export class InvalidNumberError extends SessionKeyError {
  declare readonly parameter: string
  declare readonly value: unknown

  constructor(values: { parameter: string; value: unknown }, wanted = 'a bigint from 0n on') {
    const { parameter, value } = values
    super('InvalidNumberError', `\`${parameter}\` is ${typeof value} ${value}.`, `Pass ${wanted}.`, values)
  }
}

/** Checks a number that is wanted as `bigint`, and returns it. */
export function checkUint<value extends bigint | undefined>(parameter: string, value: value): value {
  if (value !== undefined && (typeof value !== 'bigint' || value < 0n))
    throw new InvalidNumberError({ parameter, value })
  return value
}
