import { type Address, getAddress, isHash, parseAbi, zeroAddress } from 'viem'
import { AuthorizationExpiredError, InvalidSignatureError, NotAuthorizedError } from '../errors.ts'
import { LimitExceededError } from '../limits/limitExceededError.ts'
import type { Policy } from '../limits/policy.ts'
import { PolicyNotGrantedError } from '../limits/policyNotGrantedError.ts'
import { termsOf } from '../limits/struct.ts'
import { DefaultFwssPermissions, LegacyPermission, Permission, permissionName } from '../permissions.ts'
import { decodeRevert } from './revert.ts'
import { textsOf } from './textsOf.ts'
import { checkPermission } from './validate.ts'

/**
 * What the Filecoin Warm Storage Service that is live says when it does not take a signature, whatever the reason. `actual` is
 * who signed.
 */
const liveAbi = /*#__PURE__*/ parseAbi(['error InvalidSignature(address expected, address actual)'])

/** The same in words, as the Synapse SDK writes it, which drops the data. */
const liveWords =
  /InvalidSignature(?:\(address expected, address actual\))?[^(]{0,99}\((0x[\da-f]{40}),\s{0,9}(0x[\da-f]{40})\)/i

/** What a storage provider of the devnet says. */
const devnetWords =
  /(?:NotAuthorized|AuthorizationExpired): payer=(0x[\da-f]{40}), signer=(0x[\da-f]{40}), operation=(\w{1,66})(?:, expiry=(\d{1,78}))?/i

/** The same of a limit. */
const limitWords =
  /LimitExceeded: payer=(0x[\da-f]{40}), signer=(0x[\da-f]{40}), permission=(0x[\da-f]{64}), limit=(\d{1,78}), used=(\d{1,78}), asked=(\d{1,78})/i

/** The same of a policy. */
const policyWords =
  /PolicyNotGranted: payer=(0x[\da-f]{40}), signer=(0x[\da-f]{40}), policy=\{operation=(\w{1,66}), dataSetId=(\d{1,78}), provider=(0x[\da-f]{40}), limit=(\d{1,78})\}/i

/** What the Synapse SDK says that it asked a storage provider to do, and what that takes, in the order of the contract's checks. */
const operations: readonly (readonly [RegExp, readonly Permission[]])[] = [
  [/^add ?pieces/i, [Permission.AddPieces]],
  [/^(?:delete|removal)/i, [Permission.SchedulePieceRemoval]],
  [/^terminat/i, [Permission.TerminateDataSet]],
  // One request creates a data set and adds pieces.
  [/^/, [Permission.CreateDataSet, Permission.AddPieces]],
]

const anyOperation =
  /add ?pieces|delete ?piece|removal|terminat|create ?data ?set|data ?set creation|pull pieces/i

/** The permissions of which one was missing when the Synapse SDK threw this. */
function candidatesOf(error: unknown): readonly Permission[] {
  let said: string | undefined
  // The innermost says it best: those around it quote it. Each begins with it, before it quotes the provider.
  for (const text of textsOf(error)) said = anyOperation.exec(text)?.[0] ?? said
  if (!said) return DefaultFwssPermissions
  return operations.find(([words]) => words.test(said))?.[1] ?? DefaultFwssPermissions
}

type Refusal =
  | AuthorizationExpiredError
  | InvalidSignatureError
  | LimitExceededError
  | NotAuthorizedError
  | PolicyNotGrantedError

/**
 * What a refusal means whose data is the live contract's, or that arrives in words.
 *
 * @param policies - What permissions may be the hashes of.
 */
export function decodeRefusal(error: unknown, policies: readonly Policy[]): Refusal | undefined {
  const policyOf = (permission: Permission) => policies.find(({ hash }) => hash === permission)
  const refused = (root: Address, sessionKeyAddress: Address): Refusal =>
    // Zero when nobody can be recovered from the signature.
    sessionKeyAddress === zeroAddress
      ? new InvalidSignatureError({ account: root })
      : new NotAuthorizedError({ candidates: candidatesOf(error), cause: error, root, sessionKeyAddress })

  const decoded = decodeRevert<typeof liveAbi, Refusal>(
    error,
    liveAbi,
    { InvalidSignature: ([expected, actual]) => refused(expected, actual) },
    textsOf(error),
  )
  if (decoded) return decoded
  for (const text of textsOf(error)) {
    const [, expected, actual] = liveWords.exec(text) ?? []
    if (expected && actual) return refused(getAddress(expected), getAddress(actual))
    const exceeded = limitWords.exec(text)
    if (exceeded) return limitExceeded(exceeded, error, policyOf)
    const notGranted = policyWords.exec(text)
    if (notGranted) return policyNotGranted(notGranted, error)
    const [, payer, signer, operation, expiry] = devnetWords.exec(text) ?? []
    const permission = operation && permissionOf(operation)
    if (!payer || !signer || !permission) continue
    const values = { cause: error, root: getAddress(payer), sessionKeyAddress: getAddress(signer) }
    return expiry
      ? new AuthorizationExpiredError({
          ...values,
          expiry: BigInt(expiry),
          permission,
          policy: policyOf(permission),
        })
      : new NotAuthorizedError({ ...values, candidates: [permission], policies })
  }
  return undefined
}

function limitExceeded(
  [, root, sessionKeyAddress, hash, ...amounts]: RegExpExecArray,
  cause: unknown,
  policyOf: (permission: Permission) => Policy | undefined,
): LimitExceededError {
  const [limit = 0n, used = 0n, asked = 0n] = amounts.map(BigInt)
  const permission = checkPermission(hash as Permission)
  return new LimitExceededError({
    asked,
    cause,
    limit,
    permission,
    policy: policyOf(permission),
    root: getAddress(root as Address),
    sessionKeyAddress: getAddress(sessionKeyAddress as Address),
    used,
  })
}

/** Nothing for an operation that has no such name. */
function policyNotGranted(
  [, root, sessionKeyAddress, name = '', dataSetId = '', provider, limit = '']: RegExpExecArray,
  cause: unknown,
): PolicyNotGrantedError | undefined {
  const operation = permissionOf(name)
  if (!operation) return undefined
  return new PolicyNotGrantedError({
    cause,
    policy: termsOf({
      dataSetId: BigInt(dataSetId),
      limit: BigInt(limit),
      operation,
      provider: getAddress(provider as Address),
    }),
    root: getAddress(root as Address),
    sessionKeyAddress: getAddress(sessionKeyAddress as Address),
  })
}

/** A permission by its name, or as it is. */
function permissionOf(name: string): Permission | undefined {
  if (isHash(name)) return checkPermission(name as Permission)
  const known = [...DefaultFwssPermissions, ...Object.values(LegacyPermission)]
  return known.find((permission) => permissionName(permission) === name)
}
