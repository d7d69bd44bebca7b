// The thread that computes piece commitments. It reads the files that the server writes, so what it commits to is what
// is on disk, and no piece travels between threads.
import { closeSync, openSync, readSync } from 'node:fs'
import { parentPort } from 'node:worker_threads'
import { createPieceHasher } from './pieceHasher.js'

/** @typedef {{ type: 'grown' | 'finish', path: string, size: number } | { type: 'forget', path: string }} Request */
/** @typedef {{ path: string, cid?: Uint8Array, error?: string }} Response */

/** @type {Map<string, { file: number, hasher: ReturnType<typeof createPieceHasher> }>} */
const pieces = new Map()
const buffer = Buffer.alloc(1024 * 1024)
const port = /** @type {import('node:worker_threads').MessagePort} */ (parentPort)

port.on('message', (/** @type {Request} */ request) => {
  try {
    if (request.type === 'forget') return forget(request.path)
    const hasher = hash(request.path, request.size)
    if (request.type === 'grown') return
    port.postMessage({ path: request.path, cid: hasher.digest() })
    forget(request.path)
  } catch (error) {
    forget(request.path)
    port.postMessage({ path: request.path, error: error instanceof Error ? error.message : String(error) })
  }
})

/**
 * Goes on where it stopped; from the beginning if this thread has not seen the file before.
 * @param {string} path
 * @param {number} size
 */
function hash(path, size) {
  const piece = pieces.get(path) ?? { file: openSync(path, 'r'), hasher: createPieceHasher() }
  pieces.set(path, piece)
  while (piece.hasher.size < size) {
    const length = Math.min(buffer.length, size - piece.hasher.size)
    const read = readSync(piece.file, buffer, 0, length, piece.hasher.size)
    if (read === 0) throw new Error(`The file ends after ${piece.hasher.size} of ${size} bytes.`)
    piece.hasher.write(buffer.subarray(0, read))
  }
  return piece.hasher
}

/** @param {string} path */
function forget(path) {
  const piece = pieces.get(path)
  if (piece) closeSync(piece.file)
  pieces.delete(path)
}
