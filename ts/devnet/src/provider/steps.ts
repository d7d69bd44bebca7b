/** What a provider knows of a data set of its own. Epochs are block numbers; 0n stands for none. */
export type ProvingState =
  | { deleted: true }
  | {
      deleted: false
      /** From when on the challenge can be answered, inclusive. */
      challengeEpoch: bigint
      /** Until when, inclusive. */
      deadline: bigint
      /** The last epoch that is paid for, inclusive. */
      endEpoch: bigint
      /** What a proof costs, in attoFIL. */
      fee: bigint
      leafCount: bigint
      /** When the window opens after the next start of a period; `undefined` before the first. */
      nextWindow: bigint | undefined
      /** Whether the challenge is answered. */
      proven: boolean
      railId: bigint
      /** Whether all is paid that will ever be paid. */
      settled: boolean
    }

/** How data sets are proven. Lengths are in epochs. */
export type ProvingConfig = {
  /** How many answers a proof has. */
  challenges: bigint
  /** How far ahead a challenge has to be. */
  finality: bigint
  period: bigint
  /** At the end of each period: in it a challenge is answered. */
  window: bigint
}

/** A transaction that a data set needs. */
export type Step =
  | { call: 'nextProvingPeriod'; challengeEpoch: bigint }
  /** So many epochs ahead of when it is sent. */
  | { call: 'nextProvingPeriod'; ahead: bigint; challengeEpoch?: undefined }
  | { call: 'provePossession'; challenges: bigint; fee: bigint }
  | { call: 'settleRail'; endEpoch: bigint; railId: bigint }
  | { call: 'deleteDataSet' }
  | { call: 'cleanupPieces' }

/** Nothing can be done before block `from`, and something has to be after block `by` at the latest. */
export type Wait = { by: bigint; from: bigint }

/**
 * What a data set needs after block `epoch`; `undefined` if nothing is to come.
 *
 * A period starts with the first pieces. In each there is one moment to act: in the window at its end the challenge is
 * answered, and the next period is started at once, with which pieces that wait to be removed go. When the service has
 * ended and so long that whatever was proven can be settled, the rest is collected and the data set deleted.
 */
export function nextStep(state: ProvingState, epoch: bigint, config: ProvingConfig): Step | Wait | undefined {
  if (state.deleted) return { call: 'cleanupPieces' }
  const { challengeEpoch, deadline, endEpoch, fee, leafCount, proven, railId, settled } = state
  // A transaction is mined in the next block, or after it.
  if (endEpoch !== 0n && epoch >= endEpoch) {
    const collected = endEpoch + config.period
    if (epoch <= collected) return waitFor(collected + 1n)
    return settled ? { call: 'deleteDataSet' } : { call: 'settleRail', endEpoch, railId }
  }
  if (deadline === 0n) return leafCount === 0n ? undefined : nextPeriod(state, epoch, config)
  if (proven || epoch > deadline) return nextPeriod(state, epoch, config)
  if (epoch === deadline) return waitFor(deadline + 1n)
  if (epoch >= challengeEpoch) return { call: 'provePossession', challenges: config.challenges, fee }
  // Data sets whose windows overlap are proven together; a quarter of the window is left for what goes wrong.
  const by = deadline - config.window / 4n
  return { by: by > challengeEpoch ? by : challengeEpoch, from: challengeEpoch }
}

function nextPeriod(
  { nextWindow }: ProvingState & { deleted: false },
  epoch: bigint,
  { finality, period, window }: ProvingConfig,
): Step | Wait {
  // The first period begins when this is mined: in the middle of the window, some blocks more or less do not matter.
  if (nextWindow === undefined) {
    return { ahead: period - window / 2n, call: 'nextProvingPeriod' }
  }
  // Late, a window may be open already, and a challenge still has to be ahead.
  const soonest = epoch + finality + 2n
  const challengeEpoch = soonest > nextWindow ? soonest : nextWindow
  const end = nextWindow + window
  return challengeEpoch < end ? { call: 'nextProvingPeriod', challengeEpoch } : waitFor(end + 1n)
}

function waitFor(epoch: bigint): Wait {
  return { by: epoch, from: epoch }
}
