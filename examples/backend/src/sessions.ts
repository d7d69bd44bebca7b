import {
  endSession,
  expiresIn,
  loadSession,
  login,
  logout,
  prepareSession,
  RegistryFeatureError,
  revoke,
  SessionNotEndedError,
  type SignedLogin,
  type StoredSession,
  sendSignedSync,
  statusOf,
  UploadPermissions,
} from 'foc-session-keys'
import { type Address, encodeFunctionData, type Hex, isAddressEqual } from 'viem'
import { badRequest, ServiceError } from './errors.ts'
import type { Service } from './service.ts'

/** A user as the database knows it. */
export type UserRow = {
  client_data_set_id: string | null
  data_set_id: string | null
  provider_address: Address | null
  provider_url: string | null
  root: Address
  session_key: Address
  user_id: string
}

/** A transaction for the user's wallet, as JSON. */
export type Call = { chainId: number; data: Hex; from: Address; to: Address }

/** What can be said of a session to its user. */
export type SessionView = {
  address?: Address
  /** Unix seconds, inclusive; `0` when something of it is not granted. */
  expiresAt: string
  permissions?: readonly Hex[]
  root?: Address
  status: statusOf.ReturnType
}

/** What the user's wallet has to sign, if anything: the `call`, or, where a relayer pays, `signLogin` with these parameters. */
export type StartedView = SessionView & {
  call?: Call
  signLogin?: {
    contractAddress: Address
    expiry: string
    origin: string
    permissions: readonly Hex[]
    sessionKeyAddress: Address
  }
}

export async function userOf({ database }: Service, userId: string): Promise<UserRow | undefined> {
  const [row] = await database.query<UserRow>(
    `select user_id, root, session_key, provider_address, provider_url, client_data_set_id, data_set_id
     from sessions where user_id = $1`,
    [userId],
  )
  return row
}

/** When the first of what uploads need ends; 0n when one is not granted. */
export const expiryOf = ({ sessionKey: { expirations } }: Pick<StoredSession, 'sessionKey'>): bigint =>
  UploadPermissions.map((permission) => expirations[permission] ?? 0n).reduce((least, expiry) =>
    expiry < least ? expiry : least,
  )

const viewOf = (session: StoredSession | undefined): SessionView => ({
  expiresAt: `${session ? expiryOf(session) : 0n}`,
  status: statusOf(session),
  ...(session && {
    address: session.sessionKey.address,
    permissions: session.permissions,
    root: session.sessionKey.rootAddress,
  }),
})

/** The session of a user, as the chain says. It is refused if the row is not about that key. */
export async function sessionOf(service: Service, user: UserRow | undefined) {
  if (!user) return
  const { client, database, storageOf } = service
  const session = await loadSession(client, { root: user.root, storage: storageOf(user.user_id) })
  if (session && !isAddressEqual(session.sessionKey.address, user.session_key))
    throw new ServiceError(
      'ChangedRowError',
      409,
      'What is stored about this session does not belong together, so it is not used. Start it again.',
    )
  await database.query('update sessions set expires_at = $3 where user_id = $1 and session_key = $2', [
    user.user_id,
    user.session_key,
    `${session ? expiryOf(session) : 0n}`,
  ])
  return session
}

export const readSession = async (service: Service, userId: string): Promise<SessionView> =>
  viewOf(await sessionOf(service, await userOf(service, userId)))

/** Says what the user's wallet has to sign. Called again, it is the same key. @param renew - Whether one that holds is to last longer. */
export async function startSession(
  service: Service,
  userId: string,
  { renew = false, root }: { renew?: boolean | undefined; root: Address },
): Promise<StartedView> {
  const { client, database, origin, relayer, storageOf } = service
  const user = await userOf(service, userId)
  if (user && !isAddressEqual(user.root, root)) {
    // One that was ended before it was granted stays stored for that root, in case it grants after all, and is `revoked`.
    const status = statusOf(await sessionOf(service, user))
    if (status === 'active' || status === 'expiring' || status === 'pending')
      throw new ServiceError('OtherRootError', 409, `The session is one of ${user.root}. End it first.`, {
        root: user.root,
      })
  }

  const permissions = UploadPermissions
  const { grant, session } = await prepareSession(client, {
    duration: 'backend',
    origin,
    permissions,
    root,
    storage: storageOf(userId),
  })
  // Nobody can grant anything to the key before it is told, after this.
  await database.query(
    `insert into sessions (user_id, root, session_key, expires_at) values ($1, $2, $3, $4)
     on conflict (user_id) do update set
       root = excluded.root, session_key = excluded.session_key, expires_at = excluded.expires_at,
       provider_address = case when sessions.root = excluded.root then sessions.provider_address end,
       provider_url = case when sessions.root = excluded.root then sessions.provider_url end,
       client_data_set_id = case when sessions.root = excluded.root then sessions.client_data_set_id end,
       data_set_id = case when sessions.root = excluded.root then sessions.data_set_id end`,
    [userId, root, session.sessionKey.address, `${expiryOf(session)}`],
  )

  const sessionKeyAddress = session.sessionKey.address
  const asked =
    grant ??
    (renew
      ? {
          expiry: await expiresIn('7d', client),
          origin,
          permissions,
          sessionKeyAddress,
        }
      : undefined)
  if (!asked) return viewOf(session)
  const { abi, address, args, functionName } = login.prepare(client, asked)
  return {
    ...viewOf(session),
    call: callOf(service, root, address, encodeFunctionData({ abi, args, functionName })),
    ...(relayer &&
      takesSigned(service, root) && {
        signLogin: {
          contractAddress: address,
          expiry: `${asked.expiry}`,
          origin,
          permissions,
          sessionKeyAddress,
        },
      }),
  }
}

const callOf = ({ chain }: Service, from: Address, to: Address, data: Hex): Call => ({
  chainId: chain.id,
  data,
  from,
  to,
})

/** Whether the chain's registry takes what was signed for it; the live ones take transactions of the root only. */
function takesSigned({ client }: Service, root: Address): boolean {
  try {
    logout.prepare(client, { root })
    return true
  } catch (error) {
    if (error instanceof RegistryFeatureError) return false
    throw error
  }
}

/** Submits what the user's wallet signed with `signLogin`, and pays for it. Again, it is as before. */
export async function relayLogin(
  service: Service,
  userId: string,
  signed: SignedLogin,
): Promise<SessionView> {
  const { client, relayer } = service
  const user = await userOf(service, userId)
  if (!relayer) throw badRequest('This service pays for no grants: let the wallet send the call.')
  if (
    !user ||
    signed.type !== 'Login' ||
    !isAddressEqual(signed.message.identity, user.root) ||
    !isAddressEqual(signed.message.signer, user.session_key)
  )
    throw badRequest('It was signed for another session: ask for the session, and sign what it answers.')
  await sendSignedSync(relayer, signed, { pollingInterval: client.pollingInterval })
  return readSession(service, userId)
}

/**
 * Takes everything back, and forgets the key. Where neither the key can give itself up nor anybody pays for it, the key stays
 * stored, and what the wallet has to send is the `call`.
 */
export async function stopSession(service: Service, userId: string): Promise<SessionView & { call?: Call }> {
  const { client, database, origin, relayer, storageOf } = service
  const user = await userOf(service, userId)
  if (!user) return viewOf(undefined)
  const { root, session_key: sessionKeyAddress } = user
  try {
    const left = await endSession(client, {
      origin,
      pollingInterval: client.pollingInterval,
      relayer,
      root,
      storage: storageOf(userId),
    })
    await database.query('update sessions set expires_at = 0 where user_id = $1 and session_key = $2', [
      userId,
      sessionKeyAddress,
    ])
    return viewOf(left)
  } catch (error) {
    if (!(error instanceof SessionNotEndedError)) throw error
    const { abi, address, args, functionName } = revoke.prepare(client, {
      origin,
      permissions: UploadPermissions,
      sessionKeyAddress: error.sessionKeyAddress,
    })
    const call = callOf(service, root, address, encodeFunctionData({ abi, args, functionName }))
    return { ...(await readSession(service, userId)), call }
  }
}
