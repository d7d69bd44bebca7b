import { type Address, type Hash, isAddressEqual, type TransactionReceipt } from 'viem'
import {
  getBlock,
  getTransactionReceipt,
  type WaitForTransactionReceiptErrorType,
  type WriteContractErrorType,
} from 'viem/actions'
import { decodeError } from '../decodeError.ts'
import {
  type InvalidSignatureError,
  SignatureExpiredError,
  StaleGenerationError,
  StaleNonceError,
} from '../errors.ts'
import { bySigAbi } from '../internal/abi.ts'
import { updatesBackwards } from '../internal/logs.ts'
import { readCounter } from '../internal/readCounter.ts'
import { LogsRefusedError } from '../internal/readLogs.ts'
import { type Block, readSession } from '../internal/readSessions.ts'
import {
  featureAddress,
  type MissingAccountError,
  type MissingChainContractError,
  type ReadClient,
  type RegistryFeatureError,
  type RootClient,
  withoutAccount,
} from '../internal/registry.ts'
import { type InvalidSignedMessageError, parseSigned, type SignedMessage } from '../internal/signed.ts'
import { type AuthorizationsUpdated, extractUpdates } from '../internal/updates.ts'
import { type RegistryNotFoundError, type WriteParameters, writeRegistry } from '../internal/writeRegistry.ts'
import {
  revertedError,
  type TransactionReplacedError,
  type TransactionRevertedError,
  type WaitParameters,
  waitForWrite,
} from '../internal/writeRegistrySync.ts'
import { hashOf, termsOf } from '../limits/struct.ts'
import { DefaultFwssPermissions, type Permission } from '../permissions.ts'
import { rpcLogs } from '../rpcLogs.ts'
import { SessionKeyError } from '../sessionKeyError.ts'

/** Where a signed message counts. */
type Destination = { chainId: number; contractAddress: Address }

/** Thrown for a message that was signed for another chain or another registry. */
export class SignedElsewhereError extends SessionKeyError {
  /** Where it would be submitted. */
  declare readonly expected: Destination
  /** What it was signed for. */
  declare readonly signed: Destination

  constructor(values: { expected: Destination; signed: Destination }) {
    const describe = ({ chainId, contractAddress }: Destination) =>
      `the registry at ${contractAddress} on chain ${chainId}`
    super(
      'SignedElsewhereError',
      `The message was signed for ${describe(values.signed)}, and this is ${describe(values.expected)}.`,
      'Submit it with a client of that chain, and pass `contractAddress` if you trust that registry.',
      values,
    )
  }
}

/** What takes a message. */
const functions = {
  Login: 'loginBySig',
  LoginWithPolicies: 'loginWithPoliciesBySig',
  Logout: 'logoutBySig',
  RevokeAll: 'revokeAllBySig',
} as const satisfies Record<SignedMessage['type'], string>

/** How many ranges of blocks to search for who submitted a message first: a week on Filecoin. */
const searchedRanges = 10

/** How long to wait for a stranger's transaction to be mined, in milliseconds: four blocks of Filecoin. */
const longestWait = 120_000

/**
 * Submits what somebody signed, and pays for it. If a stranger submitted it first, that is a success, too. If the stranger's
 * transaction is not mined yet, it is waited for, up to two minutes.
 *
 * @param client - Client of any account with FIL.
 * @param signed - What `signLogin`, `signRevokeAll` or `signLogout` returned, or its JSON, parsed.
 * @param parameters - {@link sendSigned.Parameters}
 * @returns Hash of the transaction, which may be the stranger's. {@link sendSigned.ReturnType}
 * @throws {@link sendSigned.ErrorType}
 *
 * @example
 * ```ts
 * import { sendSigned } from 'foc-session-keys'
 *
 * const hash = await sendSigned(relayerClient, JSON.parse(body))
 * ```
 */
export async function sendSigned(
  client: RootClient,
  signed: SignedMessage,
  parameters: sendSigned.Parameters = {},
): Promise<sendSigned.ReturnType> {
  const call = sendSigned.prepare(client, signed, parameters)
  try {
    return await writeRegistry(client, call, parameters, decodeError)
  } catch (error) {
    const overtaken =
      (error instanceof StaleNonceError && error.currentNonce > error.nonce) ||
      (error instanceof StaleGenerationError && error.currentGeneration > error.generation)
    if (!overtaken && !(error instanceof SignatureExpiredError)) throw error
    // What waits to be mined can no longer be in time when the deadline is over.
    const patience = overtaken ? longestWait : 0
    return (await findSubmitted(client, call.address, signed, patience)) ?? Promise.reject(error)
  }
}

/** The call without sending it, for `writeContract`, `sendCalls` and other batches. */
sendSigned.prepare = (
  client: ReadClient,
  signed: SignedMessage,
  parameters: sendSigned.PrepareParameters = {},
) => {
  const { message, type } = parseSigned(signed)
  const functionName = functions[type]
  const address = featureAddress(client.chain, parameters.contractAddress, functionName)
  const { chainId, contractAddress } = signed
  if (chainId !== client.chain.id || !isAddressEqual(contractAddress, address))
    throw new SignedElsewhereError({
      expected: { chainId: client.chain.id, contractAddress: address },
      signed: { chainId, contractAddress },
    })
  return { abi: bySigAbi, address, args: [message, signed.signature], functionName, to: address } as const
}

export declare namespace sendSigned {
  type Parameters = sendSigned.PrepareParameters & WriteParameters

  type PrepareParameters = {
    /** Address of the registry. Default: the chain's. */
    contractAddress?: Address | undefined
  }

  type ReturnType = Hash

  type ErrorType =
    | InvalidSignatureError
    | InvalidSignedMessageError
    | MissingAccountError
    | MissingChainContractError
    | RegistryFeatureError
    | RegistryNotFoundError
    | SignatureExpiredError
    | SignedElsewhereError
    | StaleGenerationError
    | StaleNonceError
    | WriteContractErrorType
}

/**
 * {@link sendSigned}, and waits until it is mined. If a stranger's transaction was mined first, the receipt is that one.
 *
 * @param client - Client of any account with FIL.
 * @param signed - What `signLogin`, `signRevokeAll` or `signLogout` returned, or its JSON, parsed.
 * @param parameters - {@link sendSignedSync.Parameters}
 * @returns The receipt, and what the registry said. {@link sendSignedSync.ReturnType}
 * @throws {@link sendSignedSync.ErrorType}
 */
export async function sendSignedSync(
  client: RootClient,
  signed: SignedMessage,
  parameters: sendSignedSync.Parameters = {},
): Promise<sendSignedSync.ReturnType> {
  const call = sendSigned.prepare(client, signed, parameters)
  const { address } = call
  const hash = await sendSigned(client, signed, parameters)
  let receipt = await waitForWrite(client, hash, parameters)
  if (receipt.status === 'reverted') {
    const submitted = await findSubmitted(client, address, signed, longestWait)
    if (!submitted) throw await revertedError(client, call, receipt, decodeError)
    receipt = await getTransactionReceipt(client, { hash: submitted })
  }
  const logs = receipt.logs.filter((log) => isAddressEqual(log.address, address))
  return { events: extractUpdates(logs), receipt }
}

export declare namespace sendSignedSync {
  type Parameters = sendSigned.Parameters & WaitParameters

  type ReturnType = { events: AuthorizationsUpdated[]; receipt: TransactionReceipt }

  type ErrorType =
    | sendSigned.ErrorType
    | TransactionReplacedError
    | TransactionRevertedError
    | WaitForTransactionReceiptErrorType
}

/**
 * The transaction by which a stranger submitted a message, if what was signed is so. Nodes try a transaction on top of those
 * that wait to be mined, so the stranger's may be one of these: then it is waited for.
 */
async function findSubmitted(
  client: ReadClient,
  contractAddress: Address,
  signed: SignedMessage,
  /** In milliseconds. */
  patience: number,
): Promise<Hash | undefined> {
  const giveUp = Date.now() + patience
  for (;;) {
    const found = await lookForSubmitted(client, contractAddress, signed).catch((error) => {
      // Without events nobody can tell who submitted it: then it is as the registry said.
      if (!(error instanceof LogsRefusedError)) throw error
      return undefined
    })
    if (found !== 'pending') return found
    if (Date.now() >= giveUp) return
    await new Promise((resolve) => setTimeout(resolve, client.pollingInterval))
  }
}

async function lookForSubmitted(
  client: ReadClient,
  contractAddress: Address,
  signed: SignedMessage,
): Promise<Submitted> {
  const { message, type } = parseSigned(signed)
  // All is compared as of one block.
  const block = await getBlock(withoutAccount(client))
  const at = { block, contractAddress, root: message.identity }
  if (type === 'Login') return findLogin(client, at, message)
  if (type === 'LoginWithPolicies') {
    const hashes = message.policies.map((policy) => hashOf(termsOf(policy)))
    return findLogin(client, at, { ...message, permissions: [...message.permissions, ...hashes] })
  }
  const dropped = type === 'Logout' ? [message] : message.revocations
  const hashes = await Promise.all(dropped.map((item) => findDrop(client, at, item)))
  if (hashes.includes('pending')) return 'pending'
  return hashes.every((hash) => hash !== undefined) ? hashes[0] : undefined
}

/** `pending` when the registry is as it was when the message was signed. */
type Submitted = Hash | 'pending' | undefined

type At = { block: Block; contractAddress: Address; root: Address }

/**
 * Every change of a session uses up one nonce and emits one event, so the event of a grant can be told by counting from the
 * newest. It must say what was signed, and nothing of that may have been changed after it.
 */
async function findLogin(
  client: ReadClient,
  at: At,
  grant: {
    expiry: bigint
    nonce: bigint
    origin: string
    permissions: readonly Permission[]
    signer: Address
  },
): Promise<Submitted> {
  const { expiry, nonce, origin, permissions, signer } = grant
  const later = (await readCounter(client, at, 'nonceOf', signer)) - nonce - 1n
  if (later < 0n) return 'pending'
  const held = await readHeld(client, at, signer, permissions)
  if (held.some((value) => value !== expiry)) return
  let count = 0n
  for await (const { args, transactionHash } of updatesBackwards(rpcLogs(), client, {
    ...at,
    ranges: searchedRanges,
    sessionKeyAddress: signer,
    toBlock: at.block.number,
  })) {
    if (count++ < later) continue
    const same =
      args.expiry === expiry && args.origin === origin && args.permissions.join() === permissions.join()
    return same ? transactionHash : undefined
  }
  return
}

/** A session that dropped everything since, and holds nothing now, is as signed, whoever did it. */
async function findDrop(
  client: ReadClient,
  at: At,
  { generation, signer }: { generation: bigint; signer: Address },
): Promise<Submitted> {
  if ((await readCounter(client, at, 'generationOf', signer)) <= generation) return 'pending'
  const granted = new Set<Permission>(DefaultFwssPermissions)
  let drop: Hash | undefined
  for await (const { args, transactionHash } of updatesBackwards(rpcLogs(), client, {
    ...at,
    ranges: searchedRanges,
    sessionKeyAddress: signer,
    toBlock: at.block.number,
  })) {
    const all = args.permissions.join() === DefaultFwssPermissions.join()
    if (args.expiry === 0n && all) drop ??= transactionHash
    if (args.expiry > 0n) for (const permission of args.permissions) granted.add(permission)
  }
  const held = await readHeld(client, at, signer, [...granted])
  return held.every((expiry) => expiry === 0n) ? drop : undefined
}

async function readHeld(client: ReadClient, at: At, signer: Address, permissions: readonly Permission[]) {
  const { expirations } = await readSession(client, { ...at, permissions, sessionKeyAddress: signer })
  return Object.values(expirations)
}
