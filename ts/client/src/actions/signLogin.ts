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
import type { SignedLogin } from '../internal/signed.ts'
import { checkUint } from '../internal/uint.ts'
import { checkExpiry, checkPermissions, checkRoot, checkSessionKeyAddress } from '../internal/validate.ts'
import { DefaultFwssPermissions } from '../permissions.ts'
import { defaultOrigin, type login } from './login.ts'

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
  parameters: signLogin.Parameters,
): Promise<signLogin.ReturnType> {
  const { origin = defaultOrigin, permissions = DefaultFwssPermissions } = parameters
  const contractAddress = featureAddress(client.chain, parameters.contractAddress, 'loginBySig')
  const identity = checkRoot(parameters.root ?? accountOf(client))
  const signer = checkSessionKeyAddress(parameters.sessionKeyAddress)
  const checked = { identity, origin, permissions: checkPermissions(permissions), signer }
  const { deadline, expiry } = await timesOf(client, parameters)
  const grant = { ...checked, expiry }
  const nonce =
    parameters.nonce ?? (await readCounter(client, { contractAddress, root: identity }, 'nonceOf', signer))
  const signature = await sign(client, contractAddress, 'Login', { ...grant, deadline, nonce }, identity)
  return {
    chainId: client.chain.id,
    contractAddress,
    message: {
      ...grant,
      deadline: deadline.toString(),
      expiry: grant.expiry.toString(),
      nonce: nonce.toString(),
    },
    signature,
    type: 'Login',
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

  type ReturnType = SignedLogin

  type ErrorType =
    | login.ErrorType
    | ReadContractErrorType
    | RegistryFeatureError
    | SignTypedDataErrorType
    | WalletNotDeployedError
}
