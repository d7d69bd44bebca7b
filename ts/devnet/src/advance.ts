import { gunzipSync, gzipSync } from 'node:zlib'
import { bytesToHex, type Hex, hexToBytes, numberToHex, type TestClient } from 'viem'
import { getBlock } from 'viem/actions'

/** Seconds of an epoch on Filecoin. */
export const epochSeconds = 30

type State = {
  best_block_number: number
  block: { number: Hex; timestamp: Hex }
  blocks: { header: { number: Hex; timestamp: Hex }; transactions: unknown[] }[]
  transactions: unknown[]
}

/**
 * Lets epochs go by: as many blocks, and half a minute each.
 *
 * anvil would take an hour to mine a month of blocks. So only the last one is mined: before that, the state is loaded
 * again with a later last block. Contracts see no difference, unless they ask for the hashes of the blocks in between.
 */
export async function advanceEpochs(
  client: TestClient<'anvil'>,
  options: { blockTime?: number | undefined; epochs: number },
): Promise<void> {
  const { blockTime, epochs } = options
  if (!Number.isSafeInteger(epochs) || epochs < 0) {
    throw new RangeError(`${epochs} is not a number of epochs: a whole number from 0 on.`)
  }
  if (epochs === 0) return

  // Nothing may be mined between the state that is read and the state that is loaded: it would be undone.
  await pauseMining(client, blockTime)
  try {
    await jump(client, epochs)
  } finally {
    await resumeMining(client, blockTime)
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
