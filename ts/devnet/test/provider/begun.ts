import { expect, vi } from 'vitest'

/** Waits until the first period of a data set has begun: with that, its provider pays what is due, and drops what is to go. */
export async function begun(serviceUrl: string, dataSetId: bigint | number): Promise<void> {
  await vi.waitFor(async () => {
    const response = await fetch(`${serviceUrl}/pdp/data-sets/${dataSetId}`)
    expect((await response.json()).nextChallengeEpoch).not.toBe(0)
  }, 10_000)
}
