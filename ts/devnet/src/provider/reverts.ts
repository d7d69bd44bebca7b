import { permissionName } from 'foc-session-keys'
import { type Abi, BaseError, ContractFunctionRevertedError, decodeErrorResult, type Hex, isHash } from 'viem'
import * as Abis from '../abis.ts'

/** The errors that the Synapse SDK knows by name. */
const known = [...Abis.fwss, ...Abis.filecoinPay, ...Abis.pdp] as Abi

/** What a contract returned when it refused a call; `undefined` if something else went wrong. */
export function revertData(error: unknown): Hex | undefined {
  if (!(error instanceof BaseError)) return undefined
  const reverted = error.walk((cause) => cause instanceof ContractFunctionRevertedError)
  return reverted instanceof ContractFunctionRevertedError ? reverted.raw : undefined
}

/**
 * A sentence about a refused call, in the form in which clients look for the reason: the data where they know the error,
 * and its name and arguments in words where only this suite does.
 */
export function describeRevert(data: Hex, suite: Abi): string {
  const sentence = 'The contract refused the call'
  if (decode(data, known)) return `${sentence}: revert reason=[${data}]`
  const error = decode(data, suite)
  // Clients cut at the first bracket of either kind.
  const words = error
    ? `${error.errorName}: ${named(error)}`.replace(/: $/, '').replace(/[()[\]]/g, ' ')
    : undefined
  return words ? `${sentence}: revert reason=[Error(${words})] ${data}` : `${sentence}: vm error=[${data}]`
}

function decode(data: Hex, abi: Abi) {
  try {
    return decodeErrorResult({ abi, data })
  } catch {
    return undefined
  }
}

function named({ abiItem, args = [] }: NonNullable<ReturnType<typeof decode>>) {
  const inputs = 'inputs' in abiItem ? (abiItem.inputs ?? []) : []
  return args.map((value, index) => `${inputs[index]?.name || index}=${worded(value)}`).join(', ')
}

/** Permissions by their names. */
function worded(value: unknown): string {
  const text = String(value)
  return (isHash(text) && permissionName(text)) || text
}
