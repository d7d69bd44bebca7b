import type { Address, Hash, Log, TransactionReceipt } from 'viem'
import type { WaitForTransactionReceiptErrorType, WriteContractErrorType } from 'viem/actions'
import { coreAbi } from '../internal/abi.ts'
import { prepareGrant } from '../internal/chainTime.ts'
import {
  type MissingAccountError,
  type MissingChainContractError,
  type ReadClient,
  type RootClient,
  registryAddress,
} from '../internal/registry.ts'
import { unixTime } from '../internal/unixTime.ts'
import { type AuthorizationsUpdated, extractUpdates } from '../internal/updates.ts'
import {
  checkExpiry,
  checkPermissions,
  checkSessionKeyAddress,
  type ExpiryInMillisecondsError,
  type ExpiryInPastError,
  type InvalidPermissionError,
  type InvalidSessionKeyAddressError,
  isPolicy,
  type NoPermissionsError,
  type PermissionOrPolicy,
} from '../internal/validate.ts'
import { type RegistryNotFoundError, type WriteParameters, writeRegistry } from '../internal/writeRegistry.ts'
import {
  type NothingUpdatedError,
  type TransactionReplacedError,
  type TransactionRevertedError,
  type WaitParameters,
  writeRegistrySync,
} from '../internal/writeRegistrySync.ts'
import type { PoliciesCall } from '../limits/grantPolicies.ts'
import { DefaultFwssPermissions, type Permission } from '../permissions.ts'

/** Who is said to have made a change, unless said otherwise. */
export const defaultOrigin = 'foc-session-keys'

/** The expiry of a grant that is only prepared, without asking the chain: in one hour by this machine's clock, in Unix seconds. */
const defaultExpiry = () => unixTime() + 3600n

/**
 * Lets a session key act for the client's account. Each permission gets this expiry, whether it was granted before, for
 * longer or for shorter, or not at all: calling it again renews. Other permissions stay as they are.
 *
 * `login.prepare` is the call without sending it, for a batch, as every write has it, on a client that was extended, too, and
 * `login.extractEvent` the event among the logs of a receipt.
 *
 * @param client - Client of the root.
 * @param parameters - {@link login.Parameters}
 * @returns Hash of the transaction. {@link login.ReturnType}
 * @throws {@link login.ErrorType}
 *
 * @example
 * ```ts
 * import { DefaultFwssPermissions, login } from 'foc-session-keys'
 * import { calibration } from 'foc-session-keys/chains'
 * import { createWalletClient, http } from 'viem'
 * import { privateKeyToAccount } from 'viem/accounts'
 *
 * const client = createWalletClient({ account: privateKeyToAccount('0x…'), chain: calibration, transport: http() })
 * const hash = await login(client, {
 *   sessionKeyAddress: '0x…',
 *   permissions: DefaultFwssPermissions,
 *   expiry: BigInt(Math.floor(Date.now() / 1000) + 3600),
 * })
 * ```
 */
export async function login(client: RootClient, parameters: login.Parameters): Promise<login.ReturnType> {
  return writeRegistry(client, await prepareGrant(client, parameters, login.prepare), parameters)
}

/**
 * The call without sending it, for a batch.
 *
 * @example
 * ```ts
 * await sendCalls(client, { calls: [login.prepare(client, { sessionKeyAddress: '0x…' })] })
 * ```
 */
login.prepare = prepare

function prepare(
  client: ReadClient,
  parameters: login.PrepareParameters & { permissions?: readonly Permission[] | undefined },
): LoginCall
function prepare(client: ReadClient, parameters: login.PrepareParameters): LoginCall | PoliciesCall
function prepare(client: ReadClient, parameters: login.PrepareParameters): LoginCall | PoliciesCall {
  const {
    contractAddress,
    expiry = defaultExpiry(),
    origin = defaultOrigin,
    permissions = DefaultFwssPermissions,
    sessionKeyAddress,
  } = parameters
  const address = registryAddress(client.chain, contractAddress)
  const call: LoginCall = {
    abi: coreAbi,
    address,
    args: [
      checkSessionKeyAddress(sessionKeyAddress),
      checkExpiry(expiry),
      checkPermissions(permissions),
      origin,
    ],
    functionName: 'login',
    to: address,
  }
  // A policy brings along what it takes to say on chain what it is.
  return permissions.find(isPolicy)?.grant(call, client.chain, permissions) ?? call
}

/** The call of a grant, as its arguments are in the registry's ABI. */
export type LoginCall = {
  abi: typeof coreAbi
  address: Address
  args: readonly [signer: Address, expiry: bigint, permissions: Permission[], origin: string]
  functionName: 'login'
  to: Address
}

/** The first `AuthorizationsUpdated` among the logs of a receipt. */
login.extractEvent = (logs: readonly Log[]): AuthorizationsUpdated | undefined => {
  return extractUpdates(logs)[0]
}

export declare namespace login {
  type Parameters = login.PrepareParameters & WriteParameters

  type PrepareParameters = {
    /** Address of the registry. Default: the chain's. */
    contractAddress?: Address | undefined
    /** Unix seconds, inclusive: the grant holds up to and in this second. Default: in one hour, by the later
     * of this machine's clock and the chain's; where it is only prepared, by this machine's. */
    expiry?: bigint | undefined
    /** Text that everybody can read, such as the name of the app. Default: `foc-session-keys`. */
    origin?: string | undefined
    /** What the key may do; at least one. Default: {@link DefaultFwssPermissions}. */
    permissions?: readonly PermissionOrPolicy[] | undefined
    /** Address of the session key. */
    sessionKeyAddress: Address
  }

  type ReturnType = Hash

  type ErrorType =
    | ExpiryInMillisecondsError
    | ExpiryInPastError
    | InvalidPermissionError
    | InvalidSessionKeyAddressError
    | MissingAccountError
    | MissingChainContractError
    | NoPermissionsError
    | RegistryNotFoundError
    | WriteContractErrorType
}

/**
 * {@link login}, and waits until the transaction is mined.
 *
 * @param client - Client of the root.
 * @param parameters - {@link loginSync.Parameters}
 * @returns The receipt, and what the registry said. {@link loginSync.ReturnType}
 * @throws {@link loginSync.ErrorType}
 *
 * @example
 * ```ts
 * const { event } = await loginSync(client, { sessionKeyAddress: '0x…' })
 * console.log(event.args.expiry)
 * ```
 */
export async function loginSync(
  client: RootClient,
  parameters: loginSync.Parameters,
): Promise<loginSync.ReturnType> {
  const { receipt, events } = await writeRegistrySync(
    client,
    await prepareGrant(client, parameters, login.prepare),
    parameters,
  )
  return { receipt, event: events[0] }
}

export declare namespace loginSync {
  type Parameters = login.Parameters & WaitParameters

  type ReturnType = { receipt: TransactionReceipt; event: AuthorizationsUpdated }

  type ErrorType =
    | login.ErrorType
    | NothingUpdatedError
    | TransactionReplacedError
    | TransactionRevertedError
    | WaitForTransactionReceiptErrorType
}
