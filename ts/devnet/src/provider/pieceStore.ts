import { randomUUID } from 'node:crypto'
import { type FileHandle, mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { isCode } from '../isCode.ts'
import { RequestError } from './errors.ts'
import { createHashing, type Hashing } from './hashing.ts'
import type { PieceCid } from './pieceCid.ts'

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
  /** The bytes of a piece, and how many; `undefined` if there is no such piece. The caller closes the file. */
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

  return {
    close: async () => {
      if (!parameters.hashing) await hashing.close()
    },
    discard,

    async get(pieceCid) {
      try {
        const file = await open(pathOf(pieceCid), 'r')
        return { file, size: (await file.stat()).size }
      } catch (error) {
        if (isCode(error, 'ENOENT')) return undefined
        throw error
      }
    },

    async has(pieceCid) {
      try {
        return (await stat(pathOf(pieceCid))).isFile()
      } catch (error) {
        if (isCode(error, 'ENOENT')) return false
        throw error
      }
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
