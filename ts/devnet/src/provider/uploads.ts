import { randomUUID } from 'node:crypto'
import { RequestError } from './errors.ts'
import type { Limits } from './limits.ts'
import type { PieceCid } from './pieceCid.ts'
import type { Incoming, PieceStore } from './pieceStore.ts'

/**
 * Uploads under way: first a place, then the bytes, then the PieceCID they must have. They live in memory: after a
 * restart a client begins again.
 */
export type Uploads = {
  /** Takes a place for work that is no upload, and returns how to give it back. */
  occupy: () => () => void
  /** Begins an upload, of a piece whose PieceCID is known or not. Returns its id. */
  begin: (expected?: PieceCid) => string
  /** The bytes must have this PieceCID: then they are a piece. */
  finish: (id: string, pieceCid: PieceCid) => Promise<void>
  /** Takes the bytes. */
  receive: (id: string, stream: AsyncIterable<Uint8Array>) => Promise<void>
}

type Upload = {
  expected?: PieceCid | undefined
  /** What came of the bytes; settled only once they have ended. */
  incoming?: Incoming | undefined
  state: 'waiting' | 'receiving' | 'received' | 'finishing'
  touched: number
}

export function createUploads(parameters: { limits: Limits; store: PieceStore }): Uploads {
  const { limits, store } = parameters
  const uploads = new Map<string, Upload>()
  let occupied = 0

  function checkRoom() {
    const oldest = Date.now() - limits.uploadTimeout
    for (const [id, upload] of uploads) {
      const idle = upload.state === 'waiting' || upload.state === 'received'
      if (idle && upload.touched < oldest) {
        uploads.delete(id)
        if (upload.incoming) void store.discard(upload.incoming)
      }
    }
    if (uploads.size + occupied >= limits.maxUploads) {
      throw new RequestError(503, `There are ${limits.maxUploads} uploads under way: try again later.`)
    }
  }

  function find(id: string) {
    const upload = uploads.get(id)
    if (!upload) throw new RequestError(404, 'There is no such upload, or no more: begin again.')
    upload.touched = Date.now()
    return upload
  }

  async function finish(id: string, pieceCid: PieceCid) {
    const upload = find(id)
    const { incoming } = upload
    if (upload.state !== 'received' || !incoming) {
      throw new RequestError(409, 'The bytes of this upload are not all here.')
    }
    upload.state = 'finishing'
    try {
      if (incoming.pieceCid !== pieceCid) {
        throw new RequestError(400, `The bytes are ${incoming.pieceCid}, not ${pieceCid}.`)
      }
      await store.keep(incoming)
    } catch (error) {
      await store.discard(incoming)
      throw error
    } finally {
      uploads.delete(id)
    }
  }

  return {
    begin(expected) {
      checkRoom()
      const id = randomUUID()
      uploads.set(id, { expected, state: 'waiting', touched: Date.now() })
      return id
    },

    finish,

    occupy() {
      checkRoom()
      occupied++
      return () => {
        occupied--
      }
    },

    async receive(id, stream) {
      const upload = find(id)
      if (upload.state !== 'waiting') throw new RequestError(409, 'The bytes of this upload came before.')
      upload.state = 'receiving'
      try {
        const incoming = await store.receive(stream, { maxSize: limits.maxPieceSize })
        if (incoming.size < limits.minPieceSize) {
          await store.discard(incoming)
          throw new RequestError(400, `A piece has at least ${limits.minPieceSize} bytes.`)
        }
        upload.incoming = incoming
        upload.state = 'received'
        upload.touched = Date.now()
      } catch (error) {
        // The same upload may be tried again.
        upload.state = 'waiting'
        throw error
      }
      if (upload.expected) await finish(id, upload.expected)
    },
  }
}
