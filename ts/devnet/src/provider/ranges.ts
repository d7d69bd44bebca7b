/** Some bytes of a piece, both ends inclusive. */
export type Range = { end: number; start: number }

/**
 * The bytes that a `Range` header asks for: `undefined` for all of them, which is also the answer to what is no such
 * header and to several ranges at once.
 */
export function rangeOf(header: string | undefined, size: number): Range | 'unsatisfiable' | undefined {
  const [, first, last] = /^bytes=[ \t]*(\d*)-(\d*)[ \t]*$/i.exec(header ?? '') ?? []
  if (first === undefined || last === undefined || (!first && !last)) return undefined
  if (!first) {
    const length = Number(last)
    return length === 0 ? 'unsatisfiable' : { end: size - 1, start: Math.max(0, size - length) }
  }
  const start = Number(first)
  const end = last ? Math.min(Number(last), size - 1) : size - 1
  if (last && Number(last) < start) return undefined
  return start >= size ? 'unsatisfiable' : { end, start }
}
