import { Worker } from 'node:worker_threads'
import { bytesToHex } from 'viem'
import { type PieceCid, pieceCidFromHex } from './pieceCid.ts'

/** Computes piece commitments on another core, while the files are still growing. */
export type Hashing = {
  /** Ends the thread. What is under way fails. */
  close: () => Promise<void>
  /** The commitment of a file of that many bytes. */
  finish: (path: string, size: number) => Promise<PieceCid>
  /** Forgets a file. */
  forget: (path: string) => void
  /** Says how many bytes of a file are there to be read. */
  grown: (path: string, size: number) => void
}

type Question = { type: 'grown' | 'finish'; path: string; size: number } | { type: 'forget'; path: string }
type Answer = { path: string; cid?: Uint8Array; error?: string }
type Waiter = { resolve: (cid: PieceCid) => void; reject: (error: Error) => void }

/** The thread starts at once, so that the first piece does not wait for it. It alone keeps no process running. */
export function createHashing(): Hashing {
  const waiters = new Map<string, Waiter>()
  let worker: Worker | undefined = start()
  let closed = false

  function send(question: Question) {
    if (closed) throw new Error('No more pieces are hashed.')
    worker ??= start()
    worker.postMessage(question)
  }

  function start() {
    const started = new Worker(new URL('./hashWorker.js', import.meta.url), {
      // How the program was started is none of the thread's business: it is a file, and no text from stdin or `--eval`.
      env: {},
      execArgv: [],
      // It makes many small arrays, and keeps none.
      resourceLimits: { maxOldGenerationSizeMb: 32, maxYoungGenerationSizeMb: 4 },
    })
    started.unref()
    started.on('message', ({ path, cid, error }: Answer) => {
      // A file that cannot be read fails again when it is finished: until then nobody waits.
      const waiter = waiters.get(path)
      waiters.delete(path)
      if (cid) waiter?.resolve(pieceCidFromHex(bytesToHex(cid)))
      else waiter?.reject(new Error(error))
    })
    started.on('error', fail)
    started.on('exit', () => fail(new Error('The thread that hashes pieces has ended.')))
    return started
  }

  function fail(error: Error) {
    worker = undefined
    for (const { reject } of waiters.values()) reject(error)
    waiters.clear()
  }

  return {
    close: async () => {
      closed = true
      await worker?.terminate()
    },
    finish: (path, size) =>
      new Promise((resolve, reject) => {
        waiters.set(path, { reject, resolve })
        send({ path, size, type: 'finish' })
      }),
    forget: (path) => {
      if (worker && !closed) send({ path, type: 'forget' })
    },
    grown: (path, size) => send({ path, size, type: 'grown' }),
  }
}
