import type * as Files from 'node:fs/promises'

/** What is about to happen to a file, and can be kept from it by an error: a function of `node:fs/promises`, or of a file handle. */
export type Watch = (operation: string, ...paths: string[]) => unknown

/** `node:fs/promises` that says what it does before it does it. */
export function watchedFiles(files: typeof Files, watch: Watch): typeof Files {
  const watched =
    <parameters extends unknown[], result>(
      operation: string,
      action: (...parameters: parameters) => Promise<result>,
      ...of: string[]
    ) =>
    async (...parameters: parameters): Promise<result> => {
      await watch(operation, ...of, ...parameters.filter((parameter) => typeof parameter === 'string'))
      return action(...parameters)
    }
  const open: typeof Files.open = async (path, ...rest) => {
    const handle = await files.open(path, ...rest)
    for (const operation of ['close', 'sync'] as const)
      handle[operation] = watched(operation, handle[operation].bind(handle), String(path))
    return handle
  }
  return {
    ...files,
    link: watched('link', files.link),
    open: watched('open', open),
    readFile: watched('readFile', files.readFile) as typeof files.readFile,
    readlink: watched('readlink', files.readlink) as typeof files.readlink,
    rename: watched('rename', files.rename),
    rm: watched('rm', files.rm),
    truncate: watched('truncate', files.truncate),
    utimes: watched('utimes', files.utimes),
  }
}
