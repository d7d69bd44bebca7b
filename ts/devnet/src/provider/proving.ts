import { filecoinPayAbi, filecoinWarmStorageServiceStateViewAbi, pdpVerifierAbi } from 'foc-session-keys/abi'
import { type Address, type Hash, isAddressEqual, zeroHash } from 'viem'
import type { Call, createSubmitter, ProviderContracts, Reader } from './client.ts'
import { revertData } from './reverts.ts'
import type { ProvingConfig, ProvingState, Step } from './steps.ts'

/** How many pieces one transaction cleans up. */
const piecesAtOnce = 200n

/** What a provider reads and sends of its own accord, to prove its data sets and to be paid for them. */
export function createProving(parameters: {
  /** The provider's account. */
  address: Address
  contracts: ProviderContracts
  reader: Reader
  submit: ReturnType<typeof createSubmitter>
}) {
  const { address, contracts, reader, submit } = parameters
  const pay = { abi: filecoinPayAbi, address: contracts.filecoinPay } as const
  const pdp = { abi: pdpVerifierAbi, address: contracts.pdp } as const
  const view = { abi: filecoinWarmStorageServiceStateViewAbi, address: contracts.fwssView } as const

  /** Whether nothing of a rail that has ended is left to settle. One that is finalised is not found any more. */
  async function isSettled(railId: bigint, endEpoch: bigint): Promise<boolean> {
    const rail = await unlessRefused(reader.readContract({ ...pay, args: [railId], functionName: 'getRail' }))
    return !rail || rail.settledUpTo >= endEpoch
  }

  /** Whether this provider may clean up a data set that is no longer live. */
  async function mayCleanUp(setId: bigint): Promise<boolean> {
    const cleanup = { ...pdp, args: [setId, piecesAtOnce], functionName: 'cleanupPieces' } as const
    return (await unlessRefused(reader.estimateContractGas({ ...cleanup, account: address }))) !== undefined
  }

  const epoch = () => reader.getBlockNumber({ cacheTime: 0 })

  return {
    epoch,

    async provingConfig(): Promise<ProvingConfig> {
      const [[period, window, challenges], finality] = await Promise.all([
        reader.readContract({ ...view, functionName: 'getPDPConfig' }),
        reader.readContract({ ...pdp, functionName: 'getChallengeFinality' }),
      ])
      return { challenges, finality, period, window }
    },

    nextDataSetId: () => reader.readContract({ ...pdp, functionName: 'getNextDataSetId' }),

    /** What a data set needs to be proven by; `undefined` if it is none of this provider's, or gone. */
    async provingState(setId: bigint): Promise<ProvingState | undefined> {
      const ofSet = { ...pdp, args: [setId] } as const
      const ofService = { ...view, args: [setId] } as const
      const [live, providers, listener, leafCount, challengeEpoch, fee, deadline, proven, info, nextWindow] =
        await Promise.all([
          reader.readContract({ ...ofSet, functionName: 'dataSetLive' }),
          unlessRefused(reader.readContract({ ...ofSet, functionName: 'getDataSetStorageProvider' })),
          unlessRefused(reader.readContract({ ...ofSet, functionName: 'getDataSetListener' })),
          unlessRefused(reader.readContract({ ...ofSet, functionName: 'getDataSetLeafCount' })),
          unlessRefused(reader.readContract({ ...ofSet, functionName: 'getNextChallengeEpoch' })),
          unlessRefused(reader.readContract({ ...ofSet, functionName: 'calculateProofFee' })),
          reader.readContract({ ...ofService, functionName: 'provingDeadline' }),
          reader.readContract({ ...ofService, functionName: 'provenThisPeriod' }),
          reader.readContract({ ...ofService, functionName: 'getDataSet' }),
          // There is none before the first period.
          unlessRefused(reader.readContract({ ...ofService, functionName: 'nextPDPChallengeWindowStart' })),
        ])
      if (!live) return (await mayCleanUp(setId)) ? { deleted: true } : undefined
      if (!providers || !isAddressEqual(providers[0], address)) return undefined
      if (!listener || !isAddressEqual(listener, contracts.fwss)) return undefined
      const { pdpEndEpoch, pdpRailId } = info
      return {
        challengeEpoch: challengeEpoch ?? 0n,
        deadline,
        deleted: false,
        endEpoch: pdpEndEpoch,
        fee: fee ?? 0n,
        leafCount: leafCount ?? 0n,
        nextWindow,
        proven,
        railId: pdpRailId,
        settled: pdpEndEpoch !== 0n && (await isSettled(pdpRailId, pdpEndEpoch)),
      }
    },

    /** Does a step. */
    take: (setId: bigint, step: Step): Promise<Hash> => submit(() => callOf(setId, step)),
  }

  async function callOf(setId: bigint, step: Step): Promise<Call> {
    switch (step.call) {
      case 'nextProvingPeriod': {
        const challengeEpoch = step.challengeEpoch ?? (await epoch()) + step.ahead
        return { ...pdp, args: [setId, challengeEpoch, '0x'], functionName: step.call }
      }
      case 'provePossession': {
        // The stand-in for PDPVerifier takes any answers, but it takes as many as on Filecoin.
        const proofs = Array(Number(step.challenges)).fill({ leaf: zeroHash, proof: [] })
        return { ...pdp, args: [setId, proofs], functionName: step.call, value: step.fee }
      }
      case 'settleRail':
        return { ...pay, args: [step.railId, step.endEpoch], functionName: step.call }
      case 'deleteDataSet':
        return { ...pdp, args: [setId, '0x'], functionName: step.call }
      case 'cleanupPieces':
        return { ...pdp, args: [setId, piecesAtOnce], functionName: step.call }
    }
  }
}

/** What a contract answers; `undefined` if it refuses to. */
async function unlessRefused<answer>(asking: Promise<answer>): Promise<answer | undefined> {
  try {
    return await asking
  } catch (error) {
    if (revertData(error) === undefined) throw error
    return undefined
  }
}
