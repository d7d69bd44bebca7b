import { Synapse } from '@filoz/synapse-sdk'
import * as SessionKey from 'foc-session-keys'
import { http } from 'viem'
import { generatePrivateKey } from 'viem/accounts'
import { expect, test } from 'vitest'
import { errorOf } from '../../../client/test/helpers.ts'
import { messagesOf, newData, useDevnet } from './helpers.ts'

// Keys that may not: refused where the guide says, with a message that a user can act on.
const chain = useDevnet()
const { AddPieces, CreateDataSet } = SessionKey.Permission

const required =
  'Session key does not have the required permissions. Please login and sync expirations with the session key first.'

test('error: revoked', async () => {
  const { sessionKey, synapse } = await chain.synapse()
  await synapse.storage.upload(newData(), { copies: 1 })
  const { receipt } = await SessionKey.revokeSync(chain.rootClient(), {
    sessionKeyAddress: sessionKey.address,
  })

  const add = await errorOf(synapse.storage.upload(newData(), { copies: 1 }))
  const root = chain.rootClient().account.address
  expect(add.name).toBe('CommitError')
  expect(messagesOf(add)).toContain(
    `NotAuthorized: payer=${root}, signer=${sessionKey.address}, operation=AddPieces`,
  )
  const create = await errorOf(synapse.storage.upload(newData(), { copies: 1, metadata: { a: 'b' } }))
  expect(messagesOf(create)).toContain(
    `NotAuthorized: payer=${root}, signer=${sessionKey.address}, operation=CreateDataSet`,
  )
  for (const [error, permission] of [
    [add, AddPieces],
    [create, CreateDataSet],
  ] as const)
    expect(await SessionKey.explainError(chain.publicClient(), error)).toMatchObject({
      blockNumber: receipt.blockNumber,
      name: 'AuthorizationRevokedError',
      permission,
      root,
      sessionKeyAddress: sessionKey.address,
    })

  // And once it has synced, it does not even get into the SDK.
  await sessionKey.syncExpirations()
  await expect(chain.synapse(sessionKey)).rejects.toThrow(required)
})

test('error: expired', async () => {
  const { timestamp } = await chain.publicClient().getBlock()
  const sessionKey = await chain.newSessionKey({ expiry: timestamp + 600n })
  const { synapse } = await chain.synapse(sessionKey)
  await synapse.storage.upload(newData(), { copies: 1 })
  await chain.devnet.advance(30)

  const error = await errorOf(synapse.storage.upload(newData(), { copies: 1 }))
  expect(messagesOf(error)).toContain(
    `AuthorizationExpired: payer=${sessionKey.rootAddress}, signer=${sessionKey.address}, operation=AddPieces, expiry=${timestamp + 600n}`,
  )
  expect(await SessionKey.explainError(chain.publicClient(), error)).toMatchObject({
    expiry: timestamp + 600n,
    name: 'AuthorizationExpiredError',
    permission: AddPieces,
  })
  await sessionKey.syncExpirations()
  await expect(chain.synapse(sessionKey)).rejects.toThrow(required)
})

test('error: an upload-only key does not get into the SDK, which asks for everything', async () => {
  const sessionKey = await chain.newSessionKey({ permissions: SessionKey.UploadPermissions })
  expect(sessionKey.hasPermissions(SessionKey.UploadPermissions)).toBe(true)
  await expect(chain.synapse(sessionKey)).rejects.toThrow(required)
})

test('error: a key that was made to upload is asked for what it was not made with', async () => {
  const sessionKey = SessionKey.fromSecp256k1({
    chain: chain.devnet.chain,
    permissions: SessionKey.UploadPermissions,
    privateKey: generatePrivateKey(),
    root: chain.rootClient().account.address,
    transport: http(),
  })
  await SessionKey.loginSync(chain.rootClient(), { sessionKeyAddress: sessionKey.address })
  await sessionKey.syncExpirations()
  const error = await errorOf(chain.synapse(sessionKey))
  expect(error).toBeInstanceOf(SessionKey.SessionKeyNotSyncedError)
  const { permission } = error as SessionKey.SessionKeyNotSyncedError
  expect(error.message).toContain('pass that to `syncExpirations`')
  // What it says to do is what helps.
  await sessionKey.syncExpirations([permission])
  expect(sessionKey.hasPermission(permission)).toBe(true)
})

test('error: a key with nothing left but uploading tries to delete', async () => {
  const { sessionKey, synapse } = await chain.synapse()
  const { copies, pieceCid } = await synapse.storage.upload(newData(), { copies: 1 })
  await SessionKey.revokeSync(chain.rootClient(), {
    permissions: [SessionKey.Permission.SchedulePieceRemoval, SessionKey.Permission.TerminateDataSet],
    sessionKeyAddress: sessionKey.address,
  })
  const context = await synapse.storage.createContext({ dataSetId: copies[0]?.dataSetId as bigint })
  const error = await errorOf(context.deletePiece({ piece: pieceCid }))
  expect(error.name).toBe('DeletePieceError')
  expect(messagesOf(error)).toContain(
    `NotAuthorized: payer=${sessionKey.rootAddress}, signer=${sessionKey.address}, operation=SchedulePieceRemoval`,
  )
  expect(await SessionKey.explainError(chain.publicClient(), error)).toMatchObject({
    name: 'AuthorizationRevokedError',
    permission: SessionKey.Permission.SchedulePieceRemoval,
  })
  // It still uploads.
  expect((await synapse.storage.upload(newData(), { copies: 1 })).complete).toBe(true)
})

test('error: never synced', async () => {
  const sessionKey = SessionKey.fromSecp256k1({
    chain: chain.devnet.chain,
    privateKey: generatePrivateKey(),
    root: chain.rootClient().account.address,
    transport: http(),
  })
  await SessionKey.loginSync(chain.rootClient(), { sessionKeyAddress: sessionKey.address })
  expect(() =>
    Synapse.create({
      account: chain.rootClient().account,
      chain: chain.devnet.chain,
      sessionKey,
      source: null,
      transport: http(),
    }),
  ).toThrow(SessionKey.SessionKeyNotSyncedError)
})

test('error: a key of somebody else', async () => {
  const other = SessionKey.fromSecp256k1({
    chain: chain.devnet.chain,
    expirations: Object.fromEntries(
      SessionKey.DefaultFwssPermissions.map((permission) => [permission, 2n ** 40n]),
    ),
    privateKey: generatePrivateKey(),
    root: chain.rootClient().account.address,
    transport: http(),
  })
  const { synapse } = await chain.synapse(other)
  const error = await errorOf(synapse.storage.upload(newData(), { copies: 1, metadata: { a: 'c' } }))
  expect(messagesOf(error)).toContain(`signer=${other.address}, operation=CreateDataSet`)
  const reason = await SessionKey.explainError(chain.publicClient(), error)
  expect(reason).toMatchObject({ name: 'NotAuthorizedError', permission: CreateDataSet })
  expect(reason?.cause).toBe(error)
})
