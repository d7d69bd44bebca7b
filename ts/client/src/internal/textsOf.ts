/** How many causes are looked into. An error can be its own. */
const maxCauses = 20

/** How much of a text is looked into. A storage provider may answer with megabytes. */
const maxLength = 100_000

/** Something thrown, and what caused it. */
export function* causesOf(thrown: unknown): Generator<unknown> {
  const seen = new Set<unknown>()
  for (let link = thrown; link && !seen.has(link) && seen.size < maxCauses; link = read(link, 'cause')) {
    seen.add(link)
    yield link
  }
}

/** All that something thrown and its causes say: their data, where viem keeps it, and their messages. */
export function* textsOf(thrown: unknown): Generator<string> {
  for (const link of causesOf(thrown)) {
    const data = read(link, 'data')
    for (const text of [link, read(link, 'raw'), data, read(data, 'data'), read(link, 'message')])
      if (typeof text === 'string') yield text.slice(0, maxLength)
  }
}

/** A property of anything. */
function read(value: unknown, key: string): unknown {
  try {
    return (value as Record<string, unknown> | undefined)?.[key]
  } catch {
    // A getter that throws has nothing to say.
    return undefined
  }
}
