import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach } from 'vitest'
import { createDevnet } from '../src/index.ts'

/** Devnets and folders that end with the test. */
export function useDevnets() {
  const devnets: createDevnet.ReturnType[] = []
  const folders: string[] = []

  afterEach(async () => {
    await Promise.all(devnets.splice(0).map((devnet) => devnet.stop()))
    await Promise.all(folders.splice(0).map((folder) => rm(folder, { force: true, recursive: true })))
  })

  return {
    newFolder: async () => {
      const folder = await mkdtemp(join(tmpdir(), 'foc-session-keys-test-'))
      folders.push(folder)
      return folder
    },
    start: async (options?: createDevnet.Options) => {
      const devnet = await createDevnet(options)
      devnets.push(devnet)
      return devnet
    },
  }
}
