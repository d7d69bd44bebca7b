import { permissionName } from 'foc-session-keys'
import {
  type Abi,
  type AbiParameter,
  BaseError,
  ContractFunctionRevertedError,
  decodeErrorResult,
  type Hex,
  InsufficientFundsError,
  isHash,
} from 'viem'

/** What a contract returned when it refused a call; `undefined` if something else went wrong. */
export function revertData(error: unknown): Hex | undefined {
  if (!(error instanceof BaseError)) return undefined
  const reverted = error.walk((cause) => cause instanceof ContractFunctionRevertedError)
  return reverted instanceof ContractFunctionRevertedError ? reverted.raw : undefined
}

/** Whether an account has less FIL than its transaction takes. */
export function isOutOfFil(error: unknown): boolean {
  return error instanceof BaseError && error.walk((cause) => cause instanceof InsufficientFundsError) !== null
}

/**
 * A sentence about a refused call, in the form in which clients look for the reason: its name and arguments in words where
 * they do not know the error, else the data.
 *
 * @param unknown - Errors that clients do not know.
 */
export function describeRevert(data: Hex, unknown: Abi): string {
  const sentence = 'The contract refused the call'
  const error = decode(data, unknown)
  if (!error) return `${sentence}: revert reason=[${data}]`
  // Clients cut at the first bracket of either kind.
  const words = `${error.errorName}: ${named(error)}`.replace(/: $/, '').replace(/[()[\]]/g, ' ')
  return `${sentence}: revert reason=[Error(${words})] ${data}`
}

function decode(data: Hex, abi: Abi) {
  try {
    return decodeErrorResult({ abi, data })
  } catch {
    return undefined
  }
}

const named = ({ abiItem, args = [] }: NonNullable<ReturnType<typeof decode>>) =>
  worded('inputs' in abiItem ? (abiItem.inputs ?? []) : [], args)

/** Values by their names, and permissions by theirs. */
function worded(parameters: readonly AbiParameter[], values: readonly unknown[]): string {
  return values
    .map((value, index) => `${parameters[index]?.name || index}=${word(value, parameters[index])}`)
    .join(', ')
}

function word(value: unknown, parameter: AbiParameter | undefined): string {
  if (parameter && 'components' in parameter && parameter.type === 'tuple') {
    const { components } = parameter
    const fields = value as Record<string, unknown>
    return `{${worded(
      components,
      components.map(({ name = '' }) => fields[name]),
    )}}`
  }
  const text = String(value)
  return (isHash(text) && permissionName(text)) || text
}
