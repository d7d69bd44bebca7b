import type { Address } from 'viem'
import { getBlockNumber } from 'viem/actions'
import { AuthorizationRevokedError, decodeError, NotAuthorizedError } from '../errors.ts'
import { updatesBackwards } from '../internal/logs.ts'
import { type ReadClient, registryAddress } from '../internal/registry.ts'
import { DefaultFwssPermissions } from '../permissions.ts'
import { rpcLogs } from '../rpcLogs.ts'

/** How many ranges of 2 000 blocks to search for an earlier grant unless said otherwise: three weeks on Filecoin. */
const defaultRanges = 30

/**
 * `decodeError`, and tells a permission that was never granted from one that was taken back, which only the registry's events
 * can tell. Where they cannot be searched, it is `decodeError`: it never throws.
 *
 * @param client - Any client with a chain. If it has an account, that is left out of the requests.
 * @param error - Anything that was thrown, or the data of a revert.
 * @param parameters - {@link explainError.Parameters}
 * @returns The typed error; `undefined` for one of something else. {@link explainError.ReturnType}
 *
 * @example
 * ```ts
 * import { explainError } from 'foc-session-keys'
 *
 * const reason = await explainError(client, error)
 * console.error(reason?.message ?? error)
 * ```
 */
export async function explainError(
  client: ReadClient,
  error: unknown,
  parameters: explainError.Parameters = {},
): Promise<explainError.ReturnType> {
  const decoded = decodeError(error)
  if (!(decoded instanceof NotAuthorizedError)) return decoded
  // Why the events cannot be searched explains nothing about the error that was given.
  const blockNumber = await findRevocation(client, decoded, parameters).catch(() => undefined)
  if (blockNumber === undefined) return decoded
  const { permission: operation, root: payer, sessionKeyAddress: signer } = decoded
  return new AuthorizationRevokedError({ blockNumber, cause: decoded, operation, payer, signer })
}

export declare namespace explainError {
  type Parameters = {
    /** Address of the registry. Default: the chain's. */
    contractAddress?: Address | undefined
    /** How many ranges of 2 000 blocks to search for an earlier grant. Default: 30. */
    ranges?: number | undefined
  }

  type ReturnType = AuthorizationRevokedError | decodeError.ReturnType
}

/** The block in which a permission was taken back; `undefined` if it was never granted, as far as the events are searched. */
async function findRevocation(
  client: ReadClient,
  { permission, root, sessionKeyAddress }: NotAuthorizedError,
  parameters: explainError.Parameters,
): Promise<bigint | undefined> {
  let revokedIn: bigint | undefined
  for await (const { args, blockNumber } of updatesBackwards(rpcLogs(), client, {
    contractAddress: registryAddress(client.chain, parameters.contractAddress),
    ranges: parameters.ranges ?? defaultRanges,
    root,
    sessionKeyAddress,
    toBlock: await getBlockNumber(client, { cacheTime: 0 }),
  })) {
    // A session that drops everything names the four permissions of the Filecoin Warm Storage Service.
    const all = args.permissions.join() === DefaultFwssPermissions.join()
    const named = args.permissions.includes(permission)
    if (args.expiry === 0n && (named || all)) revokedIn = blockNumber
    if (args.expiry > 0n && named) return revokedIn
  }
  return
}
