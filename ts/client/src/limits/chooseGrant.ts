import { type Address, isAddressEqual } from 'viem'
import { AuthorizationExpiredError, NotAuthorizedError } from '../errors.ts'
import { isPolicy, type PermissionOrPolicy } from '../internal/validate.ts'
import type { Permission } from '../permissions.ts'
import { scopeToDataSet } from '../scopeToDataSet.ts'
import type { SessionKey } from '../sessionKey.ts'
import { LimitExceededError } from './limitExceededError.ts'
import type { Operation } from './operation.ts'
import { OutsidePolicyError } from './outsidePolicyError.ts'
import type { Policy } from './policy.ts'
import { dataSetFinder, readUsage } from './readUsage.ts'

/**
 * Chooses what a session key presents: of its policies for what is asked the narrowest that is granted, fits and has enough left;
 * else the permission for the whole operation, if it was made with that.
 *
 * A key without a policy for the operation asks nobody. Otherwise at most two requests: which data set is meant, once for each, if
 * a policy names data set or provider; then what is left, and who the provider is, together.
 *
 * @returns The policy; or the operation itself.
 */
export function grantChooser(sessionKey: SessionKey, permissions: readonly PermissionOrPolicy[]) {
  const { address: sessionKeyAddress, client, rootAddress: root } = sessionKey
  const findDataSet = dataSetFinder(client, root)
  const whole = permissions.filter((one): one is Permission => !isPolicy(one))
  const holds = (permission: PermissionOrPolicy) => sessionKey.hasPermission(permission)

  return async (operation: Operation): Promise<Permission | Policy> => {
    const { amount, permission, service } = operation
    const policies = permissions.filter(isPolicy).filter((one) => one.operation === permission)
    if (policies.length === 0 || !service) return permission
    const unread = policies.some(({ hash }) => sessionKey.expirations[hash] === undefined)
    if (unread) await sessionKey.syncExpirations()
    const granted = policies.filter(holds).sort(byNarrowness)
    /** What is left when no policy does. */
    const orWhole = (error: (dataSetId?: bigint) => Error, dataSetId?: bigint) => {
      const grants =
        dataSetId === undefined ? [permission] : [permission, scopeToDataSet(permission, dataSetId)]
      if (grants.some((one) => whole.includes(one) && holds(one))) return permission
      throw error()
    }
    const values = { root, sessionKeyAddress }
    if (granted.length === 0) return orWhole(() => neverGranted(sessionKey, policies, values))

    const isPinned = granted.some(({ dataSetId, provider }) => dataSetId !== undefined || provider)
    const dataSetId = isPinned ? await findDataSet(operation) : undefined
    const { provider, usages } = await readUsage(client, {
      dataSetId: granted.some((one) => one.provider) ? dataSetId : undefined,
      policies: granted.filter(({ limit }) => limit !== undefined),
      root,
      service,
      sessionKeyAddress,
    })
    const where = { dataSetId, provider: provider ?? findDataSet.payeeOf(operation) }
    const fitting = granted.filter((one) => fits(one, where))
    if (fitting.length === 0)
      return orWhole(
        () => new OutsidePolicyError({ ...where, ...values, permission, policies: granted }),
        dataSetId,
      )
    const enough = fitting.find(
      ({ hash, limit }) => limit === undefined || (usages.get(hash) ?? 0n) + amount <= limit,
    )
    if (enough) return enough
    const best = fitting.reduce((a, b) => (leftOf(a, usages) >= leftOf(b, usages) ? a : b))
    return orWhole(
      () =>
        new LimitExceededError({
          ...values,
          asked: amount,
          limit: best.limit ?? 0n,
          permission: best.hash,
          policy: best,
          used: usages.get(best.hash) ?? 0n,
        }),
      dataSetId,
    )
  }
}

const leftOf = ({ hash, limit = 0n }: Policy, usages: ReadonlyMap<Permission, bigint>) =>
  limit - (usages.get(hash) ?? 0n)

/** One for a data set before one for a provider, and of two alike the one with the lower limit. */
function byNarrowness(a: Policy, b: Policy): number {
  const width = ({ dataSetId, provider }: Policy) => (dataSetId === undefined ? 2 : 0) + (provider ? 0 : 1)
  const most = 2n ** 128n
  return width(a) - width(b) || ((a.limit ?? most) < (b.limit ?? most) ? -1 : 1)
}

const fits = (policy: Policy, where: { dataSetId: bigint | undefined; provider: Address | undefined }) =>
  (policy.dataSetId === undefined || policy.dataSetId === where.dataSetId) &&
  (!policy.provider || (where.provider !== undefined && isAddressEqual(policy.provider, where.provider)))

/** Why none of the policies holds, with the error that the contract would refuse it with. */
function neverGranted(
  { expirations }: SessionKey,
  policies: readonly Policy[],
  values: { root: Address; sessionKeyAddress: Address },
): Error {
  const policy = policies.reduce((a, b) =>
    (expirations[a.hash] ?? 0n) >= (expirations[b.hash] ?? 0n) ? a : b,
  )
  const expiry = expirations[policy.hash] ?? 0n
  return expiry > 0n
    ? new AuthorizationExpiredError({ ...values, expiry, permission: policy.hash, policy })
    : new NotAuthorizedError({ ...values, candidates: policies.map(({ hash }) => hash), policies })
}
