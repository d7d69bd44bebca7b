import { mkdir, readdir, readlink, rm, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { isCode } from './isCode.ts'
import { processIdentity } from './processIdentity.ts'

/** Thrown when another devnet, of this program or another, keeps its chain in the folder. */
export class FolderInUseError extends Error {
  override name = 'FolderInUseError'
  readonly folder: string
  /** Id of the process that it belongs to. */
  readonly pid: number

  constructor(parameters: { folder: string; pid: number }) {
    const { folder, pid } = parameters
    super(
      `The folder ${folder} is in use by the devnet of process ${pid}: stop that one, or pass another folder.`,
    )
    this.folder = folder
    this.pid = pid
  }
}

/** Who has given the folder back. */
const nobody = 'nobody'

/**
 * Makes a folder this process's, and returns how to give it back. An owner that died has lost it.
 *
 * Owners are numbered, each a link that says who it is: links are made as a whole, and only where there is none. The
 * last one counts, and is never removed before there is a later one, so that no number is given out twice.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const owners = join(folder, 'owners')
  await mkdir(owners, { recursive: true })
  const own = await processIdentity(process.pid)
  if (own === undefined) throw new Error(`The system does not say what process ${process.pid} is.`)
  const number = await take(own)
  return async () => {
    await add(number + 1, nobody)
    await forgetBefore(number + 1)
  }

  async function take(owner: string): Promise<number> {
    for (;;) {
      const last = await lastOf()
      const previous = last === 0 ? nobody : await ownerOf(last)
      if (previous === undefined) continue
      const pid = Number.parseInt(previous, 10)
      if (previous !== nobody && (await processIdentity(pid)) === previous) {
        throw new FolderInUseError({ folder, pid })
      }
      if (!(await add(last + 1, owner))) continue
      // It was free only because somebody had removed it, having gone further.
      if ((await lastOf()) > last + 1) {
        await rm(join(owners, `${last + 1}`))
        continue
      }
      await forgetBefore(last + 1)
      return last + 1
    }
  }

  async function numbers() {
    return (await readdir(owners)).map(Number).filter(Number.isSafeInteger)
  }

  async function lastOf() {
    return Math.max(0, ...(await numbers()))
  }

  /** `undefined` if there is a later one by now. */
  async function ownerOf(number: number) {
    try {
      return await readlink(join(owners, `${number}`))
    } catch (error) {
      if (isCode(error, 'ENOENT')) return undefined
      throw error
    }
  }

  /** Returns whether it was the first of that number. */
  async function add(number: number, owner: string) {
    try {
      await symlink(owner, join(owners, `${number}`))
      return true
    } catch (error) {
      if (isCode(error, 'EEXIST')) return false
      throw error
    }
  }

  async function forgetBefore(number: number) {
    const earlier = (await numbers()).filter((one) => one < number)
    await Promise.all(earlier.map((one) => rm(join(owners, `${one}`), { force: true })))
  }
}
