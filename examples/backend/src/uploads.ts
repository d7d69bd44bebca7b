import { createHash } from 'node:crypto'
import {
  addPieces,
  createDataSet,
  findPiece,
  uploadPieceStreaming,
  waitForAddPieces,
  waitForCreateDataSet,
} from '@filoz/synapse-core/sp'
import { fetchProviderSelectionInput, selectProviders } from '@filoz/synapse-core/warm-storage'
import { explainError, type StoredSession, statusOf, UploadPermissions } from 'foc-session-keys'
import { filecoinWarmStorageServiceStateViewAbi } from 'foc-session-keys/abi'
import { type Address, bytesToBigInt, isAddressEqual } from 'viem'
import { multicall, readContract } from 'viem/actions'
import { ServiceError } from './errors.ts'
import type { Service } from './service.ts'
import { expiryOf, sessionOf, type UserRow, userOf } from './sessions.ts'

/** A piece that is stored, and paid for by the user. */
export type PieceView = { dataSetId: string; pieceCid: string; pieceId: string; size: string }

type UploadRow = {
  data_set_id: string | null
  key: string
  nonce: string
  piece_cid: string | null
  piece_id: string | null
  root: Address
  sha256: string
  signer: Address
  size: string
  user_id: string
}

const newNonce = () => `${bytesToBigInt(crypto.getRandomValues(new Uint8Array(32)))}`

/**
 * Stores data once, and has it billed once, however often it is called with that key.
 *
 * The storage service takes each nonce of a payer once, and says what came of it. The nonce of an upload is written down before
 * anything is signed, and the same for every attempt: of several, in several instances, one counts.
 */
export async function uploadPiece(
  service: Service,
  userId: string,
  { data, key }: { data: Uint8Array; key: string },
): Promise<PieceView> {
  const user = await userOf(service, userId)
  const sha256 = createHash('sha256').update(data).digest('hex')
  const known = await uploadOf(service, userId, key)
  if (known && known.sha256 !== sha256)
    throw new ServiceError('IdempotencyKeyError', 422, 'This idempotency key was used for other data.')
  const before = known && (await outcomeOf(service, known))
  if (before) return before

  // Each takes a lock and lets go of it: none is taken within another.
  const session = await activeSession(service, user)
  const dataSet = await dataSetOf(service, session, userId)
  await service.database.query(
    `insert into uploads (user_id, key, root, sha256, nonce, signer, size) values ($1, $2, $3, $4, $5, $6, $7)
     on conflict do nothing`,
    [
      userId,
      key,
      session.sessionKey.rootAddress,
      sha256,
      newNonce(),
      session.sessionKey.address,
      data.length,
    ],
  )
  return service.database.lock(`upload:${JSON.stringify([userId, key])}`, async () => {
    const upload = await uploadOf(service, userId, key)
    if (!upload || upload.sha256 !== sha256)
      throw new ServiceError('IdempotencyKeyError', 422, 'This idempotency key was used for other data.')
    if (!isAddressEqual(upload.root, session.sessionKey.rootAddress))
      throw new ServiceError('OtherRootError', 409, `This upload was begun for ${upload.root}.`, {
        root: upload.root,
      })
    const done = await outcomeOf(service, upload)
    if (done) return done

    const { pieceCid } = await outside(service, 'store the data', () =>
      uploadPieceStreaming({ data, serviceURL: dataSet.providerUrl }),
    )
    await outside(service, 'find the data', () =>
      findPiece({ pieceCid, retry: true, serviceURL: dataSet.providerUrl }),
    )
    await service.database.query(
      'update uploads set piece_cid = $3, signer = $4 where user_id = $1 and key = $2',
      [userId, key, `${pieceCid}`, session.sessionKey.address],
    )
    const stored = { ...upload, piece_cid: `${pieceCid}`, signer: session.sessionKey.address }
    const result = await unlessDone(
      () => outcomeOf(service, stored),
      () =>
        outside(service, 'add the piece', async () => {
          const submitted = await addPieces(session.sessionKey.client, {
            clientDataSetId: dataSet.clientDataSetId,
            dataSetId: dataSet.dataSetId,
            nonce: BigInt(upload.nonce),
            pieces: [{ pieceCid }],
            serviceURL: dataSet.providerUrl,
          })
          await waitForAddPieces({ ...submitted, pollInterval: service.client.pollingInterval })
        }),
    )
    return result
  })
}

/** The session of a user, if it may upload and will for long enough. */
async function activeSession(service: Service, user: UserRow | undefined): Promise<StoredSession> {
  const { minValidity } = service
  const session = await sessionOf(service, user)
  const status = statusOf(session)
  if (session?.state !== 'ending' && session?.sessionKey.hasPermissions(UploadPermissions, { minValidity }))
    return session
  const expiresAt = `${session ? expiryOf(session) : 0n}`
  throw new ServiceError(
    'SessionNotActiveError',
    409,
    `The session is ${status}, and ends at ${expiresAt}: an upload needs one that holds for ${minValidity} seconds more. Start it or renew it.`,
    { expiresAt, minValidity: `${minValidity}`, status },
  )
}

async function uploadOf({ database }: Service, userId: string, key: string): Promise<UploadRow | undefined> {
  const [row] = await database.query<UploadRow>(
    `select user_id, key, root, sha256, nonce, signer, piece_cid, size::text as size, piece_id, data_set_id
     from uploads where user_id = $1 and key = $2`,
    [userId, key],
  )
  return row
}

/** What came of an upload: as it was written down, or else as the chain says. */
async function outcomeOf(service: Service, upload: UploadRow): Promise<PieceView | undefined> {
  const { data_set_id, key, nonce, piece_cid, piece_id, root, signer, size, user_id } = upload
  if (piece_cid === null) return
  if (data_set_id !== null && piece_id !== null)
    return { dataSetId: data_set_id, pieceCid: piece_cid, pieceId: piece_id, size }
  const use = await useOf(service, [root, signer], nonce)
  if (use === 0n) return
  const usedIn = use & ((1n << 128n) - 1n)
  const { payer } = await readContract(service.client, {
    abi: filecoinWarmStorageServiceStateViewAbi,
    address: service.chain.contracts.fwssView.address,
    args: [usedIn],
    functionName: 'getDataSet',
  })
  if (!isAddressEqual(payer, root)) {
    // A stranger who granted to the same key had the message count for itself. It counts nowhere else now: the next is another.
    await service.database.query(
      'update uploads set nonce = $3 where user_id = $1 and key = $2 and nonce = $4',
      [user_id, key, newNonce(), nonce],
    )
    return
  }
  const dataSetId = `${usedIn}`
  const pieceId = `${(use >> 128n) - 1n}`
  await service.database.query(
    'update uploads set data_set_id = $3, piece_id = $4 where user_id = $1 and key = $2',
    [user_id, key, dataSetId, pieceId],
  )
  return { dataSetId, pieceCid: piece_cid, pieceId, size }
}

/**
 * What a nonce was used for: 0n if it was not, the id of a data set, or, for pieces, that id below the id after the last of them,
 * which is shifted by 128 bits.
 *
 * @param accounts - Payer and signer: storage services keep nonces by the one, or by the other.
 */
async function useOf(
  { chain, client }: Service,
  accounts: readonly Address[],
  nonce: string,
): Promise<bigint> {
  const uses = await multicall(client, {
    allowFailure: false,
    contracts: accounts.map((account) => ({
      abi: filecoinWarmStorageServiceStateViewAbi,
      address: chain.contracts.fwssView.address,
      args: [account, BigInt(nonce)] as const,
      functionName: 'clientNonces' as const,
    })),
    deployless: !chain.contracts.multicall3,
  })
  const use = uses.find((each) => each !== 0n) ?? 0n
  if (use === 2n ** 256n - 1n)
    throw new ServiceError('NonceUsedUpError', 409, 'The signer used up what was signed for this.')
  return use
}

type DataSet = { clientDataSetId: bigint; dataSetId: bigint; providerUrl: string }

/** The data set that the uploads of a user go to. It is made once, as a piece is added once. */
async function dataSetOf(service: Service, session: StoredSession, userId: string): Promise<DataSet> {
  const existing = dataSetIn(await userOf(service, userId))
  if (existing) return existing
  const { rootAddress } = session.sessionKey
  return service.database.lock(`data-set:${userId}`, async () => {
    const user = await intendDataSet(service, session, userId)
    const { client_data_set_id: id, provider_address: payee, provider_url: serviceURL } = user
    if (id === null || payee === null || serviceURL === null)
      throw new Error(`The data set of ${userId} was not written down.`)
    const dataSetId = await unlessDone(
      async () => (await useOf(service, [rootAddress], id)) || undefined,
      () =>
        outside(service, 'make a data set', async () => {
          const submitted = await createDataSet(session.sessionKey.client, {
            cdn: false,
            clientDataSetId: BigInt(id),
            metadata: { source: service.origin },
            payee,
            payer: rootAddress,
            serviceURL,
          })
          await waitForCreateDataSet({ ...submitted, pollInterval: service.client.pollingInterval })
        }),
    )
    await service.database.query('update sessions set data_set_id = $2 where user_id = $1', [
      userId,
      `${dataSetId}`,
    ])
    return { clientDataSetId: BigInt(id), dataSetId, providerUrl: serviceURL }
  })
}

const dataSetIn = (user: UserRow | undefined): DataSet | undefined =>
  user?.client_data_set_id && user.data_set_id && user.provider_url
    ? {
        clientDataSetId: BigInt(user.client_data_set_id),
        dataSetId: BigInt(user.data_set_id),
        providerUrl: user.provider_url,
      }
    : undefined

/** Writes down which data set is going to be made, and where, unless that is written, and can be done still. */
async function intendDataSet(service: Service, session: StoredSession, userId: string): Promise<UserRow> {
  const { client, database } = service
  const { address: signer, rootAddress: root } = session.sessionKey
  const intended = await userOf(service, userId)
  const id = intended?.client_data_set_id
  // A stranger who granted to the same key may have had the message count for itself.
  const usedByOther = id && !(await useOf(service, [root], id)) && (await useOf(service, [signer], id))
  if (id && !usedByOther) return intended
  const input = await fetchProviderSelectionInput(client, { address: root })
  const [location] = selectProviders({ ...input, clientDataSets: [] })
  if (!location) throw new ServiceError('NoProviderError', 502, 'There is no storage provider at the moment.')
  const { pdp, serviceProvider } = location.provider
  await database.query(
    `update sessions set client_data_set_id = $2, provider_address = $3, provider_url = $4
     where user_id = $1 and root = $5`,
    [userId, newNonce(), serviceProvider, pdp.serviceURL, root],
  )
  const user = await userOf(service, userId)
  if (!user?.client_data_set_id || !isAddressEqual(user.root, root))
    throw new ServiceError('OtherRootError', 409, 'The session became one of another root.')
  return user
}

/** Does something that counts once, unless it was done, and says what came of it. An attempt may fail because another did it. */
async function unlessDone<outcome>(
  look: () => Promise<outcome | undefined>,
  attempt: () => Promise<void>,
): Promise<outcome> {
  const before = await look()
  if (before !== undefined) return before
  const failure = await attempt().catch((error: unknown) => error)
  const after = await look()
  if (after !== undefined) return after
  throw (
    failure ?? new ServiceError('NotSeenError', 502, 'The node does not show yet what was done. Try again.')
  )
}

/** What a provider refuses, with the reason if the chain gave one. What else it says stays in the `cause`. */
async function outside<result>(
  { client }: Service,
  what: string,
  action: () => Promise<result>,
): Promise<result> {
  try {
    return await action()
  } catch (error) {
    const reason = await explainError(client, error)
    throw new ServiceError(
      'UploadFailedError',
      502,
      `The provider did not ${what}. Try again with the same idempotency key.`,
      reason ? { reason: reason.name } : {},
      error,
    )
  }
}
