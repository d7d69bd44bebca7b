import type { Address } from 'viem'
import { getBlockNumber } from 'viem/actions'
import { decodeError } from '../decodeError.ts'
import { AuthorizationExpiredError, AuthorizationRevokedError, NotAuthorizedError } from '../errors.ts'
import { updatesBackwards } from '../internal/logs.ts'
import { type ReadClient, registryAddress } from '../internal/registry.ts'
import { DefaultFwssPermissions } from '../permissions.ts'
import { rpcLogs } from '../rpcLogs.ts'
import { readExpirations } from './getExpirations.ts'

/** How many ranges of 2 000 blocks to search for an earlier grant unless said otherwise: three weeks on Filecoin. */
const defaultRanges = 30

/**
 * `decodeError`, and tells a permission that was never granted from one that ran out and from one that was taken back, which only
 * the registry can tell. When that cannot be asked, it says what `decodeError` says.
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
  const decoded = decodeError(error, parameters)
  if (!(decoded instanceof NotAuthorizedError)) return decoded
  // What is to be explained must not be lost to a node that does not answer.
  return askRegistry(client, decoded, parameters).catch(() => decoded)
}

async function askRegistry(
  client: ReadClient,
  decoded: NotAuthorizedError,
  parameters: explainError.Parameters,
): Promise<explainError.ReturnType> {
  const { contractAddress, ranges = defaultRanges } = parameters
  const { candidates, root, sessionKeyAddress } = decoded
  const { expirations, timestamp } = await readExpirations(client, {
    contractAddress,
    permissions: candidates,
    root,
    sessionKeyAddress,
  })
  // What holds was not missing. When nothing is known, it must be clear what was.
  const missing = candidates.filter((one) => timestamp > (expirations[one] ?? 0n))
  const [permission] = missing
  if (!permission || (!decoded.permission && missing.length < candidates.length)) return decoded
  const policies = parameters.policies ?? decoded.policies
  const policy = policies.find(({ hash }) => hash === permission)
  const values = { cause: decoded, permission, policy, root, sessionKeyAddress }
  const expiry = expirations[permission] ?? 0n
  if (expiry > 0n) return new AuthorizationExpiredError({ ...values, expiry })

  let revokedIn: bigint | undefined
  for await (const { args, blockNumber } of updatesBackwards(rpcLogs(), client, {
    contractAddress: registryAddress(client.chain, contractAddress),
    ranges,
    root,
    sessionKeyAddress,
    toBlock: await getBlockNumber(client, { cacheTime: 0 }),
  })) {
    // A session that drops everything names the four permissions of the Filecoin Warm Storage Service.
    const all = args.permissions.join() === DefaultFwssPermissions.join()
    const named = args.permissions.includes(permission)
    if (args.expiry === 0n && (named || all)) revokedIn = blockNumber
    if (args.expiry === 0n || !named) continue
    if (revokedIn === undefined) break
    return new AuthorizationRevokedError({ ...values, blockNumber: revokedIn })
  }
  return decoded.permission === permission
    ? decoded
    : new NotAuthorizedError({ cause: decoded, candidates: [permission], policies, root, sessionKeyAddress })
}

export declare namespace explainError {
  type Parameters = decodeError.Options & {
    /** Address of the registry. Default: the chain's. */
    contractAddress?: Address | undefined
    /** How many ranges of 2 000 blocks to search for an earlier grant. Default: 30. */
    ranges?: number | undefined
  }

  type ReturnType = AuthorizationRevokedError | decodeError.ReturnType
}
