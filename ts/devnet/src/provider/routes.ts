import { Readable } from 'node:stream'
import type { HttpBindings } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import { cors } from 'hono/cors'
import { type Abi, BaseError } from 'viem'
import type { ProviderChain } from './chain.ts'
import type { ProviderContracts } from './client.ts'
import { RequestError } from './errors.ts'
import type { Limits } from './limits.ts'
import { log } from './log.ts'
import { parsePieceCid } from './pieceCid.ts'
import type { PieceStore } from './pieceStore.ts'
import { createPulls, type PullStatus } from './pulls.ts'
import { rangeOf } from './ranges.ts'
import {
  bodyOf,
  checkRecordKeeper,
  dataSetIdOf,
  extraDataOf,
  hashOf,
  idOf,
  pieceIdsOf,
  piecesOf,
  pulledPiecesOf,
  readJson,
} from './requests.ts'
import { describeRevert, isOutOfFil, revertData } from './reverts.ts'
import { createTerminations } from './terminations.ts'
import type { TransactionStatus } from './transactions.ts'
import { createUploads } from './uploads.ts'

type Env = { Bindings: HttpBindings }

/** The HTTP interface of a storage provider, as the Synapse SDK speaks it. */
export function createRoutes(parameters: {
  chain: ProviderChain
  contracts: ProviderContracts
  errors: Abi
  limits: Limits
  store: PieceStore
}): Hono<Env> {
  const { chain, contracts, errors, limits, store } = parameters
  const uploads = createUploads({ limits, store })
  const pulls = createPulls({ limits, sources: chain.serviceUrls, store, uploads })
  const app = new Hono<Env>()
  const json = (context: Context<Env>) => readJson(context.env.incoming, limits)

  // A browser asks before a page from elsewhere may talk to this machine.
  app.use((context, next) => {
    if (context.req.header('Access-Control-Request-Private-Network') === 'true') {
      context.header('Access-Control-Allow-Private-Network', 'true')
    }
    return next()
  })
  app.use(cors({ exposeHeaders: ['Location', 'Content-Range'], origin: '*' }))

  app.notFound((context) => context.text('There is nothing here.', 404))

  app.onError((error, context) => {
    if (error instanceof RequestError) {
      // The rest of a body that is not wanted goes down with the connection.
      if (!context.env.incoming.complete) context.header('Connection', 'close')
      if (error.status === 503) context.header('Retry-After', '1')
      return context.text(error.message, error.status)
    }
    const data = revertData(error)
    if (data) return context.text(describeRevert(data, errors), 422)
    if (isOutOfFil(error)) return context.text('This provider cannot pay for the transaction.', 500)
    // What else goes wrong is between this server and its disk or its chain, and none of the client's business.
    log(`${context.req.method} ${context.req.path}`, error)
    return context.text(error instanceof BaseError ? 'The chain cannot be reached.' : 'Internal error.', 500)
  })

  app.get('/pdp/ping', (context) => context.text('pong'))

  /* PIECES */

  app.post('/pdp/piece/uploads', (context) => created(context, `/pdp/piece/uploads/${uploads.begin()}`))

  app.put('/pdp/piece/uploads/:id', receive)

  app.post('/pdp/piece/uploads/:id', async (context) => {
    await uploads.finish(context.req.param('id'), parsePieceCid((await json(context)).pieceCid))
    return context.body(null, 200)
  })

  // The older way to upload: the PieceCID first, then the bytes.
  app.post('/pdp/piece', async (context) => {
    const pieceCid = parsePieceCid((await json(context)).pieceCid)
    if (await store.has(pieceCid)) return context.json({ pieceCid }, 200)
    return created(context, `/pdp/piece/upload/${uploads.begin(pieceCid)}`)
  })

  app.put('/pdp/piece/upload/:id', receive)

  async function receive(context: Context<Env, '/:id'>) {
    const { incoming } = context.env
    if (Number(incoming.headers['content-length'] ?? 0) > limits.maxPieceSize) {
      throw new RequestError(413, `A piece has at most ${limits.maxPieceSize} bytes.`)
    }
    await uploads.receive(context.req.param('id'), bodyOf(incoming, limits))
    return context.body(null, 204)
  }

  app.get('/pdp/piece', async (context) => {
    const pieceCid = parsePieceCid(context.req.query('pieceCid'))
    if (!(await store.has(pieceCid))) throw new RequestError(404, 'This provider does not have the piece.')
    return context.json({ pieceCid })
  })

  app.get('/piece/:pieceCid', async (context) => {
    const pieceCid = parsePieceCid(context.req.param('pieceCid'))
    const piece = await store.get(pieceCid)
    if (!piece) throw new RequestError(404, 'This provider does not have the piece.')
    const { file, size } = piece
    // A name says what is in it: it never changes.
    const tag = `"${pieceCid}"`
    const headers = { 'Accept-Ranges': 'bytes', 'Content-Type': 'application/octet-stream', ETag: tag }
    const { method } = context.req
    const sameAs = context.req.header('If-Range') ?? tag
    const range = method === 'GET' && sameAs === tag ? rangeOf(context.req.header('Range'), size) : undefined
    if (method === 'HEAD' || range === 'unsatisfiable') {
      await file.close()
      return range === undefined
        ? context.body(null, 200, { ...headers, 'Content-Length': `${size}` })
        : context.text(`The piece has ${size} bytes.`, 416, { 'Content-Range': `bytes */${size}` })
    }
    const { end, start } = range ?? { end: size - 1, start: 0 }
    // The stream closes the file, also when the client goes away.
    const stream = Readable.toWeb(file.createReadStream({ end, start })) as ReadableStream
    const length = { 'Content-Length': `${end - start + 1}` }
    if (!range) return context.body(stream, 200, { ...headers, ...length })
    return context.body(stream, 206, {
      ...headers,
      ...length,
      'Content-Range': `bytes ${start}-${end}/${size}`,
    })
  })

  app.post('/pdp/piece/pull', async (context) => {
    const body = await json(context)
    checkRecordKeeper(body, contracts.fwss)
    const wanted = pulledPiecesOf(body, limits)
    const extraData = extraDataOf(body)
    const cids = wanted.map(({ pieceCid }) => pieceCid)
    // Nothing is fetched for somebody who could not add it.
    await chain.checkAddPieces(dataSetIdOf(body), cids, extraData)
    const pieces = await Promise.all(
      wanted.map(async ({ pieceCid, sourceUrl }) => ({
        pieceCid,
        status: await pulls.pull(pieceCid, sourceUrl),
      })),
    )
    return context.json({ pieces, status: worstOf(pieces.map(({ status }) => status)) })
  })

  /* DATA SETS */

  app.post('/pdp/data-sets', async (context) => {
    const body = await json(context)
    checkRecordKeeper(body, contracts.fwss)
    const hash = await chain.createDataSet(extraDataOf(body))
    return created(context, `/pdp/data-sets/created/${hash}`)
  })

  app.post('/pdp/data-sets/create-and-add', async (context) => {
    const body = await json(context)
    checkRecordKeeper(body, contracts.fwss)
    const hash = await addPieces(0n, body)
    return created(context, `/pdp/data-sets/created/${hash}`)
  })

  app.post('/pdp/data-sets/:id/pieces', async (context) => {
    const setId = dataSetOf(context)
    const hash = await addPieces(setId, await json(context))
    return created(context, `/pdp/data-sets/${setId}/pieces/added/${hash}`)
  })

  async function addPieces(setId: bigint, body: Record<string, unknown>) {
    const extraData = extraDataOf(body)
    const pieces = piecesOf(body, limits)
    const stored = await Promise.all(pieces.map(store.has))
    const missing = pieces.filter((_, index) => !stored[index])
    if (missing.length > 0) {
      throw new RequestError(400, `This provider does not have ${missing.join(', ')}.`)
    }
    return chain.addPieces(setId, pieces, extraData)
  }

  app.get('/pdp/data-sets/created/:hash', async (context) => {
    const hash = hashOf(context.req.param('hash'))
    const found = await found404(chain.transactionStatus(hash))
    const answer = { createMessageHash: hash, service: 'public' }
    if (found.status !== 'confirmed') {
      const ok = found.status === 'pending' ? null : false
      return context.json({ ...answer, dataSetCreated: false, ok, txStatus: found.status })
    }
    const dataSetId = chain.createdDataSet(found.logs)
    if (dataSetId === undefined) throw new RequestError(404, 'This transaction created no data set.')
    return context.json({
      ...answer,
      confirmedTxHash: hash,
      dataSetCreated: true,
      dataSetId: Number(dataSetId),
      ok: true,
      txStatus: 'confirmed',
    })
  })

  app.get('/pdp/data-sets/:id/pieces/added/:hash', async (context) => {
    const setId = dataSetOf(context)
    const hash = hashOf(context.req.param('hash'))
    const found = await found404(chain.transactionStatus(hash))
    const adding = chain.addingPieces(found.input)
    const nothing = new RequestError(404, 'This transaction added no pieces to the data set.')
    if (!adding) throw nothing
    const answer = { dataSetId: Number(setId), pieceCount: adding.count, txHash: hash }
    if (found.status !== 'confirmed') {
      if (adding.setId !== setId) throw nothing
      return context.json({ ...answer, addMessageOk: null, piecesAdded: false, txStatus: found.status })
    }
    const pieceIds = chain.addedPieces(found.logs, setId)
    if (pieceIds.length === 0) throw nothing
    return context.json({
      ...answer,
      addMessageOk: true,
      confirmedPieceIds: pieceIds.map(Number),
      confirmedTxHash: hash,
      piecesAdded: true,
      txStatus: 'confirmed',
    })
  })

  app.delete('/pdp/data-sets/:id/pieces/:pieceId', async (context) => {
    const setId = dataSetOf(context)
    const body = await json(context)
    // Older clients name one piece, in the path.
    const inPath = idOf('The piece id', context.req.param('pieceId'))
    const pieceIds = pieceIdsOf(body, limits) ?? [inPath]
    if (pieceIds[0] !== inPath) {
      throw new RequestError(400, `pieceIds begins with ${pieceIds[0]}, and the path names ${inPath}.`)
    }
    const { maxQueuedRemovals } = limits
    const txHash = await chain.schedulePieceDeletions(setId, pieceIds, extraDataOf(body), maxQueuedRemovals)
    return context.json({ txHash })
  })

  app.get('/pdp/data-sets/:id', async (context) => {
    const setId = dataSetOf(context)
    const found = await chain.dataSet(setId)
    if (!found) throw new RequestError(404, 'There is no such data set.')
    return context.json({
      id: Number(setId),
      nextChallengeEpoch: Number(found.nextChallengeEpoch),
      pieces: found.pieces.map(({ pieceCid, pieceId }) => ({
        pieceCid,
        pieceId: Number(pieceId),
        subPieceCid: pieceCid,
        subPieceOffset: 0,
      })),
    })
  })

  /* TERMINATION */

  const terminations = createTerminations(chain)

  app.post('/pdp/data-sets/:id/terminate', async (context) => {
    const setId = dataSetOf(context)
    const there = await terminations.begin(setId, extraDataOf(await json(context)))
    if (there.status === 'none') return context.body(null, 202)
    const [code, message, serviceTerminationEpoch] =
      there.status === 'pending'
        ? [1, 'The termination of this data set is under way.', null]
        : [0, 'The service of this data set is terminated.', Number(there.epoch)]
    return context.json({ code, message, serviceTerminationEpoch }, 409)
  })

  app.get('/pdp/data-sets/:id/terminate', async (context) => {
    const found = await terminations.statusOf(dataSetOf(context))
    if (found.status === 'none') {
      throw new RequestError(404, 'Nobody is terminating the service of this data set.')
    }
    const { hash } = found
    if (found.status === 'pending') {
      return context.json({ fwssTerminated: null, serviceTerminationEpoch: null, terminationTxHash: hash })
    }
    return context.json({
      fwssTerminated: true,
      serviceTerminationEpoch: Number(found.epoch),
      terminationTxHash: hash ?? '',
      ...(hash && { confirmedTxHash: hash }),
    })
  })

  return app
}

function created(context: Context<Env>, location: string) {
  return context.body(null, 201, { Location: location })
}

function dataSetOf(context: Context<Env, '/:id'>) {
  return idOf('The data set id', context.req.param('id'))
}

async function found404(status: Promise<TransactionStatus | undefined>) {
  const found = await status
  if (!found) throw new RequestError(404, 'There is no such transaction.')
  return found
}

function worstOf(statuses: readonly PullStatus[]): PullStatus {
  const order = ['failed', 'inProgress', 'complete'] as const
  return order.find((status) => statuses.includes(status)) ?? 'complete'
}
