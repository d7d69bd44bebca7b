import type { ReadContractErrorType, SignTypedDataErrorType } from 'viem/actions'
import { readCounter } from '../internal/readCounter.ts'
import { accountOf, featureAddress, type RootClient } from '../internal/registry.ts'
import { deadlineOf, sign, type WalletNotDeployedError } from '../internal/sign.ts'
import type { SignedLogout } from '../internal/signed.ts'
import { checkRoot } from '../internal/validate.ts'
import { defaultOrigin } from './login.ts'
import type { logout } from './logout.ts'

/**
 * Signs that a session key gives up all that it holds from a root, for somebody else to submit and to pay. Needs this
 * package's registry.
 *
 * @param client - Client of the session key.
 * @param parameters - {@link signLogout.Parameters}
 * @returns Plain JSON for `sendSigned`. {@link signLogout.ReturnType}
 * @throws {@link signLogout.ErrorType}
 *
 * @example
 * ```ts
 * import { signLogout } from 'foc-session-keys'
 *
 * const signed = await signLogout(sessionKey.client, { root: sessionKey.rootAddress })
 * ```
 */
export async function signLogout(
  client: RootClient,
  parameters: signLogout.Parameters,
): Promise<signLogout.ReturnType> {
  const { origin = defaultOrigin } = parameters
  const contractAddress = featureAddress(client.chain, parameters.contractAddress, 'logoutBySig')
  const identity = checkRoot(parameters.root)
  const signer = accountOf(client).address
  const deadline = await deadlineOf(client, parameters.deadline)
  const generation = await readCounter(client, { contractAddress, root: identity }, 'generationOf', signer)
  const message = { deadline, generation, identity, origin, signer }
  const signature = await sign(client, contractAddress, 'Logout', message, signer)
  return {
    chainId: client.chain.id,
    contractAddress,
    message: {
      deadline: deadline.toString(),
      generation: generation.toString(),
      identity,
      origin,
      signer,
    },
    signature,
    type: 'Logout',
  }
}

export declare namespace signLogout {
  type Parameters = logout.PrepareParameters & {
    /** Unix seconds, inclusive: the last second in which it may be submitted. Default: in one hour. */
    deadline?: bigint | undefined
  }

  type ReturnType = SignedLogout

  type ErrorType = logout.ErrorType | ReadContractErrorType | SignTypedDataErrorType | WalletNotDeployedError
}
