import type { Address } from 'viem'
import type { ReadContractErrorType, SignTypedDataErrorType } from 'viem/actions'
import { inOneHour } from '../internal/chainTime.ts'
import { readCounter } from '../internal/readCounter.ts'
import {
  accountOf,
  featureAddress,
  type RegistryFeatureError,
  type RootClient,
} from '../internal/registry.ts'
import { deadlineOf, sign, type WalletNotDeployedError } from '../internal/sign.ts'
import type { SignedLogin, SignedLoginWithPolicies } from '../internal/signed.ts'
import { checkUint } from '../internal/uint.ts'
import { checkExpiry, checkRoot } from '../internal/validate.ts'
import type { Permission } from '../permissions.ts'
import { defaultOrigin, login } from './login.ts'

/**
 * Signs a grant for somebody else to submit and to pay: a root without FIL can log in. It is good once, until its deadline,
 * and until the root does anything else to this session. Needs this package's registry.
 *
 * @param client - Client of the root, or of the owner of a smart-contract root.
 * @param parameters - {@link signLogin.Parameters}
 * @returns Plain JSON for `sendSigned`. {@link signLogin.ReturnType}
 * @throws {@link signLogin.ErrorType}
 *
 * @example
 * ```ts
 * import { signLogin } from 'foc-session-keys'
 *
 * const signed = await signLogin(client, { sessionKeyAddress: '0x…' })
 * await fetch('/relay', { body: JSON.stringify(signed), method: 'POST' })
 * ```
 */
export async function signLogin(
  client: RootClient,
  parameters: signLogin.Parameters & { permissions?: readonly Permission[] | undefined },
): Promise<SignedLogin>
export async function signLogin(
  client: RootClient,
  parameters: signLogin.Parameters,
): Promise<signLogin.ReturnType>
export async function signLogin(
  client: RootClient,
  parameters: signLogin.Parameters,
): Promise<signLogin.ReturnType> {
  const contractAddress = featureAddress(client.chain, parameters.contractAddress, 'loginBySig')
  const identity = checkRoot(parameters.root ?? accountOf(client))
  const call = login.prepare(client, parameters)
  const [signer, , permissions] = call.args
  const { origin = defaultOrigin } = parameters
  const { deadline, expiry } = await timesOf(client, parameters)
  const nonce =
    parameters.nonce ?? (await readCounter(client, { contractAddress, root: identity }, 'nonceOf', signer))
  const grant = { deadline, expiry, identity, nonce, origin, permissions, signer }
  const written = {
    ...grant,
    deadline: deadline.toString(),
    expiry: expiry.toString(),
    nonce: nonce.toString(),
  }
  const at = { chainId: client.chain.id, contractAddress }
  if (call.functionName === 'login') {
    const type = 'Login'
    return {
      ...at,
      message: written,
      signature: await sign(client, contractAddress, type, grant, identity),
      type,
    }
  }
  const type = 'LoginWithPolicies'
  const policies = call.args[3]
  return {
    ...at,
    message: {
      ...written,
      policies: policies.map(({ dataSetId, limit, operation, provider }) => ({
        dataSetId: dataSetId.toString(),
        limit: limit.toString(),
        operation,
        provider,
      })),
    },
    signature: await sign(client, contractAddress, type, { ...grant, policies }, identity),
    type,
  }
}

/** When it ends, and until when it may be submitted: for what is not given, the chain is asked once. */
async function timesOf(client: RootClient, { deadline, expiry }: signLogin.Parameters) {
  if (expiry !== undefined)
    return { deadline: await deadlineOf(client, deadline), expiry: checkExpiry(expiry) }
  const soon = await inOneHour(client)
  return { deadline: checkUint('deadline', deadline) ?? soon, expiry: soon }
}

export declare namespace signLogin {
  type Parameters = login.PrepareParameters & {
    /** Unix seconds, inclusive: the last second in which it may be submitted. Default: in one hour. */
    deadline?: bigint | undefined
    /** The session's nonce. Default: read from the registry. */
    nonce?: bigint | undefined
    /** The wallet that grants, if that is a contract whose owner signs. Default: the client's account. */
    root?: Address | { address: Address } | undefined
  }

  /** The second where it grants policies. */
  type ReturnType = SignedLogin | SignedLoginWithPolicies

  type ErrorType =
    | login.ErrorType
    | ReadContractErrorType
    | RegistryFeatureError
    | SignTypedDataErrorType
    | WalletNotDeployedError
}
