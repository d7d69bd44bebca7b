import { Worker } from 'node:worker_threads'
import { bytesToHex } from 'viem'
import { type PieceCid, pieceCidFromHex } from './pieceCid.ts'

/** Computes piece commitments on another core, while the files are still growing. */
export type Hashing = {
  /** Ends the thread. What is under way fails. */
  close: () => Promise<void>
  /** Forgets a file. */
  forget: (path: string) => void
  /** The commitment of all that a file was said to hold. */
  finish: (path: string) => Promise<PieceCid>
  /** Says how many bytes of a file are there to be read. */
  grown: (path: string, size: number) => void
}

type Answer = { path: string; cid?: Uint8Array; error?: string }

/** The thread starts with the first file, and alone keeps no process running. */
export function createHashing(): Hashing {
  const waiting = new Map<string, { resolve: (cid: PieceCid) => void; reject: (error: Error) => void }>()
  const failed = new Map<string, Error>()
  let worker: Worker | undefined

  function send(message: { type: 'grown' | 'finish' | 'forget'; path: string; size?: number }) {
    worker ??= start()
    worker.postMessage(message)
  }

  function start() {
    const started = new Worker(new URL('./hashWorker.js', import.meta.url))
    started.unref()
    started.on('message', ({ path, cid, error }: Answer) => {
      const waiter = waiting.get(path)
      waiting.delete(path)
      if (cid) waiter?.resolve(pieceCidFromHex(bytesToHex(cid)))
      else if (waiter) waiter.reject(new Error(error))
      else failed.set(path, new Error(error))
    })
    started.on('error', fail)
    started.on('exit', () => fail(new Error('The thread that hashes pieces has ended.')))
    return started
  }

  function fail(error: Error) {
    worker = undefined
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  }

  return {
    close: async () => {
      await worker?.terminate()
    },
    finish: (path) =>
      new Promise((resolve, reject) => {
        const error = failed.get(path)
        failed.delete(path)
        if (error) return reject(error)
        waiting.set(path, { reject, resolve })
        send({ path, type: 'finish' })
      }),
    forget: (path) => {
      failed.delete(path)
      if (worker) send({ path, type: 'forget' })
    },
    grown: (path, size) => send({ path, size, type: 'grown' }),
  }
}
