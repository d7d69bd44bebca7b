import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { keccak256, stringToHex } from 'viem'
import type { Artifact } from './scene.ts'

/** A text of a source, which is there once, and another in its place. */
export type Patch = { file: string; from: string; to: string }

type Settings = { compilationTarget?: object; [setting: string]: unknown }
type Metadata = { settings: Settings; sources: Record<string, { keccak256: string }> }

const root = new URL('../../', import.meta.url)
const read = (file: string) => readFileSync(new URL(file, root), 'utf8')

/** What forge built, if the sources are still those. */
export function builtBy(contract: string): Artifact & { metadata: Metadata } {
  const file = `out/${contract}.sol/${contract}.json`
  if (!existsSync(new URL(file, root))) throw new Error(`There is no ${file} yet. Run: npx forge build`)
  const artifact = JSON.parse(read(file)) as Artifact & { metadata: Metadata }
  for (const [source, { keccak256: hash }] of Object.entries(artifact.metadata.sources))
    if (keccak256(stringToHex(read(source))) !== hash)
      throw new Error(`${source} is not what ${file} was built from. Run: npx forge build`)
  return artifact
}

/** Compiles a contract as forge did; with one text of its sources replaced, if that is given. */
export function compile({ settings, sources }: Metadata, patch?: Patch): Artifact {
  const contents = Object.fromEntries(Object.keys(sources).map((path) => [path, read(path)]))
  if (patch) {
    const parts = contents[patch.file]?.split(patch.from)
    if (parts?.length !== 2) throw new Error(`In ${patch.file}, this is not there just once: ${patch.from}`)
    contents[patch.file] = parts.join(patch.to)
  }
  const { compilationTarget, ...others } = settings
  const [file = ''] = Object.keys(compilationTarget ?? {})
  const input = {
    language: 'Solidity',
    settings: {
      ...others,
      outputSelection: { [file]: { '*': ['evm.bytecode.object', 'evm.methodIdentifiers'] } },
    },
    sources: Object.fromEntries(Object.entries(contents).map(([path, content]) => [path, { content }])),
  }
  const output = JSON.parse(
    execFileSync(fileURLToPath(new URL('script/solc', root)), ['--standard-json'], {
      encoding: 'utf8',
      input: JSON.stringify(input),
      maxBuffer: 2 ** 28,
    }),
  )
  const [contract] = Object.values<{
    evm: { bytecode: { object: string }; methodIdentifiers: Record<string, string> }
  }>(output.contracts?.[file] ?? {})
  if (!contract) throw new Error(output.errors.map((error: { message: string }) => error.message).join('\n'))
  const { bytecode, methodIdentifiers } = contract.evm
  return { bytecode: { object: `0x${bytecode.object}` }, methodIdentifiers }
}
