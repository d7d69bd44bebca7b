import { SessionKeyError } from '../sessionKeyError.ts'
import { openFolder } from './node/folder.ts'
import type { SessionStorage } from './sessionStorage.ts'

/** Thrown for a file with a key in it that others on this machine can read. */
export class ExposedFileError extends SessionKeyError {
  /** Its permission bits. */
  declare readonly mode: number
  declare readonly path: string

  constructor(values: { mode: number; path: string }) {
    const { mode, path } = values
    super(
      'ExposedFileError',
      `${path} holds a key, and others can read it (mode ${mode.toString(8)}).`,
      'Whoever could read it may have the key: end the session with the root, and start a new one. If nobody could, `chmod 600` it.',
      values,
    )
  }
}

/**
 * Keeps sessions in files, in plain text, that only their owner can read: for servers and CI. Files are replaced as a whole, and
 * on disk before anybody is asked. Processes that share the folder take turns. A file that others can read is refused.
 *
 * @param parameters - {@link fileStorage.Parameters}
 * @throws {@link fileStorage.ErrorType}
 *
 * @example
 * ```ts
 * import { fileStorage } from 'foc-session-keys/storage/node'
 *
 * const session = await startSession(rootClient, { duration: 'backend', storage: fileStorage() })
 * ```
 */
export function fileStorage({ folder }: fileStorage.Parameters = {}): fileStorage.ReturnType {
  const files = openFolder(folder)
  return {
    getItem: async (key) => {
      const file = await files.read(key)
      if (!file) return null
      // Windows has no such bits.
      if (process.platform !== 'win32' && file.mode & 0o077)
        throw new ExposedFileError({ mode: file.mode, path: files.pathOf(key) })
      return file.text
    },
    lock: files.lock,
    removeItem: files.remove,
    setItem: files.write,
  }
}

export declare namespace fileStorage {
  type Parameters = {
    /** Default: `foc-session-keys` where the platform keeps a user's data, such as `~/.local/share`. */
    folder?: string | undefined
  }

  type ReturnType = SessionStorage

  type ErrorType = ExposedFileError | Error
}
