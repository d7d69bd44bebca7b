import { type Account, type Address, type Chain, type Client, isAddressEqual, type Transport } from 'viem'
import { revokeSync } from '../actions/revoke.ts'
import { revokeAllSync } from '../actions/revokeAll.ts'
import { sendSignedSync } from '../actions/sendSigned.ts'
import { signLogout } from '../actions/signLogout.ts'
import { RegistryFeatureError, type RootClient, withoutAccount } from '../internal/registry.ts'
import { TransactionRevertedError, type WaitParameters, waitForWrite } from '../internal/writeRegistrySync.ts'
import { SessionKeyError } from '../sessionKeyError.ts'
import { forget, isOver } from './settle.ts'
import { holds, type Opened, type Place, writeEntry } from './storedSession.ts'

/** Thrown when a session could not be revoked: its key stays stored, as one that is to be. */
export class SessionNotEndedError extends SessionKeyError {
  /** Where it is stored. */
  declare readonly item: string
  declare readonly root: Address
  declare readonly sessionKeyAddress: Address

  constructor({ item, sessionKey }: Pick<Opened, 'item' | 'sessionKey'>, cause?: unknown) {
    const { address: sessionKeyAddress, rootAddress: root } = sessionKey
    super(
      'SessionNotEndedError',
      `Session key ${sessionKeyAddress} of ${root} is still granted, and stays stored as ${item}, to be revoked.`,
      'Call `endSession` with a client of the root, or with a `relayer` that pays for the key to give itself up.',
      { cause, item, root, sessionKeyAddress },
    )
  }
}

/** How a session may be ended. */
export type Ending = WaitParameters & {
  /** Text that everybody can read, such as the name of the app. Default: `foc-session-keys`. */
  origin?: string | undefined
  /** Pays for the key to give itself up, where the root cannot be asked. */
  relayer?: RootClient | undefined
}

/**
 * Revokes what a session holds, then forgets it. It is stored as one to be revoked in the meantime.
 *
 * @returns What stays stored: nothing, or what the root was asked for and may still grant.
 */
export async function end<chain extends Chain>(
  client: Client<Transport, Chain, Account | undefined>,
  place: Place<chain>,
  opened: Opened<chain>,
  ending: Ending,
): Promise<Opened<chain> | undefined> {
  const stored = { ...opened, entry: { ...opened.entry, state: 'ending' as const } }
  if (opened.entry.state !== 'ending') await writeEntry(place, opened.item, stored.entry)
  if (holds(opened)) {
    try {
      await revokeAs(client, place, opened, ending)
    } catch (error) {
      throw new SessionNotEndedError(opened, error)
    }
  } else if (!isOver(opened)) return stored
  await forget(place, opened)
  return
}

/** Lets the root revoke; if that fails, the key gives itself up. */
async function revokeAs(
  client: Client<Transport, Chain, Account | undefined>,
  place: Place,
  opened: Opened,
  ending: Ending,
): Promise<void> {
  let refused: unknown
  if (isOf(client, place.root))
    try {
      return await revokeEverything(client, place, opened, ending)
    } catch (error) {
      refused = error
    }
  try {
    await giveUp(place, opened, ending)
  } catch (error) {
    throw refused ?? error
  }
}

const isOf = (client: Client<Transport, Chain, Account | undefined>, root: Address): client is RootClient =>
  client.account !== undefined && isAddressEqual(client.account.address, root)

async function revokeEverything(client: RootClient, place: Place, opened: Opened, ending: Ending) {
  const { contractAddress } = place
  const { address } = opened.sessionKey
  try {
    await revokeAllSync(client, { ...ending, contractAddress, sessionKeyAddresses: [address] })
    return
  } catch (error) {
    if (!(error instanceof RegistryFeatureError)) throw error
  }
  await revokeSync(client, {
    ...ending,
    contractAddress,
    permissions: opened.entry.permissions,
    sessionKeyAddress: address,
  })
}

async function giveUp({ client, contractAddress, root }: Place, { sessionKey }: Opened, ending: Ending) {
  const { origin, relayer } = ending
  if (relayer) {
    const signed = await signLogout(sessionKey.client, { contractAddress, origin, root })
    await sendSignedSync(relayer, signed, { ...ending, contractAddress })
    return
  }
  const hash = await sessionKey.logout({ origin })
  const receipt = await waitForWrite(withoutAccount(client), hash, {
    pollingInterval: client.pollingInterval,
    ...ending,
  })
  if (receipt.status === 'reverted') throw new TransactionRevertedError({ reason: undefined, receipt })
}
