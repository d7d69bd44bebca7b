/** The longest text of others that is shown. */
const longest = 500

/**
 * Text of others, such as a name on chain or what a node says, fit for a terminal: without what moves its cursor, colours it, or
 * turns its direction.
 */
export const plainText = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]+/gu, ' ')
    .trim()
    .slice(0, longest)
