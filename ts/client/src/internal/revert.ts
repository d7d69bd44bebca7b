import { BaseError, ContractFunctionRevertedError } from 'viem'

/** What a contract said when it refused a call, if that is what an error is about. */
export function revertOf(error: unknown): ContractFunctionRevertedError | undefined {
  const cause =
    error instanceof BaseError && error.walk((inner) => inner instanceof ContractFunctionRevertedError)
  return cause instanceof ContractFunctionRevertedError ? cause : undefined
}
