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

/** How much of a text is looked into. A storage provider may answer with megabytes. */
const maxLength = 100_000

/** The typed error that stands for each error of an ABI. */
export type Meanings<abi extends Abi, error extends SessionKeyError> = {
  [name in ContractErrorName<abi>]: (args: ContractErrorArgs<abi, name>) => error
}

/**
 * What a revert means; `undefined` for any other error.
 *
 * @param texts - Where its data may be. Default: where viem has it, which quotes what the node said.
 */
export function decodeRevert<const abi extends Abi, error extends SessionKeyError>(
  thrown: unknown,
  abi: abi,
  meanings: Meanings<abi, error>,
  texts: Iterable<unknown> = [revertOf(thrown)?.raw, (thrown as Error).message],
): error | undefined {
  for (const text of texts)
    for (const [data] of `${text}`.slice(0, maxLength).matchAll(/0x(?:[\da-f]{2}){4,}/gi)) {
      const typed = decode<error>(data as Hex, abi, meanings)
      if (!typed) continue
      if (thrown instanceof Error) typed.cause = thrown
      return typed
    }
  return undefined
}

function decode<error>(data: Hex, abi: Abi, meanings: object): error | undefined {
  try {
    const { args, errorName } = decodeErrorResult({ abi, data })
    return (meanings as Record<string, (args: unknown) => error>)[errorName]?.(args ?? [])
  } catch {
    // Of another contract, or no error at all.
    return undefined
  }
}

/** viem's error for a call that a contract refused, if that is what an error is about. */
export function revertOf(error: unknown): ContractFunctionRevertedError | undefined {
  const cause =
    error instanceof BaseError && error.walk((inner) => inner instanceof ContractFunctionRevertedError)
  return cause instanceof ContractFunctionRevertedError ? cause : undefined
}
