import { type ChildProcess, spawn } from 'node:child_process'
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { fileLock } from '../../src/storage/node/fileLock.ts'
import { errorOf } from '../helpers.ts'
import type { Watch } from './watchedFiles.ts'

const files = vi.hoisted(() => ({ watch: (() => {}) as Watch }))
vi.mock('node:fs/promises', async (original) => {
  const { watchedFiles } = await import('./watchedFiles.ts')
  return watchedFiles(await original(), (...step) => files.watch(...step))
})

let folder: string
const children: ChildProcess[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'foc-lock-'))
})
afterEach(() => {
  files.watch = () => {}
  for (const child of children.splice(0)) child.kill('SIGKILL')
  rmSync(folder, { force: true, recursive: true })
})

const pathOf = (file: number | string) => join(folder, `${file}`)
const here = `${hostname()} ${process.platform === 'linux' ? readlinkSync('/proc/self/ns/pid') : ''}`

/** When a process began, by what Linux says of it: field 22, where 2 is the name, in parentheses. */
const startOf = (pid: number | 'self') =>
  /^\d+ \(.*\) \S (?:\S+ ){18}(\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1]

/** A lock that somebody has. */
const put = (file: number, owner: object) =>
  writeFileSync(
    pathOf(file),
    JSON.stringify({ pid: process.pid, place: here, started: startOf('self'), ...owner }),
  )

/** The files while somebody has the lock. */
const filesInside = () => fileLock(folder, async () => readdirSync(folder).sort())

/** Asks for the lock, and is back when it was seen, twice, that somebody has it. */
async function queue(file: number) {
  let looks = 0
  files.watch = (operation, path) => {
    if (operation === 'readFile' && path === pathOf(file)) looks++
  }
  let inside = false
  const done = fileLock(folder, async () => {
    inside = true
    return readdirSync(folder).sort()
  })
  done.catch(() => {})
  await vi.waitFor(() => expect(looks).toBeGreaterThan(1))
  expect(inside).toBe(false)
  return { done }
}

async function otherProcess() {
  const child = spawn('sleep', ['600'])
  children.push(child)
  await new Promise((resolve, reject) => child.on('spawn', resolve).on('error', reject))
  const { pid } = child
  if (pid === undefined) throw new Error('It did not start.')
  const end = async () => {
    child.kill('SIGKILL')
    await new Promise((resolve) => child.on('close', resolve))
  }
  return { end, pid }
}

describe('who has it', () => {
  test('default: says who, to nobody else, and leaves one empty file', async () => {
    const lock = join(folder, 'deep', 'lock')
    await fileLock(lock, async () => {
      expect(readdirSync(lock)).toEqual(['1'])
      expect(statSync(lock).mode & 0o777).toBe(0o700)
      expect(statSync(join(lock, '1')).mode & 0o777).toBe(0o600)
      expect(JSON.parse(readFileSync(join(lock, '1'), 'utf8'))).toEqual({
        pid: process.pid,
        place: here,
        started: startOf('self'),
      })
    })
    expect(readdirSync(lock)).toEqual(['1'])
    expect(readFileSync(join(lock, '1'), 'utf8')).toBe('')
  })

  test('behavior: the next number is up, older ones go, and what is no number stays', async () => {
    for (const file of ['1', '9', '10', 'x12', '13x']) writeFileSync(pathOf(file), '')
    expect(await filesInside()).toEqual(['11', '13x', 'x12'])
  })

  test('behavior: what an action answers or throws is passed on, and the lock is free', async () => {
    expect(await fileLock(folder, async () => 'done')).toBe('done')
    const error = new Error('no')
    expect(await errorOf(fileLock(folder, () => Promise.reject(error)))).toBe(error)
    expect(await filesInside()).toEqual(['3'])
  })

  test('behavior: an action may take the folder away', async () => {
    await fileLock(folder, async () => rmSync(folder, { recursive: true }))
    expect(existsSync(folder)).toBe(false)
  })
})

describe('whose owner', () => {
  test('behavior: is in this process has it until it gives it back', async () => {
    put(1, {})
    const { done } = await queue(1)
    truncateSync(pathOf(1))
    expect(await done).toEqual(['2'])
  })

  test('behavior: had the id of this process before is gone', async () => {
    put(1, { started: '1' })
    expect(await filesInside()).toEqual(['2'])
  })

  test('behavior: is another process has it until that ends', async () => {
    const { end, pid } = await otherProcess()
    put(1, { pid, started: startOf(pid) })
    const { done } = await queue(1)
    await end()
    expect(await done).toEqual(['2'])
  })

  test('behavior: had an id that another process has now is gone', async () => {
    const { pid } = await otherProcess()
    put(1, { pid, started: `${startOf(pid)}1` })
    expect(await filesInside()).toEqual(['2'])
  })

  test('behavior: is elsewhere has it while it says so, and is gone after half a minute of silence', async () => {
    const ago = (seconds: number) => {
      const then = new Date(Date.now() - 1000 * seconds)
      utimesSync(pathOf(1), then, then)
    }
    put(1, { pid: 1, place: 'elsewhere' })
    ago(25)
    const { done } = await queue(1)
    ago(31)
    expect(await done).toEqual(['2'])
  })

  test('error: cannot be read is nobody whom it may be taken from', async () => {
    writeFileSync(pathOf(1), 'no owner')
    expect(await errorOf(filesInside())).toBeInstanceOf(SyntaxError)
  })
})

describe('where the system does not say when a process began', () => {
  /** As on macOS. */
  const withoutProc: Watch = (_, path) => {
    if (path?.startsWith('/proc')) throw Object.assign(new Error(path), { code: 'ENOENT' })
  }
  const place = `${hostname()} `

  test('default: says when this one began', async () => {
    files.watch = withoutProc
    const owner = await fileLock(folder, async () => JSON.parse(readFileSync(pathOf(1), 'utf8')))
    expect(owner).toEqual({ pid: process.pid, place, started: `${performance.timeOrigin}` })
  })

  test('behavior: had the id of this process before is gone', async () => {
    files.watch = withoutProc
    put(1, { place, started: 'once' })
    expect(await filesInside()).toEqual(['2'])
  })

  test('behavior: the owner is gone when its process is', async () => {
    const { end, pid } = await otherProcess()
    put(1, { pid, place, started: 'once' })
    let looks = 0
    files.watch = (operation, path) => {
      withoutProc(operation, path ?? '')
      if (operation === 'readFile') looks++
    }
    let inside = false
    const done = fileLock(folder, async () => {
      inside = true
    })
    await vi.waitFor(() => expect(looks).toBeGreaterThan(1))
    expect(inside).toBe(false)
    await end()
    await done
    expect(readdirSync(folder)).toEqual(['2'])
  })

  test.each(['EPERM', 'EINVAL'])('behavior: what %s says of a process', async (code) => {
    put(1, { pid: 1, place, started: 'once' })
    files.watch = withoutProc
    const error = Object.assign(new Error(code), { code })
    const kill = vi.spyOn(process, 'kill').mockImplementation(() => {
      throw error
    })
    try {
      const done = fileLock(folder, async () => 'inside')
      done.catch(() => {})
      // It is there, and not ours to signal; of other answers nobody knows what they mean.
      if (code === 'EINVAL') return expect(await errorOf(done)).toBe(error)
      await vi.waitFor(() => expect(kill.mock.calls.length).toBeGreaterThan(1))
      expect(kill).toHaveBeenCalledWith(1, 0)
      truncateSync(pathOf(1))
      expect(await done).toBe('inside')
    } finally {
      kill.mockRestore()
    }
  })
})

describe('when others are at it', () => {
  test('behavior: who finds others past its number steps back', async () => {
    files.watch = (operation) => {
      if (operation === 'link' && !existsSync(pathOf(2))) writeFileSync(pathOf(2), '')
    }
    expect(await filesInside()).toEqual(['3'])
  })

  test('behavior: and may find its file removed', async () => {
    let steps = 0
    files.watch = (operation, path) => {
      if (operation === 'link' && steps++ === 0) writeFileSync(pathOf(2), '')
      if (operation === 'rm' && path === pathOf(1)) rmSync(pathOf(1), { force: true })
    }
    expect(await filesInside()).toEqual(['3'])
  })

  test('behavior: who finds its number taken waits for the one that took it, and leaves nothing', async () => {
    let taken = 0
    files.watch = (operation) => {
      if (operation === 'link' && taken++ === 0) put(1, {})
      // The first look says that it is held.
      if (operation === 'readFile' && taken === 1) taken++
      else if (operation === 'readFile' && taken === 2 && existsSync(pathOf(1))) truncateSync(pathOf(1))
    }
    expect(await filesInside()).toEqual(['2'])
  })

  test('behavior: older files may be gone before they are removed', async () => {
    for (const file of ['1', '2']) writeFileSync(pathOf(file), '')
    files.watch = (operation, path) => {
      if (operation === 'rm' && path === pathOf(1)) rmSync(pathOf(1))
    }
    expect(await filesInside()).toEqual(['3'])
  })

  test('error: what else keeps it from its file is passed on, and no draft is left', async () => {
    const error = Object.assign(new Error('no'), { code: 'EACCES' })
    files.watch = (operation) => {
      if (operation === 'link') throw error
    }
    expect(await errorOf(filesInside())).toBe(error)
    expect(readdirSync(folder)).toEqual([])
    // Also where the draft is gone by itself.
    files.watch = (operation, draft = '') => {
      if (operation !== 'link') return
      rmSync(draft)
      throw error
    }
    expect(await errorOf(filesInside())).toBe(error)
  })

  test('error: what keeps it from giving the lock back is passed on', async () => {
    const error = Object.assign(new Error('no'), { code: 'EACCES' })
    files.watch = (operation) => {
      if (operation === 'truncate') throw error
    }
    expect(await errorOf(filesInside())).toBe(error)
  })

  test('behavior: while it lasts, it says every five seconds that it is there', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    let beats = 0
    files.watch = (operation, path) => {
      if (operation === 'utimes' && path === pathOf(1)) beats++
    }
    await fileLock(folder, async () => {
      utimesSync(pathOf(1), 0, 0)
      vi.advanceTimersByTime(4999)
      expect(beats).toBe(0)
      vi.advanceTimersByTime(1)
      expect(beats).toBe(1)
      vi.useRealTimers()
      await vi.waitFor(() => expect(statSync(pathOf(1)).mtimeMs).toBeGreaterThan(Date.now() - 60_000))
    })
  })
})
