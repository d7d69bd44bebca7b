import { gunzipSync, gzipSync } from 'node:zlib'
import { bytesToHex, type Hex, hexToBytes, numberToHex, type TestClient } from 'viem'
import { getBlock, getBlockNumber } from 'viem/actions'
import type { Prover } from './provider/prover.ts'

/** Seconds of an epoch on Filecoin. */
export const epochSeconds = 30

type State = {
  best_block_number: number
  block: { number: Hex; timestamp: Hex }
  blocks: { header: { number: Hex; timestamp: Hex }; transactions: unknown[] }[]
  transactions: unknown[]
}

/**
 * Lets epochs go by: as many blocks, and half a minute each. Whenever a provider has to do something, so that no deadline
 * passes, it is let do it.
 *
 * anvil would take an hour to mine a month of blocks. So only those are mined that somebody needs: before each, the state is
 * loaded again with a later last block. Contracts see no difference, unless they ask for the hashes of the blocks in between.
 */
export async function advanceEpochs(
  client: TestClient<'anvil'>,
  options: { blockTime?: number | undefined; epochs: number; provers: readonly Prover[] },
): Promise<void> {
  const { blockTime, epochs, provers } = options
  if (!Number.isSafeInteger(epochs) || epochs < 0) {
    throw new RangeError(`${epochs} is not a number of epochs: a whole number from 0 on.`)
  }
  if (epochs === 0) return

  const resumes = await Promise.all(provers.map((prover) => prover.pause()))
  try {
    // Nothing may be mined between the state that is read and the state that is loaded: it would be undone.
    await pauseMining(client, blockTime)
    try {
      await go(client, epochs, provers)
    } finally {
      await resumeMining(client, blockTime)
    }
  } finally {
    for (const resume of resumes) resume()
  }
}

async function go(client: TestClient<'anvil'>, epochs: number, provers: readonly Prover[]) {
  const start = Number(await getBlockNumber(client, { cacheTime: 0 }))
  const end = start + epochs
  for (let now = start; now < end; ) {
    const looks = await Promise.all(provers.map((prover) => prover.look(BigInt(now))))
    const dues = looks.map(({ due, sent }) => (sent > 0 ? now + 1 : Number(due ?? end)))
    const next = Math.max(now + 1, Math.min(end, ...dues))
    await jump(client, next - now)
    now = next
  }
}

function pauseMining(client: TestClient<'anvil'>, blockTime?: number | undefined) {
  return blockTime === undefined ? client.setAutomine(false) : client.setIntervalMining({ interval: 0 })
}

function resumeMining(client: TestClient<'anvil'>, blockTime?: number | undefined) {
  return blockTime === undefined
    ? client.setAutomine(true)
    : client.setIntervalMining({ interval: blockTime })
}

/** The block that is mined at the end takes in what was sent meanwhile. */
async function jump(client: TestClient<'anvil'>, epochs: number) {
  const { timestamp } = await getBlock(client)
  if (epochs > 1) {
    const state: State = JSON.parse(gunzipSync(hexToBytes(await client.dumpState())).toString('utf8'))
    const jumped = gzipSync(JSON.stringify(later(state, epochs - 1)), { level: 1 })
    await client.loadState({ state: bytesToHex(jumped) })
  }
  await client.setNextBlockTimestamp({ timestamp: timestamp + BigInt(epochs * epochSeconds) })
  await client.mine({ blocks: 1 })
}

/** The same state some epochs later. Only what is to be added to the chain has to be in it. */
function later(state: State, epochs: number): State {
  const last = state.blocks.find(({ header }) => Number(header.number) === state.best_block_number)
  if (!last) throw new Error('anvil gave a state without its last block.')
  const number = Number(last.header.number) + epochs
  const timestamp = numberToHex(Number(last.header.timestamp) + epochs * epochSeconds)
  return {
    ...state,
    best_block_number: number,
    block: { ...state.block, number: numberToHex(number), timestamp },
    blocks: [
      { ...last, header: { ...last.header, number: numberToHex(number), timestamp }, transactions: [] },
    ],
    transactions: [],
  }
}
