import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { afterEach, beforeEach } from 'vitest'

/** A home of its own for each test, gone afterwards. */
export function useFolder() {
  let home = ''
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'foc-session-keys-test-'))
  })
  afterEach(() => rm(home, { force: true, recursive: true }))
  const folder = () => join(home, '.local/share/foc-session-keys/sessions')
  return {
    get home() {
      return home
    },
    /** Stores a session as other programs write it. */
    store: async (lines: Record<string, string>, name = 'devnet.env', mode = 0o600) => {
      await mkdir(folder(), { mode: 0o700, recursive: true })
      const text = Object.entries(lines).map(([key, value]) => `${key}=${value}\n`)
      await writeFile(join(folder(), name), text.join(''), { mode })
      return join(folder(), name)
    },
    /** Sessions that are stored, by the names of their files, as Node itself reads such files. */
    sessions: async () => {
      const names = (await readdir(folder()).catch(() => [])).filter((name) => !name.startsWith('.'))
      const sessions: Record<string, Record<string, string | number | undefined>> = {}
      for (const name of names) {
        const path = join(folder(), name)
        sessions[name] = {
          ...parseEnv(await readFile(path, 'utf8')),
          mode: (await stat(path)).mode & 0o777,
        }
      }
      return sessions
    },
  }
}
