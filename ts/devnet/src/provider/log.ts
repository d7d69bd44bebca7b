import { BaseError } from 'viem'

/** Says on stderr what went wrong in the server, down to the last cause. Clients are told only that something did. */
export function log(what: string, error: unknown): void {
  process.stderr.write(`Storage provider: ${what}: ${causesOf(error).join(', because of ')}\n`)
}

function causesOf(error: unknown): string[] {
  const causes = new Set<unknown>()
  for (let next = error; next !== undefined && !causes.has(next); ) {
    causes.add(next)
    next = next instanceof Error ? next.cause : undefined
  }
  return [...causes].map((cause) => {
    if (cause instanceof BaseError) return `${cause.name}: ${cause.shortMessage}`
    // `fetch` and the system say it in the code, when there are no words.
    if (cause instanceof Error)
      return `${cause.name}: ${cause.message || ('code' in cause ? cause.code : '')}`
    return String(cause)
  })
}
