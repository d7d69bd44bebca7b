import { mkdir, open, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import type { TestClient } from 'viem'
import { getBlockNumber } from 'viem/actions'
import type { Genesis } from './genesis.ts'

/** Milliseconds between two looks at whether there is something new to save. */
const interval = 2_000

/** A chain in a file. */
export type SavedChain = {
  /** Keeps the file up to date, and returns how to end that, saving what there is. */
  follow: (client: TestClient<'anvil'>, contracts: Genesis['contracts']) => () => Promise<void>
  /** The chain that was saved, if there was one. */
  chain?: Pick<Genesis, 'contracts' | 'state'> | undefined
}

export async function openSavedChain(folder: string): Promise<SavedChain> {
  await mkdir(folder, { recursive: true })
  const path = join(folder, 'chain.json')
  const chain = await readChain(path)

  /** A file is replaced as a whole: who dies while saving has the one before. */
  async function save(client: TestClient<'anvil'>, contracts: Genesis['contracts']) {
    const saved: SavedChain['chain'] = { contracts, state: await client.dumpState() }
    const temporary = `${path}.new`
    const file = await open(temporary, 'w')
    try {
      await file.writeFile(JSON.stringify(saved))
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, path)
  }

  return {
    follow(client, contracts) {
      let savedBlock: bigint | undefined
      let saving: Promise<void> = Promise.resolve()

      async function saveIfNew() {
        const block = await getBlockNumber(client, { cacheTime: 0 })
        if (block === savedBlock) return
        await save(client, contracts)
        savedBlock = block
      }
      const timer = setInterval(() => {
        // What fails now is tried again: by the next turn, or at the end, which reports it.
        saving = saving.then(saveIfNew).catch(() => {})
      }, interval)
      timer.unref()

      return async () => {
        clearInterval(timer)
        await saving
        await saveIfNew()
      }
    },
    chain,
  }
}

async function readChain(path: string): Promise<SavedChain['chain']> {
  try {
    return JSON.parse(await readFile(path, 'utf8'))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw new Error(`There is no chain to go on with in ${path}.`, { cause: error })
  }
}
