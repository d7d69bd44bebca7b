import { createHash } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { isAddress, isHex, type TestClient } from 'viem'
import { contractNames, type Genesis } from './genesis.ts'
import { isCode } from './isCode.ts'
import { lockFolder } from './lock.ts'

/** Milliseconds between two looks at whether there is something new to save. */
const interval = 2_000

/** A look takes no more than this part of the time. */
const share = 1 / 20

const chainFile = 'chain.json'

/** What a devnet puts into its folder. */
const ownNames = [chainFile, `${chainFile}.new`, 'owners', 'provider-1', 'provider-2']

/** Thrown when the folder for chain and pieces holds something that no devnet has put there. */
export class ForeignFolderError extends Error {
  override name = 'ForeignFolderError'
  readonly folder: string
  /** What is there. */
  readonly found: string

  constructor(parameters: { cause?: unknown; folder: string; found: string }) {
    const { cause, folder, found } = parameters
    super(
      `There is no chain to go on with in ${folder}: ${found}. Pass the folder of a devnet, or one that is empty or not there yet.`,
      cause === undefined ? {} : { cause },
    )
    this.folder = folder
    this.found = found
  }
}

/** A chain and where it is kept. */
export type SavedChain = Pick<Genesis, 'contracts' | 'state' | 'version'>

/** The folder of a devnet that is to go on later. It is this process's until it is released. */
export type StateFolder = {
  /** The chain that was saved, if there was one. */
  chain?: SavedChain | undefined
  /** Keeps what is saved up to date, and returns how to end that, saving what there is. */
  follow: (client: TestClient<'anvil'>, contracts: Genesis['contracts']) => () => Promise<void>
  release: () => Promise<void>
}

/**
 * @param version - Of the chain that devnets begin with now: one that began with other contracts does not go on.
 * @throws ForeignFolderError, without having touched what is there.
 * @throws FolderInUseError
 */
export async function openStateFolder(folder: string, version: string): Promise<StateFolder> {
  await checkOwn(folder)
  const release = await lockFolder(folder)
  try {
    const chain = await readChain(folder)
    if (chain && chain.version !== version)
      throw new ForeignFolderError({
        folder,
        found: `the contracts in ${chainFile} are those of another release`,
      })
    return { chain, follow: (client, contracts) => follow(folder, client, { contracts, version }), release }
  } catch (error) {
    await release()
    throw error
  }
}

async function checkOwn(folder: string) {
  const names = await namesIn(folder)
  // Whatever begins with a dot was put there by systems and editors.
  const foreign = names.filter((name) => !name.startsWith('.') && !ownNames.includes(name))
  if (names.includes(chainFile) || foreign.length === 0) return
  const [first, ...others] = foreign.sort()
  const more = others.length === 0 ? '' : ` and ${others.length} more`
  throw new ForeignFolderError({ folder, found: `it has ${first}${more}, and no ${chainFile}` })
}

async function namesIn(folder: string) {
  try {
    await mkdir(folder, { recursive: true })
    return await readdir(folder)
  } catch (cause) {
    if (!isCode(cause, 'EEXIST') && !isCode(cause, 'ENOTDIR')) throw cause
    throw new ForeignFolderError({ cause, folder, found: 'it is no folder' })
  }
}

async function readChain(folder: string): Promise<SavedChain | undefined> {
  let found = `${chainFile} is not what a devnet saves`
  let cause: unknown
  try {
    const chain: unknown = JSON.parse(await readFile(join(folder, chainFile), 'utf8'))
    if (isSavedChain(chain)) return chain
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined
    if (!(error instanceof SyntaxError)) found = `${chainFile} cannot be read`
    cause = error
  }
  throw new ForeignFolderError({ cause, folder, found })
}

function isSavedChain(value: unknown): value is SavedChain {
  if (typeof value !== 'object' || value === null) return false
  const { contracts, state, version } = value as Record<keyof SavedChain, unknown>
  if (!isHex(state) || typeof version !== 'string' || typeof contracts !== 'object' || contracts === null)
    return false
  const addresses = new Map<string, unknown>(Object.entries(contracts))
  return contractNames.every((name) => {
    const address = addresses.get(name)
    return typeof address === 'string' && isAddress(address)
  })
}

/** A file is replaced as a whole: who dies while saving has the one before. */
async function save(folder: string, chain: SavedChain) {
  const path = join(folder, chainFile)
  const temporary = `${path}.new`
  const file = await open(temporary, 'w')
  try {
    await file.writeFile(JSON.stringify(chain))
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(temporary, path)
}

function follow(folder: string, client: TestClient<'anvil'>, chain: Omit<SavedChain, 'state'>) {
  let saved: string | undefined
  let saving: Promise<unknown> = Promise.resolve()
  let timer: NodeJS.Timeout

  /** Whatever changes the state counts, whether it comes with a block or not. Returns the milliseconds it took to look. */
  async function saveIfNew() {
    const start = performance.now()
    const state = await client.dumpState()
    const took = performance.now() - start
    const digest = createHash('sha256').update(state).digest('hex')
    if (digest !== saved) await save(folder, { ...chain, state })
    saved = digest
    return took
  }

  function saveAgainIn(milliseconds: number) {
    timer = setTimeout(() => {
      // What fails now is tried again: by the next turn, or at the end, which reports it.
      saving = saveIfNew()
        .catch(() => 0)
        .then((took) => {
          if (!ended) saveAgainIn(Math.max(interval, took / share))
        })
    }, milliseconds)
    timer.unref()
  }

  let ended = false
  saveAgainIn(0)

  return async () => {
    ended = true
    clearTimeout(timer)
    await saving
    await saveIfNew()
  }
}
