/** Something thrown, as an error. */
export const asError = (thrown: unknown, message = String(thrown)) =>
  thrown instanceof Error ? thrown : new Error(message, { cause: thrown })
