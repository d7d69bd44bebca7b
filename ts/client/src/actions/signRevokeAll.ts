import type { Address } from 'viem'
import type { ReadContractErrorType, SignTypedDataErrorType } from 'viem/actions'
import { readCounter } from '../internal/readCounter.ts'
import { accountOf, featureAddress, type RootClient } from '../internal/registry.ts'
import { deadlineOf, sign, type WalletNotDeployedError } from '../internal/sign.ts'
import type { SignedRevokeAll } from '../internal/signed.ts'
import { checkRoot, checkSessionKeyAddress, NoSessionKeysError } from '../internal/validate.ts'
import { defaultOrigin } from './login.ts'
import type { revokeAll } from './revokeAll.ts'

/**
 * Signs a revocation of everything that session keys hold, for somebody else to submit and to pay. A grant that the root
 * signed earlier cannot make it void. Needs this package's registry.
 *
 * @param client - Client of the root, or of the owner of a smart-contract root.
 * @param parameters - {@link signRevokeAll.Parameters}
 * @returns Plain JSON for `sendSigned`. {@link signRevokeAll.ReturnType}
 * @throws {@link signRevokeAll.ErrorType}
 *
 * @example
 * ```ts
 * import { signRevokeAll } from 'foc-session-keys'
 *
 * const signed = await signRevokeAll(client, { sessionKeyAddresses: ['0x…'] })
 * ```
 */
export async function signRevokeAll(
  client: RootClient,
  parameters: signRevokeAll.Parameters,
): Promise<signRevokeAll.ReturnType> {
  const { origin = defaultOrigin, sessionKeyAddresses } = parameters
  const contractAddress = featureAddress(client.chain, parameters.contractAddress, 'revokeAllBySig')
  const identity = checkRoot(parameters.root ?? accountOf(client))
  if (sessionKeyAddresses.length === 0) throw new NoSessionKeysError()
  const signers = [...new Set(sessionKeyAddresses.map(checkSessionKeyAddress))]
  const deadline = await deadlineOf(client, parameters.deadline)
  const revocations = await Promise.all(
    signers.map(async (signer) => ({
      generation: await readCounter(client, { contractAddress, root: identity }, 'generationOf', signer),
      signer,
    })),
  )
  const message = { deadline, identity, origin, revocations }
  const signature = await sign(client, contractAddress, 'RevokeAll', message, identity)
  return {
    chainId: client.chain.id,
    contractAddress,
    message: {
      deadline: deadline.toString(),
      identity,
      origin,
      revocations: revocations.map(({ generation, signer }) => ({
        generation: generation.toString(),
        signer,
      })),
    },
    signature,
    type: 'RevokeAll',
  }
}

export declare namespace signRevokeAll {
  type Parameters = revokeAll.PrepareParameters & {
    /** Unix seconds, inclusive: the last second in which it may be submitted. Default: in one hour. */
    deadline?: bigint | undefined
    /** The wallet that granted, if that is a contract whose owner signs. Default: the client's account. */
    root?: Address | { address: Address } | undefined
  }

  type ReturnType = SignedRevokeAll

  type ErrorType =
    | revokeAll.ErrorType
    | ReadContractErrorType
    | SignTypedDataErrorType
    | WalletNotDeployedError
}
