import type { TransactionReceipt } from 'viem'
import { decodeError } from '../decodeError.ts'
import type { FundingFailedError } from '../errors.ts'
import { fundAbi } from '../internal/abi.ts'
import { prepareGrant } from '../internal/chainTime.ts'
import type { ReadClient, RootClient } from '../internal/registry.ts'
import type { AuthorizationsUpdated } from '../internal/updates.ts'
import { checkPermissions } from '../internal/validate.ts'
import { type WriteParameters, writeRegistry } from '../internal/writeRegistry.ts'
import { type WaitParameters, writeRegistrySync } from '../internal/writeRegistrySync.ts'
import { DefaultFwssPermissions } from '../permissions.ts'
import { login, type loginSync } from './login.ts'

/**
 * {@link login}, and sends FIL to the session key in the same transaction. A key that only signs for storage providers
 * needs none; one that sends transactions of its own does.
 *
 * @param client - Client of the root.
 * @param parameters - {@link loginAndFund.Parameters}
 * @returns Hash of the transaction. {@link loginAndFund.ReturnType}
 * @throws {@link loginAndFund.ErrorType}
 *
 * @example
 * ```ts
 * import { loginAndFund } from 'foc-session-keys'
 * import { parseEther } from 'viem'
 *
 * const hash = await loginAndFund(client, { sessionKeyAddress: '0x…', value: parseEther('0.1') })
 * ```
 */
export async function loginAndFund(
  client: RootClient,
  parameters: loginAndFund.Parameters,
): Promise<loginAndFund.ReturnType> {
  return writeRegistry(
    client,
    await prepareGrant(client, parameters, loginAndFund.prepare),
    parameters,
    decodeError,
  )
}

/** The call without sending it, for `writeContract`, `sendCalls` and other batches. */
loginAndFund.prepare = (client: ReadClient, parameters: loginAndFund.PrepareParameters) => {
  const { permissions = DefaultFwssPermissions } = parameters
  // Checks policies, too, which go by their hashes here.
  login.prepare(client, parameters)
  return {
    ...login.prepare(client, { ...parameters, permissions: checkPermissions(permissions) }),
    abi: fundAbi,
    functionName: 'loginAndFund',
    value: parameters.value,
  } as const
}

loginAndFund.extractEvent = login.extractEvent

export declare namespace loginAndFund {
  type Parameters = loginAndFund.PrepareParameters & WriteParameters

  type PrepareParameters = login.PrepareParameters & {
    /** What to send to the session key, in attoFIL. */
    value: bigint
  }

  type ReturnType = login.ReturnType

  type ErrorType = FundingFailedError | login.ErrorType
}

/**
 * {@link loginAndFund}, and waits until the transaction is mined.
 *
 * @param client - Client of the root.
 * @param parameters - {@link loginAndFundSync.Parameters}
 * @returns The receipt, and what the registry said. {@link loginAndFundSync.ReturnType}
 * @throws {@link loginAndFundSync.ErrorType}
 */
export async function loginAndFundSync(
  client: RootClient,
  parameters: loginAndFundSync.Parameters,
): Promise<loginAndFundSync.ReturnType> {
  const { receipt, events } = await writeRegistrySync(
    client,
    await prepareGrant(client, parameters, loginAndFund.prepare),
    parameters,
    decodeError,
  )
  return { receipt, event: events[0] }
}

export declare namespace loginAndFundSync {
  type Parameters = loginAndFund.Parameters & WaitParameters

  type ReturnType = { receipt: TransactionReceipt; event: AuthorizationsUpdated }

  type ErrorType = FundingFailedError | loginSync.ErrorType
}
