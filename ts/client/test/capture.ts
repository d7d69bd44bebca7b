import { inspect } from 'node:util'
import { toHex } from 'viem'
import { vi } from 'vitest'

/** A secret in every form that something could be written in. */
export function formsOf(privateKey: `0x${string}`): string[] {
  const bytes = Buffer.from(privateKey.slice(2), 'hex')
  return [
    privateKey.slice(2),
    BigInt(privateKey).toString(),
    bytes.toString('base64').replace(/=+$/, ''),
    bytes.toString('base64url'),
    [...bytes].join(','),
    [...bytes].join(', '),
    inspect(bytes).slice(8, -1),
    inspect(new Uint8Array(bytes), { maxArrayLength: null }).replace(/\s+/g, ' '),
  ]
}

/** Writes down all that is written to console and streams, until `vi.restoreAllMocks`, and all that it is told to note. */
export function capture() {
  const written: string[] = []
  const note = (...values: unknown[]) => {
    for (const value of values)
      written.push(
        String(value),
        inspect(value, {
          depth: Number.POSITIVE_INFINITY,
          getters: true,
          maxArrayLength: null,
          showHidden: true,
        }),
        JSON.stringify(value, (_, inner) => (typeof inner === 'bigint' ? toHex(inner) : inner)) ?? '',
      )
  }
  for (const method of ['log', 'info', 'warn', 'error', 'debug', 'trace'] as const)
    vi.spyOn(console, method).mockImplementation(note)
  for (const stream of [process.stdout, process.stderr]) {
    const { write } = stream
    vi.spyOn(stream, 'write').mockImplementation((...args) => {
      written.push(String(args[0]))
      return write.apply(stream, args as Parameters<typeof write>)
    })
  }
  const failing = async (action: () => unknown) => {
    try {
      note(await action())
    } catch (error) {
      note(error)
      if (error instanceof Error) note(error.stack, error.cause)
    }
  }
  return { failing, note, written }
}
