import { randomUUID } from 'node:crypto'
import type { BigIntStats } from 'node:fs'
import { type FileHandle, mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { isCode } from '../isCode.ts'
import { RequestError } from './errors.ts'
import { createHashing, type Hashing } from './hashing.ts'
import { log } from './log.ts'
import { type PieceCid, pieceSize } from './pieceCid.ts'

/** Bytes on disk that nobody can ask for yet. */
export type Incoming = { path: string; pieceCid: PieceCid; size: number }

/**
 * Pieces as files, named by their PieceCID. A file gets its name when it is complete, its commitment is known, and it is
 * on the disk: what was under way when a server died is never a piece.
 */
export type PieceStore = {
  /** Ends the hashing, if it is its own. */
  close: () => Promise<void>
  /** Forgets bytes. */
  discard: (incoming: Incoming) => Promise<void>
  /**
   * The bytes of a piece, and how many; `undefined` if there is no such piece. The caller closes the file. What is no
   * longer what its name says is removed and never given: who has the bytes can upload them again.
   */
  get: (pieceCid: PieceCid) => Promise<{ file: FileHandle; size: number } | undefined>
  has: (pieceCid: PieceCid) => Promise<boolean>
  /** Makes bytes a piece. */
  keep: (incoming: Incoming) => Promise<void>
  /** Writes a stream down. Nothing stays behind if it fails, or brings more than `maxSize` bytes. */
  receive: (stream: AsyncIterable<Uint8Array>, options: { maxSize: number }) => Promise<Incoming>
}

/** Takes over what is in the folder, and removes what was never finished. */
export async function openPieceStore(parameters: {
  folder: string
  hashing?: Hashing | undefined
}): Promise<PieceStore> {
  const hashing = parameters.hashing ?? createHashing()
  const pieces = join(parameters.folder, 'pieces')
  const incomingFolder = join(parameters.folder, 'incoming')
  await rm(incomingFolder, { force: true, recursive: true })
  await mkdir(incomingFolder, { recursive: true })
  await mkdir(pieces, { recursive: true })

  const pathOf = (pieceCid: PieceCid) => join(pieces, pieceCid)

  async function write(file: FileHandle, path: string, stream: AsyncIterable<Uint8Array>, maxSize: number) {
    let size = 0
    for await (const chunk of stream) {
      size += chunk.length
      if (size > maxSize) throw new RequestError(413, `A piece has at most ${maxSize} bytes.`)
      for (let written = 0; written < chunk.length; ) {
        const { bytesWritten } = await file.write(chunk, written)
        written += bytesWritten
      }
      hashing.grown(path, size)
    }
    return size
  }

  async function discard({ path }: { path: string }) {
    hashing.forget(path)
    await rm(path, { force: true })
  }

  /** By piece: the file that was found to be what its name says. */
  const intactStamps = new Map<PieceCid, string>()
  const looking = new Map<PieceCid, Promise<string | undefined>>()

  /** The file of a piece, if it is what its name says. Hashes a file only once, unless it changes. */
  function intactStamp(pieceCid: PieceCid) {
    const look = looking.get(pieceCid) ?? findIntact(pieceCid).finally(() => looking.delete(pieceCid))
    looking.set(pieceCid, look)
    return look
  }

  async function findIntact(pieceCid: PieceCid) {
    const path = pathOf(pieceCid)
    const stats = await ifFound(stat(path, { bigint: true }))
    if (!stats) return undefined
    const stamp = stampOf(stats)
    if (intactStamps.get(pieceCid) === stamp) return stamp
    const since = Date.now() - Number(stats.ctimeMs)
    const size = Number(stats.size)
    const found = size === pieceSize(pieceCid) ? await hashing.finish(path, size) : `${size} bytes`
    if (found !== pieceCid) {
      log(`reading ${pieceCid}`, `it has become ${found}, and is removed`)
      await rm(path, { force: true })
      return undefined
    }
    // Another change within the same tick of the system's clock would not be seen in the stamp.
    if (since > clockTick) intactStamps.set(pieceCid, stamp)
    return stamp
  }

  return {
    close: async () => {
      if (!parameters.hashing) await hashing.close()
    },
    discard,

    async get(pieceCid) {
      for (;;) {
        const intact = await intactStamp(pieceCid)
        const file = intact && (await ifFound(open(pathOf(pieceCid), 'r')))
        if (!file) return undefined
        const stats = await file.stat({ bigint: true })
        if (stampOf(stats) === intact) return { file, size: Number(stats.size) }
        // It has been written to since it was looked at.
        await file.close()
      }
    },

    async has(pieceCid) {
      const stats = await ifFound(stat(pathOf(pieceCid)))
      return stats?.size === pieceSize(pieceCid)
    },

    async keep({ path, pieceCid }) {
      await rename(path, pathOf(pieceCid))
      const folder = await open(pieces, 'r')
      try {
        await folder.sync()
      } finally {
        await folder.close()
      }
    },

    async receive(stream, { maxSize }) {
      const path = join(incomingFolder, randomUUID())
      try {
        const file = await open(path, 'wx')
        let size: number
        try {
          size = await write(file, path, stream, maxSize)
          await file.sync()
        } finally {
          await file.close()
        }
        return { path, pieceCid: await hashing.finish(path, size), size }
      } catch (error) {
        await discard({ path })
        if (isCode(error, 'ENOSPC')) throw new RequestError(507, 'The disk is full.')
        throw error
      }
    },
  }
}

/** Milliseconds, amply. */
const clockTick = 100

/** What is different whenever a file has been written to. */
function stampOf({ ctimeNs, ino, mtimeNs, size }: BigIntStats) {
  return [ino, size, mtimeNs, ctimeNs].join(' ')
}

/** `undefined` if there is no such file. */
async function ifFound<found>(finding: Promise<found>): Promise<found | undefined> {
  try {
    return await finding
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined
    throw error
  }
}
