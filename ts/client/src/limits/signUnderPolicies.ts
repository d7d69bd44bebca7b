import { hashTypedData } from 'viem'
import { answersFor } from '../internal/legacy.ts'
import { checkPermission, isPolicy, type PermissionOrPolicy } from '../internal/validate.ts'
import type { Permission } from '../permissions.ts'
import type { SessionKey } from '../sessionKey.ts'
import { authorizerOf } from './authorizer.ts'
import { grantChooser } from './chooseGrant.ts'
import { type Signer, sealEnvelope } from './envelope.ts'
import { type AnyTypedData, readOperation } from './operation.ts'

/**
 * Lets a session key sign under what it was made with: for each message it presents the narrowest of its grants that allows it. A
 * secp256k1 key whose grant is a whole operation signs it plainly.
 *
 * @param permissions - What the key was made with.
 * @param p256 - What signs for a P-256 key, whose messages always go in envelopes. Default: the key's own account.
 */
export function signUnderPolicies(
  sessionKey: SessionKey,
  permissions: readonly PermissionOrPolicy[],
  p256?: Signer['sign'],
): void {
  const { account, client, rootAddress: root } = sessionKey
  authorizerOf(client.chain, p256 ? 'P-256 keys' : 'policies')
  const { sign, signTypedData } = account
  const signer: Signer = p256
    ? { curve: 'P-256', sign: p256 }
    : { curve: 'secp256k1', sign: (hash) => sign({ hash }) }
  const choose = grantChooser(sessionKey, permissions)
  answerForOperations(sessionKey, permissions)
  account.signTypedData = async (typedData) => {
    const given = typedData as AnyTypedData
    // What the registry takes is no operation of a service, and it opens no envelopes.
    const isForRegistry = given.domain?.name === 'SessionKeyRegistry'
    const presented = isForRegistry ? undefined : await choose(readOperation(given))
    if (presented && (p256 || typeof presented === 'object'))
      return sealEnvelope(signer, { digest: hashTypedData(given), presented, root })
    return p256 ? p256(hashTypedData(given)) : signTypedData(typedData)
  }
}

/** A policy that holds answers for its operation: the Synapse SDK asks whether that is permitted, and not how much of it. */
function answerForOperations(sessionKey: SessionKey, permissions: readonly PermissionOrPolicy[]): void {
  const { hasPermission } = sessionKey
  const policies = permissions.filter(isPolicy)
  const isKnown = (hash: Permission) => sessionKey.expirations[hash] !== undefined
  sessionKey.hasPermission = (permission, options) => {
    const hash = checkPermission(permission)
    const asked = answersFor(hash)
    const answering = policies.filter(({ hash, operation }) => asked.includes(operation) && isKnown(hash))
    if (answering.some((one) => hasPermission(one, options))) return true
    // Where nothing at all was read, the key itself says so.
    return answering.length > 0 && !asked.some(isKnown)
      ? false
      : hasPermission(policies.find((one) => one.hash === hash) ?? permission, options)
  }
  sessionKey.hasPermissions = (list, options) => list.every((one) => sessionKey.hasPermission(one, options))
}
