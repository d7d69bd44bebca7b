import { gunzipSync, gzipSync } from 'node:zlib'
import { bytesToHex, type Hex, hexToBytes, numberToHex, type TestClient } from 'viem'

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
export async function advanceEpochs(client: TestClient<'anvil'>, epochs: number): Promise<void> {
  if (!Number.isSafeInteger(epochs) || epochs < 0) {
    throw new RangeError(`${epochs} is not a number of epochs: a whole number from 0 on.`)
  }
  if (epochs === 0) return
  const state: State = JSON.parse(gunzipSync(hexToBytes(await client.dumpState())).toString('utf8'))
  await client.loadState({
    state: bytesToHex(gzipSync(JSON.stringify(later(state, epochs - 1)), { level: 1 })),
  })
  await client.setNextBlockTimestamp({
    timestamp: BigInt(lastBlock(state).header.timestamp) + BigInt(epochs * epochSeconds),
  })
  await client.mine({ blocks: 1 })
}

/** The same state some epochs later. Only what is to be added to the chain has to be in it. */
function later(state: State, epochs: number): State {
  const last = lastBlock(state)
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

function lastBlock({ best_block_number, blocks }: State) {
  const last = blocks.find(({ header }) => Number(header.number) === best_block_number)
  if (!last) throw new Error('anvil gave a state without its last block.')
  return last
}
