import { filecoinPayAbi, filecoinWarmStorageServiceStateViewAbi, pdpVerifierAbi } from 'foc-session-keys/abi'
import { type Hash, isAddressEqual, zeroHash } from 'viem'
import type { createSubmitter, ProviderClient, ProviderContracts } from './client.ts'
import { revertData } from './reverts.ts'
import type { ProvingState, Step } from './steps.ts'

/** How many pieces one transaction cleans up. */
const piecesAtOnce = 200n

/** What a provider reads and sends of its own accord, to prove its data sets and to be paid for them. */
export function createProving(parameters: {
  client: ProviderClient
  contracts: ProviderContracts
  submit: ReturnType<typeof createSubmitter>
}) {
  const { client, contracts, submit } = parameters
  const pay = { abi: filecoinPayAbi, address: contracts.filecoinPay } as const
  const pdp = { abi: pdpVerifierAbi, address: contracts.pdp } as const
  const view = { abi: filecoinWarmStorageServiceStateViewAbi, address: contracts.fwssView } as const
  const { address } = client.account

  /** Whether nothing of a rail that has ended is left to settle. */
  async function isSettled(railId: bigint): Promise<boolean> {
    try {
      const rail = await client.readContract({ ...pay, args: [railId], functionName: 'getRail' })
      return rail.endEpoch !== 0n && rail.settledUpTo >= rail.endEpoch
    } catch (error) {
      // One that is finalised is not found any more.
      if (revertData(error) === undefined) throw error
      return true
    }
  }

  /** Whether this provider may clean up a data set that is no longer live. */
  async function mayCleanUp(setId: bigint): Promise<boolean> {
    try {
      await client.estimateContractGas({ ...pdp, args: [setId, piecesAtOnce], functionName: 'cleanupPieces' })
      return true
    } catch (error) {
      if (revertData(error) === undefined) throw error
      return false
    }
  }

  return {
    epoch: () => client.getBlockNumber({ cacheTime: 0 }),

    /** How long a proving period and the window at its end are, and how far ahead a challenge has to be. */
    async provingConfig() {
      const [[period, window], finality] = await Promise.all([
        client.readContract({ ...view, functionName: 'getPDPConfig' }),
        client.readContract({ ...pdp, functionName: 'getChallengeFinality' }),
      ])
      return { finality, period, window }
    },

    nextDataSetId: () => client.readContract({ ...pdp, functionName: 'getNextDataSetId' }),

    /** What a data set needs to be proven by; `undefined` if it is none of this provider's, or gone. */
    async provingState(setId: bigint): Promise<ProvingState | undefined> {
      const ofSet = { ...pdp, args: [setId] } as const
      const ofService = { ...view, args: [setId] } as const
      if (!(await client.readContract({ ...ofSet, functionName: 'dataSetLive' }))) {
        return (await mayCleanUp(setId)) ? { deleted: true } : undefined
      }
      const [[provider], listener] = await Promise.all([
        client.readContract({ ...ofSet, functionName: 'getDataSetStorageProvider' }),
        client.readContract({ ...ofSet, functionName: 'getDataSetListener' }),
      ])
      if (!isAddressEqual(provider, address) || !isAddressEqual(listener, contracts.fwss)) return undefined
      const [leafCount, challengeEpoch, activation, deadline, proven, { pdpEndEpoch, pdpRailId }] =
        await Promise.all([
          client.readContract({ ...ofSet, functionName: 'getDataSetLeafCount' }),
          client.readContract({ ...ofSet, functionName: 'getNextChallengeEpoch' }),
          client.readContract({ ...ofService, functionName: 'provingActivationEpoch' }),
          client.readContract({ ...ofService, functionName: 'provingDeadline' }),
          client.readContract({ ...ofService, functionName: 'provenThisPeriod' }),
          client.readContract({ ...ofService, functionName: 'getDataSet' }),
        ])
      const [nextWindow, settled] = await Promise.all([
        activation === 0n
          ? undefined
          : client.readContract({ ...ofService, functionName: 'nextPDPChallengeWindowStart' }),
        pdpEndEpoch === 0n ? false : isSettled(pdpRailId),
      ])
      return {
        challengeEpoch,
        deadline,
        deleted: false,
        endEpoch: pdpEndEpoch,
        leafCount,
        nextWindow,
        proven,
        railId: pdpRailId,
        settled,
      }
    },

    /** Does a step. The stand-in for PDPVerifier takes any answer to a challenge, but it takes as many as on Filecoin. */
    async take(setId: bigint, step: Step): Promise<Hash> {
      switch (step.call) {
        case 'nextProvingPeriod':
          return submit({ ...pdp, args: [setId, step.challengeEpoch, '0x'], functionName: step.call })
        case 'provePossession': {
          const [[, , challenges], value] = await Promise.all([
            client.readContract({ ...view, functionName: 'getPDPConfig' }),
            client.readContract({ ...pdp, args: [setId], functionName: 'calculateProofFee' }),
          ])
          const proofs = Array(Number(challenges)).fill({ leaf: zeroHash, proof: [] })
          return submit({ ...pdp, args: [setId, proofs], functionName: step.call, value })
        }
        case 'settleRail':
          return submit({ ...pay, args: [step.railId, step.endEpoch], functionName: step.call })
        case 'deleteDataSet':
          return submit({ ...pdp, args: [setId, '0x'], functionName: step.call })
        case 'cleanupPieces':
          return submit({ ...pdp, args: [setId, piecesAtOnce], functionName: step.call })
      }
    },
  }
}
