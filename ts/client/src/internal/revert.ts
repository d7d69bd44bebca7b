import {
  type Abi,
  BaseError,
  type ContractErrorArgs,
  type ContractErrorName,
  ContractFunctionRevertedError,
  decodeErrorResult,
  type Hex,
} from 'viem'
import type { SessionKeyError } from '../sessionKeyError.ts'

/** How many causes are looked into. An error can be its own. */
const maxCauses = 20

/** How much of a text is looked into. A storage provider may answer with megabytes. */
const maxLength = 100_000

/** The typed error that stands for each error of an ABI. */
export type Meanings<abi extends Abi, error extends SessionKeyError> = {
  [name in ContractErrorName<abi>]: (args: ContractErrorArgs<abi, name>) => error
}

/** What a revert means, wherever in something thrown its data is; `undefined` for any other error. */
export function decodeRevert<const abi extends Abi, error extends SessionKeyError>(
  thrown: unknown,
  abi: abi,
  meanings: Meanings<abi, error>,
): error | undefined {
  for (const text of textsOf(thrown))
    for (const [data] of text.matchAll(/0x(?:[\da-f]{2}){4,}/gi)) {
      const decoded = decode(data as Hex, abi)
      if (!decoded) continue
      const meaning = (meanings as Record<string, unknown>)[decoded.errorName]
      if (typeof meaning !== 'function') continue
      const typed: error = meaning(decoded.args ?? [])
      if (thrown instanceof Error) typed.cause = thrown
      return typed
    }
  return undefined
}

function decode(
  data: Hex,
  abi: Abi,
): { args: readonly unknown[] | undefined; errorName: string } | undefined {
  try {
    return decodeErrorResult({ abi, data })
  } catch {
    // Of another contract, or no error at all.
    return undefined
  }
}

/** All that something thrown and its causes say: their data, where viem keeps it, and their messages. */
export function* textsOf(thrown: unknown): Generator<string> {
  const seen = new Set<unknown>()
  for (let link = thrown; link && !seen.has(link) && seen.size < maxCauses; link = read(link, 'cause')) {
    seen.add(link)
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

/** viem's error for a call that a contract refused, if that is what an error is about. */
export function revertOf(error: unknown): ContractFunctionRevertedError | undefined {
  const cause =
    error instanceof BaseError && error.walk((inner) => inner instanceof ContractFunctionRevertedError)
  return cause instanceof ContractFunctionRevertedError ? cause : undefined
}
