import { filecoinPayAbi, filecoinWarmStorageServiceAbi, pdpVerifierAbi } from 'foc-session-keys/abi'
import type { Hash } from 'viem'
import { log } from './log.ts'
import type { createProving } from './proving.ts'
import { describeRevert, revertData } from './reverts.ts'
import { nextStep, type ProvingConfig, type Wait } from './steps.ts'
import type { createTransactions } from './transactions.ts'

/** What may be refused, in words. */
const errors = [...filecoinPayAbi, ...filecoinWarmStorageServiceAbi, ...pdpVerifierAbi].filter(
  ({ type }) => type === 'error',
)

/** Milliseconds between two looks at the chain's clock. */
const interval = 1_000

/** Milliseconds after which what failed, and was refused by no contract, is tried again, whether there are new blocks or not. */
const retryAfter = 3_000

/** How many data sets are looked at at once. */
const setsAtOnce = 50

/** How often it goes on with what is there to do, until other things come first. */
const roundsAtOnce = 20

/** What a provider does of its own accord as time goes by. */
export type Prover = {
  /** Ends it. What it has sent is sent. */
  close: () => void
  /**
   * Sends what the data sets need after the last block, `epoch`. Returns how many transactions, and after which block it
   * has to look again at the latest, if it has to.
   */
  look: (epoch: bigint) => Promise<{ due: bigint | undefined; sent: number }>
  /** From when this resolves until what it gives is called, nothing is done unless `look` is called. */
  pause: () => Promise<() => void>
  /** Says that there is something new. */
  wake: () => void
}

/** What is known of a data set from one look to the next. The chain may have forgotten it meanwhile. */
type Known = {
  /** What was sent last, after which block, while it is not mined. */
  pending?: { hash: Hash; since: bigint } | undefined
  /** What was said last of what could not be done. */
  said?: string | undefined
  /** `undefined`: it has to be looked at after each block. */
  wait?: Wait | undefined
}

/**
 * Follows the provider's data sets: answers challenges in their windows, starts periods, collects what is due at the end,
 * cleans up. It looks when it is told that there is something new, and as soon as there is a data set, each second whether
 * there is a new block. What it cannot do it says once, and tries again later.
 */
export function createProver(
  chain: ReturnType<typeof createProving> & ReturnType<typeof createTransactions>,
): Prover {
  const sets = new Map<bigint, Known>()
  let nextId = 1n
  let lastEpoch = 0n
  let closed = false

  async function look(epoch: bigint) {
    await findSets(epoch)
    const looked = [...sets].filter(([, { wait }]) => !wait || wait.from <= epoch)
    let sent = 0
    if (looked.length > 0) {
      const config = chain.provingConfig()
      config.catch(() => {})
      for (let index = 0; index < looked.length; index += setsAtOnce) {
        const some = looked.slice(index, index + setsAtOnce)
        const did = await Promise.all(some.map(([setId, known]) => goOn(setId, known, epoch, config)))
        sent += did.filter(Boolean).length
      }
    }
    const dues = [...sets.values()].flatMap(({ wait }) => wait?.by ?? [])
    const due = dues.length === 0 ? undefined : dues.reduce((first, by) => (by < first ? by : first))
    return { due, sent }
  }

  async function findSets(epoch: bigint) {
    const next = await chain.nextDataSetId()
    // The chain has been put back: what is known of it may be wrong.
    if (epoch < lastEpoch || next < nextId) {
      sets.clear()
      nextId = 1n
    }
    lastEpoch = epoch
    for (; nextId < next; nextId++) sets.set(nextId, {})
  }

  /** Whether something was sent for a data set. */
  async function goOn(
    setId: bigint,
    known: Known,
    epoch: bigint,
    reading: Promise<ProvingConfig>,
  ): Promise<boolean> {
    let doing = 'looking at it'
    try {
      if (known.pending) {
        const { hash, since } = known.pending
        const outcome = await chain.outcome(hash)
        if (outcome === 'pending') {
          known.wait = after(epoch, epoch - since)
          return false
        }
        known.pending = undefined
        if (outcome === 'rejected') throw new Error(`Transaction ${hash} was rejected.`)
      }
      const [state, config] = await Promise.all([chain.provingState(setId), reading])
      if (!state) {
        sets.delete(setId)
        return false
      }
      const step = nextStep(state, epoch, config)
      known.wait = step && 'call' in step ? undefined : step
      if (closed || step === undefined || !('call' in step)) return false
      doing = step.call
      known.pending = { hash: await chain.take(setId, step), since: epoch }
      known.said = undefined
      return true
    } catch (error) {
      const data = revertData(error)
      const reason = data ? new Error(describeRevert(data, errors)) : error
      const text = `${doing}: ${reason}`
      if (!closed && text !== known.said) log(`data set ${setId}: ${doing}`, reason)
      known.said = text
      // A contract does not soon think better of it; what else goes wrong may be over at once.
      const { period, window } = await reading
      known.wait = after(epoch, data ? period / 2n : window / 4n)
      if (!data) setTimeout(lookAgain, retryAfter, known).unref()
      return false
    }
  }

  function lookAgain(known: Known) {
    known.wait = undefined
    wake()
  }

  /* ON ITS OWN */

  let turn: Promise<unknown> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined
  let said: string | undefined
  /** Whether it goes on looking, for a data set that may come to be. */
  let following = false
  /** Whether there may be something new although there is no new block. */
  let stale = true
  let queued = false

  function inTurn(act: () => Promise<unknown>): Promise<void> {
    const acting = turn.then(act)
    turn = acting.catch(() => {})
    return acting.then(() => {})
  }

  async function catchUp() {
    stale = false
    for (let round = 0; round < roundsAtOnce && !closed; round++) {
      const { sent } = await look(await chain.epoch())
      if (sent === 0) return
      const pending = [...sets.values()].flatMap((known) => known.pending?.hash ?? [])
      await Promise.all(pending.map(chain.transactionStatus))
    }
  }

  /** Looks at the chain in its turn; asked for more than once meanwhile, once. */
  async function follow() {
    if (queued || closed) return
    queued = true
    clearTimeout(timer)
    await inTurn(async () => {
      queued = false
      if (!closed && (stale || (await chain.epoch()) !== lastEpoch)) await catchUp()
      said = undefined
    }).catch((error) => {
      stale = true
      const text = String(error)
      if (!closed && text !== said) log('following the data sets', error)
      said = text
    })
    if (queued || closed || !(following || sets.size > 0 || stale)) return
    clearTimeout(timer)
    timer = setTimeout(follow, interval)
    timer.unref()
  }

  function wake() {
    following = true
    stale = true
    void follow()
  }

  // There may be data sets of an earlier life.
  void follow()

  return {
    close: () => {
      closed = true
      clearTimeout(timer)
    },
    look,
    pause: () =>
      new Promise((paused) => {
        void inTurn(
          () =>
            new Promise<void>((resume) => {
              // Whatever was waited for: what was refused may be accepted by now.
              for (const known of sets.values()) known.wait = undefined
              paused(resume)
            }),
        )
      }),
    wake,
  }
}

/** So many blocks after a block, and one at least. */
function after(epoch: bigint, blocks: bigint): Wait {
  const then = epoch + (blocks > 1n ? blocks : 1n)
  return { by: then, from: then }
}
