import type { Address } from 'viem'
import { Permission } from '../permissions.ts'
import { type Policy, policy } from './policy.ts'

/**
 * What a key needs that uploads, and no more: so many bytes added, in so many new data sets. Nothing is removed or ended. It bounds
 * what is stored; what bounds the fees of many small pieces is the root's lockup allowance in FilecoinPay.
 *
 * @param parameters - {@link uploadLimits.Parameters}
 * @returns The policies for `CreateDataSet` and `AddPieces`. {@link uploadLimits.ReturnType}
 * @throws {@link uploadLimits.ErrorType}
 *
 * @example
 * ```ts
 * import { startSession, uploadLimits } from 'foc-session-keys'
 *
 * await startSession(walletClient, { permissions: uploadLimits({ bytes: 1024n ** 3n }), storage })
 * ```
 */
export function uploadLimits(parameters: uploadLimits.Parameters): uploadLimits.ReturnType {
  const { bytes, dataSets, provider } = parameters
  return [
    policy({
      limit: dataSets ?? (provider ? 1n : 2n),
      permission: Permission.CreateDataSet,
      provider,
    }),
    policy({ limit: bytes, permission: Permission.AddPieces, provider }),
  ]
}

export declare namespace uploadLimits {
  type Parameters = {
    /** How many bytes may be added while the grant lasts, each copy counted: two copies of a file are twice its size. */
    bytes: bigint
    /**
     * How many data sets may be created. Default: 2n, one for each of the copies that the Synapse SDK makes; 1n where `provider` is
     * given.
     */
    dataSets?: bigint | undefined
    /** The address of the only storage provider that it may be done with. Default: any. */
    provider?: Address | undefined
  }

  type ReturnType = [createDataSet: Policy, addPieces: Policy]

  type ErrorType = policy.ErrorType
}
