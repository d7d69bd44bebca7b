import { RequestError } from './errors.ts'
import type { Limits } from './limits.ts'
import { log } from './log.ts'
import { type PieceCid, pieceSize } from './pieceCid.ts'
import type { PieceStore } from './pieceStore.ts'
import type { Uploads } from './uploads.ts'

/** How far the copying of a piece is. */
export type PullStatus = 'inProgress' | 'complete' | 'failed'

/** Copies pieces from other providers. A piece is copied once, however often it is asked for. */
export type Pulls = {
  /** Waits a little for the copy to be complete, for clients ask again only after seconds. */
  pull: (pieceCid: PieceCid, sourceUrl: string) => Promise<PullStatus>
}

export function createPulls(parameters: {
  limits: Limits
  /** Where the providers are that may be copied from. */
  sources: () => Promise<string[]>
  store: PieceStore
  uploads: Uploads
}): Pulls {
  const { limits, sources, store, uploads } = parameters
  const running = new Map<PieceCid, Promise<PullStatus>>()

  /** A provider fetches from other providers only: it must not be sent to whatever else its machine can reach. */
  async function checkSource(pieceCid: PieceCid, sourceUrl: string) {
    const path = `piece/${pieceCid}`
    const known = (await sources()).some(
      // Anybody may register, with anything for a URL.
      (serviceUrl) => URL.canParse(path, serviceUrl) && new URL(path, serviceUrl).href === sourceUrl,
    )
    if (!known) {
      throw new RequestError(400, 'sourceUrl is not where a registered provider has the piece.')
    }
  }

  async function copy(pieceCid: PieceCid, sourceUrl: string): Promise<PullStatus> {
    const signal = AbortSignal.timeout(limits.uploadTimeout)
    const response = await fetch(sourceUrl, { redirect: 'error', signal })
    if (!response.ok || !response.body) {
      await response.body?.cancel()
      return 'failed'
    }
    const maxSize = Math.min(pieceSize(pieceCid), limits.maxPieceSize)
    const incoming = await store.receive(response.body, { maxSize })
    if (incoming.pieceCid !== pieceCid) {
      await store.discard(incoming)
      return 'failed'
    }
    await store.keep(incoming)
    return 'complete'
  }

  function start(pieceCid: PieceCid, sourceUrl: string) {
    const release = uploads.occupy()
    const copying = copy(pieceCid, sourceUrl)
      .catch((error): PullStatus => {
        log(`pulling ${pieceCid} from ${sourceUrl}`, error)
        return 'failed'
      })
      .finally(() => {
        running.delete(pieceCid)
        release()
      })
    running.set(pieceCid, copying)
    return copying
  }

  return {
    async pull(pieceCid, sourceUrl) {
      await checkSource(pieceCid, sourceUrl)
      if (await store.has(pieceCid)) return 'complete'
      const copying = running.get(pieceCid) ?? start(pieceCid, sourceUrl)
      return Promise.race([copying, later()])
    },
  }
}

function later() {
  return new Promise<PullStatus>((resolve) => {
    setTimeout(() => resolve('inProgress'), 3_000).unref()
  })
}
